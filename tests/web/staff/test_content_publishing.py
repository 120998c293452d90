"""From a draft to readers and back: asked about once more, undone, restored, taken off."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of, live_revision, newest_revision
from port.content.models import Entry
from port.content.workflow import publish, save_draft, withdraw
from tests.factories import a_draft, a_picture, an_attachment, an_entry, an_unpublished_entry
from tests.web.staff.content_typing import an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> User:
    return an_editor(client)


def address(entry: Entry, name: str, *more: int) -> str:
    return reverse(f"staff:content_{name}", args=[entry.pk, *more])


def send(client: Client, entry: Entry, *, version: int, live: int):
    return client.post(address(entry, "publish"), {"version": version, "live": live}, follow=True)


def changed(entry: Entry, editor: User, **overrides: object) -> int:
    """A newer draft of the entry; its number."""
    draft = a_draft(EntryKind(entry.kind), slug=entry.slug, **overrides)
    return save_draft(entry=entry, kind=EntryKind(entry.kind), draft=draft, by=editor).number


def test_the_question_shows_what_will_change_in_words_and_signs(client: Client, editor: User) -> None:
    entry = an_entry(body="施工期間請減速慢行。")
    changed(entry, editor, body="施工期間請改走西側道路。")

    page = client.get(address(entry, "publish"))

    assertContains(page, "要發布「港區夜間照明改善工程」嗎？")
    assertContains(page, "－ 刪除")
    assertContains(page, "<b>減速慢行</b>")
    assertContains(page, "＋ 新增")
    assertContains(page, "<b>改走西側道路</b>")
    assert Entry.objects.get().body == "施工期間請減速慢行。"


def test_publishing_shows_readers_the_version_that_was_asked_about(client: Client, editor: User) -> None:
    entry = an_unpublished_entry()

    told = send(client, entry, version=1, live=0)

    assertRedirects(told, address(entry, "entry"))
    assertContains(told, "已發布。")
    entry.refresh_from_db()
    assert entry.state == EntryState.PUBLISHED
    assertContains(client.get(reverse("public:news_item", args=[entry.pk])), entry.title)


def test_what_is_missing_is_said_before_and_nothing_is_published(client: Client, editor: User) -> None:
    word = an_attachment((b"PK" * 2), name="x.csv")
    entry = an_unpublished_entry(body="", files=(str(word.pk),))

    page = client.get(address(entry, "publish"))
    answer = send(client, entry, version=1, live=0)

    assertContains(page, "還不能發布")
    assertContains(page, "還沒有內容。")
    assertNotContains(page, "確定發布")
    assertContains(answer, "還沒有內容。", status_code=422)
    entry.refresh_from_db()
    assert entry.state == EntryState.DRAFT


def test_advice_is_given_and_keeps_nobody_from_publishing(client: Client, editor: User) -> None:
    picture = an_attachment(a_picture(), name="plan.png", title="")
    entry = an_unpublished_entry(body=f"![](file:{picture.pk})", title_en="", body_en="")

    page = client.get(address(entry, "publish"))

    assertContains(page, "沒有替代文字")
    assertContains(page, "沒有英文")
    assertContains(page, "確定發布")


def test_an_address_that_another_entry_has_is_told_when_it_is_sent(client: Client, editor: User) -> None:
    an_entry(EntryKind.FAQ, slug="login")
    second = an_unpublished_entry(EntryKind.FAQ, slug="login")

    assertContains(send(client, second, version=1, live=0), "已經用在另一則內容", status_code=422)


def test_what_starts_later_is_told_with_its_day(client: Client, editor: User) -> None:
    entry = an_unpublished_entry(shown_from=timezone.localdate() + timedelta(days=3))

    assertContains(client.get(address(entry, "publish")), " 起")


def test_who_compared_with_what_readers_do_not_see_any_more_is_asked_again(client: Client, editor: User) -> None:
    entry = an_entry()
    mine = changed(entry, editor, title="我的標題")
    theirs = changed(entry, editor, title="同事的標題")
    publish(entry.revisions.get(number=theirs), by=editor)

    told = send(client, entry, version=mine, live=1)

    assertContains(told, f"同事剛才發布了版次 {theirs}", status_code=409)
    assertContains(told, "<b>同事</b>的標題", status_code=409)
    entry.refresh_from_db()
    assert entry.title == "同事的標題"


def test_sent_twice_it_is_published_once(client: Client, editor: User) -> None:
    entry = an_unpublished_entry()

    send(client, entry, version=1, live=0)
    send(client, entry, version=1, live=0)

    assert entry.revisions.count() == 1


def test_a_publication_can_be_undone_at_once(client: Client, editor: User) -> None:
    entry = an_entry(title="原來的標題")
    number = changed(entry, editor, title="新的標題")
    assertContains(send(client, entry, version=number, live=1), "取消這次發布")

    told = client.post(address(entry, "undo"), follow=True)

    assertContains(told, "讀者看到的是先前的內容")
    assertNotContains(told, "取消這次發布")
    entry.refresh_from_db()
    assert entry.title == "原來的標題"
    assert entry.revisions.count() == 3


def test_undoing_the_first_publication_takes_the_entry_off(client: Client, editor: User) -> None:
    entry = an_unpublished_entry()
    send(client, entry, version=1, live=0)

    client.post(address(entry, "undo"))

    entry.refresh_from_db()
    assert entry.state == EntryState.WITHDRAWN


def test_what_has_changed_since_is_not_undone(client: Client, editor: User) -> None:
    entry = an_unpublished_entry()
    send(client, entry, version=1, live=0)
    publish(entry.revisions.get(number=changed(entry, editor, title="同事的標題")), by=editor)

    told = client.post(address(entry, "undo"), follow=True)

    assertContains(told, "之後又有變動")
    entry.refresh_from_db()
    assert (entry.state, entry.title) == (EntryState.PUBLISHED, "同事的標題")


def test_what_cannot_be_undone_any_more_says_why(client: Client, editor: User) -> None:
    entry = an_entry(EntryKind.FAQ, slug="former")
    draft = a_draft(EntryKind.FAQ, slug="present")
    number = save_draft(entry=entry, kind=EntryKind.FAQ, draft=draft, by=editor).number
    send(client, entry, version=number, live=1)
    an_entry(EntryKind.FAQ, slug="former")

    told = client.post(address(entry, "undo"), follow=True)

    assertContains(told, "沒有取消，讀者看到的內容不變。")
    assertContains(told, "已經用在另一則內容")
    entry.refresh_from_db()
    assert entry.slug == "present"


def test_only_whoever_published_can_undo(client: Client, editor: User) -> None:
    entry = an_unpublished_entry()
    send(client, entry, version=1, live=0)
    other = Client()
    an_editor(other)

    other.post(address(entry, "undo"))

    entry.refresh_from_db()
    assert entry.state == EntryState.PUBLISHED


def test_a_version_is_compared_with_the_one_before_and_with_what_readers_see(client: Client, editor: User) -> None:
    entry = an_entry(title="甲標題")
    changed(entry, editor, title="乙標題")
    changed(entry, editor, title="丙標題")

    before = client.get(address(entry, "revision", 3))
    live = client.get(address(entry, "revision", 3) + "?with=1")

    assert before.context["other"].number == 2
    assert live.context["other"].number == 1
    assertContains(live, "和版次 1 的差異")
    assertContains(live, "<b>甲</b>標題")


def test_the_first_version_is_all_new_and_one_that_is_none_is_not_found(client: Client, editor: User) -> None:
    entry = an_entry()

    assertContains(client.get(address(entry, "revision", 1)), "第一版的內容")
    assert client.get(address(entry, "revision", 9)).status_code == 404
    assert client.get(address(entry, "revision", 10**12)).status_code == 404


def test_an_old_version_becomes_a_draft_again(client: Client, editor: User) -> None:
    entry = an_entry(title="舊標題")
    changed(entry, editor, title="新標題")

    told = client.post(address(entry, "restore", 1), follow=True)

    assertContains(told, "版次 1 的內容已成為版次 3，還沒有發布。")
    assert draft_of(newest_revision(entry)).title == "舊標題"
    assert live_revision(entry).number == 1


def test_an_older_version_is_published_after_the_same_question(client: Client, editor: User) -> None:
    entry = an_entry(title="舊標題")
    publish(entry.revisions.get(number=changed(entry, editor, title="新標題")), by=editor)

    asked = client.get(address(entry, "publish") + "?version=1")
    send(client, entry, version=1, live=2)

    assertContains(asked, "回到較早的內容")
    entry.refresh_from_db()
    assert entry.title == "舊標題"


def test_an_entry_is_taken_off_after_a_question(client: Client, editor: User) -> None:
    entry = an_entry()

    asked = client.get(address(entry, "withdraw"))
    told = client.post(address(entry, "withdraw"), follow=True)

    assertContains(asked, "下架嗎？")
    assertContains(told, "已下架")
    entry.refresh_from_db()
    assert entry.state == EntryState.WITHDRAWN
    assertRedirects(client.post(address(entry, "withdraw")), address(entry, "entry"))


def test_what_every_page_promises_is_not_taken_off(client: Client, editor: User) -> None:
    privacy = an_entry(EntryKind.PAGE, slug="privacy")

    client.post(address(privacy, "withdraw"))

    privacy.refresh_from_db()
    assert privacy.state == EntryState.PUBLISHED
    assertNotContains(client.get(address(privacy, "entry")), address(privacy, "withdraw"))


def test_what_was_taken_off_can_be_published_again_and_undone_to_being_off(client: Client, editor: User) -> None:
    entry = an_entry()
    withdraw(entry, by=editor)

    assertContains(client.get(address(entry, "publish")), "第一次給讀者看")
    send(client, entry, version=1, live=0)
    entry.refresh_from_db()
    assert entry.state == EntryState.PUBLISHED

    client.post(address(entry, "undo"))
    entry.refresh_from_db()
    assert entry.state == EntryState.WITHDRAWN


def test_long_histories_are_shown_in_parts(client: Client, editor: User) -> None:
    entry = an_entry()
    for number in range(12):
        changed(entry, editor, title=f"第 {number} 次")

    page = client.get(address(entry, "entry"))
    older = client.get(address(entry, "entry") + f"?before={page.context['older']}")

    assert [row.number for row in page.context["history"]] == list(range(13, 3, -1))
    assert [row.number for row in older.context["history"]] == [3, 2, 1]
