"""Which files readers may take along."""

from datetime import timedelta

import pytest
from django.utils import timezone

from port.audit.recorder import OPERATOR
from port.content.enums import EntryKind
from port.content.models import Attachment, Entry
from port.content.offering import files_of, is_offered
from port.content.workflow import publish, save_draft, withdraw
from tests.factories.content import a_draft, a_picture, an_attachment, an_entry, an_unpublished_entry

pytestmark = pytest.mark.django_db


def with_files(*files: Attachment, **overrides) -> Entry:
    return an_entry(EntryKind.DOWNLOAD, files=tuple(str(file.pk) for file in files), **overrides)


def offered(file: Attachment) -> bool:
    return is_offered(file, on=timezone.localdate())


def test_files_stand_in_the_order_of_staff() -> None:
    first, second, third = an_attachment(), an_attachment(), an_attachment()
    entry, other = with_files(third, first), with_files(second)

    assert files_of([entry, other]) == {entry.pk: [third, first], other.pk: [second]}


def test_an_entry_without_files_has_none(django_assert_num_queries) -> None:
    entry = an_entry(EntryKind.NEWS)

    with django_assert_num_queries(1):
        assert files_of([entry]) == {entry.pk: []}


def test_many_entries_cost_two_statements(django_assert_num_queries) -> None:
    entries = [with_files(an_attachment()) for _ in range(5)]

    with django_assert_num_queries(2):
        files_of(entries)


def test_a_draft_changes_nothing_of_what_readers_are_offered() -> None:
    shown, written = an_attachment(), an_attachment()
    entry = with_files(shown)
    draft = a_draft(EntryKind.DOWNLOAD, files=(str(written.pk),))
    save_draft(entry=entry, kind=EntryKind.DOWNLOAD, draft=draft, by=OPERATOR)

    assert files_of([entry]) == {entry.pk: [shown]}
    assert offered(shown)
    assert not offered(written)


def test_a_file_in_a_text_is_offered_in_either_language() -> None:
    picture, linked = an_attachment(a_picture(), name="圖.png", title="圖"), an_attachment()
    an_entry(EntryKind.NEWS, body=f"![圖](file:{picture.pk})", body_en=f"[table](file:{linked.pk})")

    assert offered(picture)
    assert offered(linked)


def test_what_nobody_can_read_offers_nothing() -> None:
    today = timezone.localdate()
    files = [an_attachment() for _ in range(4)]
    an_unpublished_entry(EntryKind.DOWNLOAD, files=(str(files[0].pk),))
    withdraw(with_files(files[1]), by=OPERATOR)
    with_files(files[2], shown_from=today + timedelta(days=1))
    with_files(files[3], shown_from=today - timedelta(days=9), shown_until=today - timedelta(days=1))

    assert [offered(file) for file in files] == [False] * 4


def test_a_file_that_a_newer_version_left_out_is_offered_no_more() -> None:
    old, new = an_attachment(), an_attachment()
    entry = with_files(old)
    before = offered(old)
    draft = a_draft(EntryKind.DOWNLOAD, slug=entry.slug, files=(str(new.pk),))
    publish(save_draft(entry=entry, kind=EntryKind.DOWNLOAD, draft=draft, by=OPERATOR), by=OPERATOR)

    assert before
    assert not offered(old)
    assert offered(new)


def test_a_former_version_of_the_rules_keeps_its_files() -> None:
    """Each version stays readable with its day, so what stands in it stays as well."""
    of_old = an_attachment(a_picture(), name="圖.png", title="圖")
    entry = an_entry(EntryKind.RULES, body=f"![圖](file:{of_old.pk})")
    draft = a_draft(EntryKind.RULES, slug=entry.slug, body="沒有圖了。")
    revision = save_draft(entry=entry, kind=EntryKind.RULES, draft=draft, by=OPERATOR)

    publish(revision, by=OPERATOR)

    assert offered(of_old)


def test_a_draft_of_the_rules_and_rules_taken_off_offer_nothing() -> None:
    written, taken_off = an_attachment(), an_attachment()
    an_unpublished_entry(EntryKind.RULES, body=f"[表](file:{written.pk})")
    withdraw(an_entry(EntryKind.RULES, body=f"[表](file:{taken_off.pk})"), by=OPERATOR)

    assert not offered(written)
    assert not offered(taken_off)
