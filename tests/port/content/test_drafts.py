"""A draft goes into a revision and comes back as it was."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from port.content.drafts import Draft
from port.content.enums import Audience

WORDS = st.text(max_size=30)
DRAFTS = st.builds(
    Draft,
    slug=WORDS,
    topic=WORDS,
    audience=st.sampled_from(Audience.values),
    pinned=st.booleans(),
    position=st.integers(0, 1000),
    title=WORDS,
    title_en=WORDS,
    body=WORDS,
    shown_from=st.none() | st.dates(),
    shown_until=st.none() | st.dates(),
    files=st.lists(st.uuids().map(str)).map(tuple),
)


@given(draft=DRAFTS)
def test_what_is_kept_is_what_was_written(draft):
    assert Draft.from_json(draft.as_json()) == draft


def test_what_an_old_revision_does_not_know_has_its_usual_value():
    """And what is not known any more is left out."""
    old = {"title": "標題", "category": "notice", "shown_until": None, "shown_from": "2026-11-22"}

    assert Draft.from_json(old) == Draft(title="標題", shown_from=date(2026, 11, 22))
