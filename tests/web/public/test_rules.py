"""申請及使用須知: the version in force, its days, and what changed."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.audit.recorder import OPERATOR
from port.content.enums import EntryKind
from port.content.models import Entry
from port.content.workflow import publish, save_draft, withdraw
from tests.factories.content import a_draft

pytestmark = pytest.mark.django_db

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
OLD = "## 文件\n\n- 變更事項登記表\n- 營利事業登記證\n\n客服專線 {hotline}"
NEW = "## 文件\n\n- 變更事項登記表\n- 工廠登記證\n\n客服專線 {hotline}"


def a_version(entry: Entry | None = None, *, change: str = "", change_en: str = "", **overrides) -> Entry:
    values = {"slug": "rules", "title": "申請及使用須知", "title_en": "", "body_en": "", **overrides}
    draft = a_draft(EntryKind.RULES, **values)
    revision = save_draft(
        entry=entry, kind=EntryKind.RULES, draft=draft, change=change, change_en=change_en, by=OPERATOR
    )
    return publish(revision, by=OPERATOR)


@pytest.fixture
def rules() -> Entry:
    """Two versions: since January, and with another document since July."""
    first = a_version(body=OLD, shown_from=JANUARY)
    return a_version(first, body=NEW, shown_from=JULY, change="以工廠登記證取代營利事業登記證")


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_version_in_force_is_shown_with_its_day_and_what_it_changed(client: Client, rules: Entry) -> None:
    page = page_of(client, "/rules/")

    assert "115.07.01 起適用" in page
    assert "<li>工廠登記證</li>" in page
    assert "營利事業登記證</li>" not in page
    assert "以工廠登記證取代營利事業登記證" in page
    assert 'href="/rules/2/#changes"' in page
    assert 'href="/rules/history/"' in page


def test_a_first_version_has_nothing_to_compare_with(client: Client) -> None:
    a_version(body=OLD)

    page = page_of(client, "/rules/")

    assert "這是第一版" in page
    assert "差異" not in page


def test_a_version_of_days_to_come_is_announced_and_the_one_of_today_stays(client: Client, rules: Entry) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    a_version(rules, body=NEW + "\n\n查驗時請出示。", shown_from=tomorrow, change="新增查驗規定")

    page, coming = page_of(client, "/rules/"), page_of(client, "/rules/3/")

    assert "115.07.01 起適用" in page
    assert "查驗時請出示。" not in page
    assert "新增查驗規定" in page
    assert 'href="/rules/3/"' in page
    assert "這一版還沒有開始適用" in coming
    assert "查驗時請出示。" in coming


def test_a_version_says_what_it_says_otherwise_than_the_one_before(client: Client, rules: Entry) -> None:
    page = page_of(client, "/rules/2/")

    changes = re.search(r'<ul class="changes".*?</ul>', page, re.DOTALL)
    assert changes
    assert "文件" in changes.group()
    assert "<del>" in changes.group()
    assert "<ins>" in changes.group()
    assert "刪除：" in changes.group()
    assert "新增：" in changes.group()
    assert "變更事項登記表" not in changes.group()
    assert "{hotline}" not in page
    assert "這是現在適用的版本" in page


def test_an_old_version_stays_and_says_that_it_is_old(client: Client, rules: Entry) -> None:
    page = page_of(client, "/rules/1/")

    assert "<li>營利事業登記證</li>" in page
    assert "這是舊的版本，已經不適用" in page
    assert 'class="changes"' not in page


def test_the_history_lists_every_version_with_its_day(client: Client, rules: Entry) -> None:
    save_draft(entry=rules, kind=EntryKind.RULES, draft=a_draft(EntryKind.RULES, slug="rules"), by=OPERATOR)

    page = page_of(client, "/rules/history/")

    assert re.findall(r"(\d+\.\d+\.\d+) 起適用的版本", page) == ["115.07.01", "115.01.01"]
    assert re.findall(r'href="/rules/(\d+)/"', page) == ["2", "1"]
    assert page.count("現在適用") == 1


def test_drafts_and_withdrawn_rules_are_not_there(client: Client, rules: Entry) -> None:
    save_draft(entry=rules, kind=EntryKind.RULES, draft=a_draft(EntryKind.RULES, slug="rules"), by=OPERATOR)
    draft = client.get("/rules/3/")
    withdraw(rules, by=OPERATOR)

    assert draft.status_code == 404
    assert client.get("/rules/2/").status_code == 404
    assert "這一頁還沒有內容" in page_of(client, "/rules/")


def test_english_readers_get_english_where_there_is_some(client: Client) -> None:
    first = a_version(body=OLD, shown_from=JANUARY, title_en="Rules", body_en="Two working days.")
    a_version(
        first,
        body=NEW,
        shown_from=JULY,
        title_en="Rules",
        body_en="Three working days.",
        change="改",
        change_en="Longer",
    )

    page = page_of(client, "/en/rules/2/")

    assert "Three working days." in page
    assert "Longer" in page
    assert re.search(r"<del>.*?Two.*?</del>", page)
    assert "工廠登記證" not in page


def test_rules_that_are_there_in_chinese_alone_are_marked_in_english_pages(client: Client, rules: Entry) -> None:
    page = page_of(client, "/en/rules/")

    assert '<div class="prose" lang="zh-Hant-TW">' in page
