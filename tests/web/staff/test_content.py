"""網站內容: written as drafts, found again, and nothing typed is ever lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects, assertTemplateNotUsed

from port.accounts.models import User
from port.content.drafts import Draft
from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of
from port.content.models import Entry
from port.content.workflow import save_draft
from tests.factories import a_draft, a_reviewer, an_attachment, an_entry, an_unpublished_entry
from tests.web.staff.content_typing import NEWS, an_editor, typed

pytestmark = pytest.mark.django_db
NEW = reverse("staff:content_new", args=["news"])


@pytest.fixture
def editor(client: Client) -> User:
    return an_editor(client)


def address(entry: Entry, name: str = "entry") -> str:
    return reverse(f"staff:content_{name}", args=[entry.pk])


def newest(entry: Entry) -> Draft:
    return draft_of(entry.revisions.newest_first()[0])


def test_a_new_entry_is_a_draft_that_readers_do_not_see(client: Client, editor: User) -> None:
    answer = client.post(NEW, typed(), follow=True)

    entry = Entry.objects.get()
    assertRedirects(answer, address(entry))
    assertContains(answer, "草稿已儲存為版次 1")
    assert entry.state == EntryState.DRAFT
    assert newest(entry).body == "## 範圍\n\n施工期間請改走**西側道路**。"
    assert entry.revisions.get().written_by == editor


@pytest.mark.parametrize("kind", EntryKind)
def test_each_kind_has_a_form_with_its_own_fields(kind: EntryKind, client: Client, editor: User) -> None:
    page = client.get(reverse("staff:content_new", args=[kind.value]))

    asked = set(page.context["form"].fields)
    assert {"title", "title_en", "body", "body_en"} <= asked
    assert ("topic" in asked) == (kind in {EntryKind.NEWS, EntryKind.FAQ, EntryKind.DOWNLOAD})
    assert ("audience" in asked) == (kind == EntryKind.NOTICE)
    assert ("pinned" in asked) == (kind == EntryKind.NEWS)
    assert ("change_en" in asked) == (kind == EntryKind.RULES)


def test_of_the_rules_there_is_one_entry(client: Client, editor: User) -> None:
    rules = an_unpublished_entry(EntryKind.RULES, slug="")

    assertRedirects(client.get(reverse("staff:content_new", args=["rules"])), address(rules))
    assertNotContains(client.get(reverse("staff:content")), reverse("staff:content_new", args=["rules"]))


def test_a_kind_that_is_none_is_not_found(client: Client, editor: User) -> None:
    assert client.get(reverse("staff:content_new", args=["poem"])).status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": ""}, "請填寫標題"),
        ({"title": "長" * 101}, "內容太長"),
        ({"body": "看不見\u202e的字"}, "改變文字方向"),
        ({"body": "字" * 60_001}, "最多 60000 個字"),
        ({"topic": "poem"}, "poem"),
        ({"shown_from": "2026-11-30", "shown_until": "2026-11-22"}, "早於開始顯示"),
        ({"shown_until": "someday"}, "日期"),
    ],
    ids=str,
)
def test_what_cannot_be_is_asked_back_and_nothing_typed_is_lost(
    change: dict[str, str], told: str, client: Client, editor: User
) -> None:
    answer = client.post(NEW, typed(**change))

    assertContains(answer, told, status_code=422)
    assertContains(answer, "Please take the **west** road.", status_code=422)
    assertContains(answer, "data-unsaved", status_code=422)
    assert not Entry.objects.exists()


def test_an_address_must_look_like_one_and_stays_once_it_was_published(client: Client, editor: User) -> None:
    new = reverse("staff:content_new", args=["faq"])
    asked = typed(topic="login", slug="忘記 密碼", position="3")

    assertContains(client.post(new, asked), "網址名稱只能用英文字母", status_code=422)
    client.post(new, asked | {"slug": "Forgot-Password"})
    entry = Entry.objects.get()
    assert (newest(entry).slug, newest(entry).position) == ("forgot-password", 3)

    public = an_entry(EntryKind.FAQ, slug="login-fails")
    client.post(address(public), asked | {"slug": "another", "based_on": "1"})
    assert newest(public).slug == "login-fails"


def test_what_the_form_does_not_ask_for_stays_as_it_was(client: Client, editor: User) -> None:
    entry = an_entry(EntryKind.NEWS, position=7, slug="lighting")

    client.post(address(entry), typed(entry))

    assert (newest(entry).position, newest(entry).slug) == (7, "lighting")


def test_writing_goes_on_where_the_last_one_stopped(client: Client, editor: User) -> None:
    entry = an_entry(title="第一版的標題")
    save_draft(entry=entry, kind=EntryKind.NEWS, draft=a_draft(title="第二版的標題"), by=editor)

    page = client.get(address(entry))

    assertContains(page, 'value="第二版的標題"')
    assertContains(page, "有未發布的修改")
    assertContains(page, "讀者看到的是版次 1")


def test_saving_what_is_saved_already_makes_no_other_version(client: Client, editor: User) -> None:
    client.post(NEW, typed())
    entry = Entry.objects.get()

    client.post(address(entry), typed(entry))

    assert entry.revisions.count() == 1


def test_saving_may_lead_on_to_the_question_of_publishing(client: Client, editor: User) -> None:
    answer = client.post(NEW, typed(then="publish"))

    assertRedirects(answer, address(Entry.objects.get(), "publish"))


def test_two_editors_at_one_entry_overwrite_nothing(client: Client, editor: User) -> None:
    entry = an_entry()
    opened = typed(entry)
    colleague = an_editor(Client(), name="吳編輯")
    save_draft(entry=entry, kind=EntryKind.NEWS, draft=a_draft(title="吳編輯寫的標題"), by=colleague)

    told = client.post(address(entry), opened)

    assertContains(told, "吳編輯 在您編輯時存了版次 2", status_code=409)
    assertContains(told, "吳編輯寫的標題", status_code=409)
    assertContains(told, 'value="碼頭道路施工"', status_code=409)
    assertContains(told, "data-unsaved", status_code=409)
    assert entry.revisions.count() == 2

    client.post(address(entry), opened | {"based_on": told.context["form"]["based_on"].value()})
    assert [draft_of(each).title for each in entry.revisions.newest_first()[:2]] == ["碼頭道路施工", "吳編輯寫的標題"]


def test_two_editors_who_write_the_same_do_not_disturb_each_other(client: Client, editor: User) -> None:
    client.post(NEW, typed())
    entry = Entry.objects.get()
    opened = typed(entry, title="兩人都這樣改")
    client.post(address(entry), opened)

    assert client.post(address(entry), opened).status_code == 302
    assert entry.revisions.count() == 2


def test_the_preview_shows_both_languages_and_keeps_nothing(client: Client, editor: User) -> None:
    answer = client.post(reverse("staff:content_new_preview", args=["news"]), typed(body_en=""))

    assertContains(answer, "<strong>西側道路</strong>")
    assertContains(answer, "還沒有英文標題或內容")
    assertContains(answer, 'value="Road works at the wharf"')
    assertContains(answer, "data-unsaved")
    assert not Entry.objects.exists()


def test_with_a_script_only_the_preview_is_drawn_anew_with_what_to_look_at(client: Client, editor: User) -> None:
    entry = an_entry()
    changed = typed(entry, title="", body="[這裡](https://example.com)")

    answer = client.post(address(entry, "preview"), changed, headers={"HX-Request": "true"})

    assertTemplateNotUsed(answer, "staff/content_entry.html")
    assertContains(answer, "還沒有標題")
    assertContains(answer, "聽不出會到哪裡")
    assert entry.revisions.count() == 1


def test_the_preview_lets_no_html_through(client: Client, editor: User) -> None:
    shown = client.post(
        reverse("staff:content_new_preview", args=["news"]),
        typed(body="<script>alert(1)</script>", title="<b>粗</b>"),
        headers={"HX-Request": "true"},
    )

    assertNotContains(shown, "<script>")
    assertNotContains(shown, "<b>粗</b>")


def test_a_link_to_the_preview_leads_back_to_the_list(client: Client, editor: User) -> None:
    assertRedirects(client.get(reverse("staff:content_new_preview", args=["news"])), reverse("staff:content"))


def test_the_list_is_narrowed_by_kind_state_and_words_that_stand_in_the_address(client: Client, editor: User) -> None:
    an_entry(title="臺北港夜間施工")
    an_unpublished_entry(EntryKind.FAQ, title="忘記密碼怎麼辦")
    changed = an_entry(EntryKind.DOWNLOAD, title="表單一")
    save_draft(entry=changed, kind=EntryKind.DOWNLOAD, draft=a_draft(EntryKind.DOWNLOAD, title="表單二"), by=editor)

    def titles(query: str) -> list[str]:
        return [row.title for row in client.get(reverse("staff:content") + query).context["rows"]]

    assert titles("") == ["表單二", "忘記密碼怎麼辦", "臺北港夜間施工"]
    assert titles("?kind=faq") == ["忘記密碼怎麼辦"]
    assert titles("?state=published") == ["表單二", "臺北港夜間施工"]
    assert titles("?state=changed") == ["表單二"]
    assert titles("?state=draft") == ["忘記密碼怎麼辦"]
    assert titles("?q=台北港") == ["臺北港夜間施工"]
    assert titles("?q=忘記密碼") == ["忘記密碼怎麼辦"]
    assert titles("?kind=news&q=表單") == []
    assert titles("?kind=poem&state=bent&after=x") == titles("")


def test_the_list_is_paged_by_key_and_costs_the_same_for_much(
    client: Client, editor: User, django_assert_max_num_queries, monkeypatch
) -> None:
    monkeypatch.setattr("web.staff.content.ROWS_A_PAGE", 3)
    for number in range(7):
        an_unpublished_entry(title=f"第 {number} 則")
    seen: list[str] = []
    query = ""

    for _page in range(3):
        with django_assert_max_num_queries(12):
            page = client.get(reverse("staff:content") + query)
        seen += [row.title for row in page.context["rows"]]
        query = page.context["next"]

    assert seen == [f"第 {number} 則" for number in range(6, -1, -1)]
    assert query == ""


def test_an_entry_with_a_long_history_costs_as_much_as_one_with_a_short_one(client: Client, editor: User) -> None:
    entry = an_entry()

    def write(number: int) -> None:
        files = tuple(str(an_attachment().pk) for _each in range(number))
        save_draft(entry=entry, kind=EntryKind.NEWS, draft=a_draft(files=files), by=editor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address(entry))
        return len(asked)

    write(1)
    cost()
    short = cost()
    for number in range(2, 13):
        write(number)
    assert cost() == short


def test_reviewers_and_strangers_stay_outside(client: Client) -> None:
    client.force_login(a_reviewer())

    page = client.get(reverse("staff:content"))

    assertContains(page, "這一頁僅內容管理可以使用", status_code=403)
    assert client.post(NEW, NEWS).status_code == 403
    assert not Entry.objects.exists()
