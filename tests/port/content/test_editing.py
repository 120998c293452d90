"""Two editors at one entry: the second one is told, and nothing is overwritten."""

import pytest

from port.accounts.enums import StaffRole
from port.content.editing import Overtaken, publish_over, save_over
from port.content.enums import EntryKind
from port.content.history import draft_of, newest_revision
from port.content.models import Entry, Revision
from port.content.workflow import publish, save_draft
from tests.factories import a_draft, a_staff_member, an_entry, an_unpublished_entry, at_once


@pytest.fixture
def editor():
    return a_staff_member(StaffRole.CONTENT)


@pytest.mark.django_db
def test_whoever_read_the_newest_version_goes_on_from_it(editor):
    entry = an_entry()

    revision = save_over(entry, a_draft(title="新標題"), based_on=1, change="更正", by=editor)

    assert (revision.number, revision.change) == (2, "更正")


@pytest.mark.django_db
def test_whoever_read_an_older_one_is_told_of_the_newer_and_nothing_is_kept(editor):
    entry = an_entry()
    theirs = save_over(entry, a_draft(title="同事的標題"), based_on=1, by=editor)

    with pytest.raises(Overtaken) as told:
        save_over(entry, a_draft(title="我的標題"), based_on=1, by=editor)

    assert told.value.revision == theirs
    assert newest_revision(entry) == theirs


@pytest.mark.django_db
def test_two_who_wrote_the_same_are_of_one_mind(editor):
    entry, draft = an_entry(), a_draft(title="一樣的標題")

    assert save_over(entry, draft, based_on=1, by=editor) == save_over(entry, draft, based_on=1, by=editor)


@pytest.mark.django_db
def test_what_was_compared_with_another_than_readers_see_is_not_published(editor):
    entry = an_entry()
    mine, theirs = (
        save_draft(entry=entry, kind=EntryKind.NEWS, draft=a_draft(title=title), by=editor) for title in ("我", "同事")
    )
    publish(theirs, by=editor)

    with pytest.raises(Overtaken):
        publish_over(mine, live=1, by=editor)

    assert publish_over(mine, live=2 + 1, by=editor).title == "我"


@pytest.mark.django_db
def test_the_first_publication_is_compared_with_nothing(editor):
    entry = an_unpublished_entry()

    assert publish_over(newest_revision(entry), live=0, by=editor).title == draft_of(newest_revision(entry)).title


@pytest.mark.django_db(transaction=True)
def test_at_the_same_instant_one_saves_and_the_other_is_told(editor):
    entry, other = an_entry(), a_staff_member(StaffRole.CONTENT)

    answers = at_once(
        lambda: save_over(Entry.objects.get(pk=entry.pk), a_draft(title="甲"), based_on=1, by=editor),
        lambda: save_over(Entry.objects.get(pk=entry.pk), a_draft(title="乙"), based_on=1, by=other),
    )

    assert {type(answer) for answer in answers} == {Revision, Overtaken}
    assert entry.revisions.count() == 2
