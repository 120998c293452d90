"""Writing down, publishing, taking off and going back: what readers see, and what is kept of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import OPERATOR, broken_links
from port.content.enums import Audience, EntryKind, EntryState
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry, Revision
from port.content.search import find
from port.content.workflow import publish, restore, save_draft, withdraw
from port.workflows import MoveRefused
from tests.factories import a_draft, a_staff_member, an_entry, an_unpublished_entry, at_once

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def records(*acts: Act) -> list[str]:
    return [record.act for record in AuditRecord.objects.order_by("pk") if not acts or record.act in acts]


def save(entry: Entry, *, change: str = "", **words) -> Revision:
    draft = a_draft(EntryKind(entry.kind), **{"slug": entry.slug} | words)
    return save_draft(entry=entry, kind=EntryKind(entry.kind), draft=draft, change=change, by=OPERATOR)


def test_what_is_written_down_is_seen_by_no_reader():
    entry = an_unpublished_entry(title="還沒好")

    assert (entry.state, entry.title, entry.html) == (EntryState.DRAFT, "", "")
    assert not Entry.objects.published(on=timezone.localdate()).exists()
    assert records() == [Act.CONTENT_WRITTEN]


def test_what_is_published_says_what_was_written_down():
    revision = save_draft(entry=None, kind=EntryKind.NEWS, draft=a_draft(body="**請**準時。"), by=OPERATOR)

    entry = publish(revision, by=OPERATOR)

    assert (entry.state, entry.title, entry.html) == (
        EntryState.PUBLISHED,
        draft_of(revision).title,
        "<p><strong>請</strong>準時。</p>\n",
    )
    assert entry.shown_from == timezone.localdate()
    assert records() == [Act.CONTENT_WRITTEN, Act.CONTENT_PUBLISHED]


def test_each_saving_is_the_next_revision_and_alters_none_before_it():
    entry = an_unpublished_entry(title="一")
    first = Revision.objects.values().get()

    second = save(entry, title="二")

    assert second.number == 2
    assert Revision.objects.values().get(number=1) == first


def test_saving_the_same_again_keeps_one_revision():
    entry = an_unpublished_entry()
    first = newest_revision(entry)

    again = save_draft(entry=entry, kind=EntryKind.NEWS, draft=draft_of(first), by=OPERATOR)

    assert again == first
    assert records() == [Act.CONTENT_WRITTEN]


def test_the_same_words_with_a_word_on_what_is_new_are_another_revision():
    entry = an_unpublished_entry()

    again = save_draft(
        entry=entry, kind=EntryKind.NEWS, draft=draft_of(newest_revision(entry)), change="改了標題", by=OPERATOR
    )

    assert (again.number, again.change) == (2, "改了標題")


def test_whoever_writes_and_whoever_publishes_is_kept():
    writer, publisher = a_staff_member("reviewer"), a_staff_member("head")
    revision = save_draft(entry=None, kind=EntryKind.NEWS, draft=a_draft(), by=writer)

    publish(revision, by=publisher)

    revision.refresh_from_db()
    assert (revision.written_by, revision.published_by) == (writer, publisher)


def test_readers_see_the_old_words_until_the_new_ones_are_published():
    entry = an_entry(title="舊的標題")

    revision = save(entry, title="新的標題")
    before = Entry.objects.get().title
    publish(revision, by=OPERATOR)

    assert (before, Entry.objects.get().title) == ("舊的標題", "新的標題")


def test_publishing_an_old_revision_again_goes_back_to_it_by_a_copy():
    entry = an_entry(title="第一次")
    publish(save(entry, title="第二次"), by=OPERATOR)
    first = entry.revisions.get(number=1)

    publish(first, by=OPERATOR)

    live = live_revision(entry)
    assert Entry.objects.get().title == "第一次"
    assert (live.number, live.content, live.change) == (3, first.content, "回到第 1 版")
    assert first.published_at < live.published_at


def test_a_draft_that_was_passed_over_is_published_as_the_newest():
    entry = an_entry(title="一")
    left = save(entry, title="二")
    publish(save(entry, title="三"), by=OPERATOR)

    publish(left, by=OPERATOR)

    assert (live_revision(entry).number, Entry.objects.get().title) == (4, "二")


def test_publishing_what_is_out_already_changes_nothing():
    entry = an_entry()
    before, told = Entry.objects.values().get(), records()

    publish(live_revision(entry), by=OPERATOR)

    assert (Entry.objects.values().get(), records()) == (before, told)


def test_what_was_taken_off_is_neither_listed_nor_found_and_comes_back_as_it_was():
    entry = an_entry(title="碼頭暫停使用")
    on = timezone.localdate()

    withdraw(entry, by=OPERATOR)
    listed, found = Entry.objects.news(on=on).exists(), find("碼頭", on=on)
    publish(live_revision(entry), by=OPERATOR)

    assert (listed, found) == (False, [])
    assert [each.entry for each in find("碼頭", on=on)] == [entry]
    assert entry.revisions.count() == 1
    assert records()[-2:] == [Act.CONTENT_WITHDRAWN, Act.CONTENT_PUBLISHED]


def test_what_is_not_out_cannot_be_taken_off():
    entry = an_unpublished_entry()

    with pytest.raises(MoveRefused):
        withdraw(entry, by=OPERATOR)


def test_restoring_writes_a_draft_and_shows_nobody():
    entry = an_entry(title="一")
    publish(save(entry, title="二"), by=OPERATOR)

    restored = restore(entry.revisions.get(number=1), by=OPERATOR)

    assert (restored.number, draft_of(restored).title, restored.published_at) == (3, "一", None)
    assert Entry.objects.get().title == "二"


def test_restoring_what_was_written_last_gives_that_back():
    entry = an_entry()

    assert restore(live_revision(entry), by=OPERATOR).number == 1


def test_a_correction_does_not_make_old_news_new(clock):
    entry = an_entry()
    first_day = entry.shown_from
    clock.advance(9 * DAY)

    corrected = publish(save(entry, title="改一個字"), by=OPERATOR)

    assert corrected.shown_from == first_day
    assert timezone.localdate(corrected.published_at) == first_day + 9 * DAY


def test_a_day_that_was_chosen_counts():
    day = timezone.localdate() + 3 * DAY

    assert an_entry(shown_from=day).shown_from == day


def test_what_must_not_be_published_stays_a_draft_and_says_why():
    revision = save_draft(entry=None, kind=EntryKind.NEWS, draft=a_draft(title="", topic="faq"), by=OPERATOR)

    with pytest.raises(ValidationError) as refused:
        publish(revision, by=OPERATOR)

    assert refused.value.messages == ["還沒有標題。", "還沒有選擇類別。"]
    assert Entry.objects.get().state == EntryState.DRAFT


def test_two_entries_have_not_the_same_address():
    an_entry(EntryKind.FAQ, slug="papers")

    with pytest.raises(ValidationError, match="已經用在另一則內容"):
        an_entry(EntryKind.FAQ, slug="papers")

    assert an_entry(EntryKind.NEWS, slug="papers").slug == "papers"


@pytest.mark.django_db(transaction=True)
def test_two_publications_at_the_same_instant_have_not_the_same_address():
    entries = [an_unpublished_entry(EntryKind.FAQ, slug="papers") for _ in range(2)]

    answers = at_once(*[lambda entry=entry: publish(newest_revision(entry), by=OPERATOR) for entry in entries])

    assert sorted(type(answer) for answer in answers if not isinstance(answer, Entry)) == [ValidationError]
    assert Entry.objects.filter(slug="papers", state=EntryState.PUBLISHED).count() == 1


def test_an_answer_without_a_name_in_its_address_gets_one():
    entry = an_entry(EntryKind.FAQ, slug="")

    assert entry.slug == f"q{entry.pk}"


def test_what_greets_companies_is_found_by_no_search():
    an_entry(EntryKind.NOTICE, title="給公司的公告", audience=Audience.COMPANIES)

    assert find("公告", on=timezone.localdate()) == []


def test_the_record_of_it_all_holds_and_says_no_word_of_the_text():
    entry = an_entry(title="這幾個字")
    withdraw(entry, by=OPERATOR)

    assert broken_links() == []
    assert not [record for record in AuditRecord.objects.all() if "這幾個字" in str(record.facts)]


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_make_two_revisions():
    entry = an_unpublished_entry()

    at_once(lambda: save(entry, title="甲"), lambda: save(entry, title="乙"))

    assert sorted(entry.revisions.values_list("number", flat=True)) == [1, 2, 3]
