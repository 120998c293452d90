"""The front page: what people come for, what they need before they begin, how long the answer takes."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from port.audit.recorder import OPERATOR
from port.content.enums import EntryKind
from port.content.workflow import publish, save_draft, withdraw
from port.pledges.usual import publish_usual_waiting
from tests.factories.content import a_draft, an_entry

pytestmark = pytest.mark.django_db


def front(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_head_carries_the_names_the_menu_and_a_search(client: Client) -> None:
    page = front(client)

    names = ["臺灣港務股份有限公司", "通行證資訊網", 'lang="en">Taiwan International Ports Corporation, Ltd.']
    links = ["回首頁", "網站導覽", "登入", "註冊", "最新消息", "申請及使用須知", "查詢服務", "FAQ", "常用文件及教學"]
    assert [word for word in [*names, *links] if word.lower() not in page.lower()] == []
    assert 'action="/search/"' in page


def test_the_foot_leads_to_the_mailbox_and_the_policies(client: Client) -> None:
    foot = front(client).partition("<footer")[2]

    wanted = ["/opinions/", "/accessibility/", "/privacy/", "/security/", "/open-data/", "/sitemap/", "/feed/"]
    assert [address for address in wanted if f'href="{address}"' not in foot] == []


def test_the_three_errands_come_first_and_the_first_says_what_to_have_at_hand(client: Client) -> None:
    errands = re.search(r'<ul class="errands">.*?</ul>', front(client), re.DOTALL)

    assert errands
    assert re.findall(r"<b>(我要.+?)</b>", errands.group()) == ["我要申請帳號", "我要查進度", "我要登入"]
    assert re.findall(r'href="(.+?)"', errands.group()) == ["/register/", "/queries/progress/", "/login/"]
    assert "備妥統編、證明文件與 Email，約 5 分鐘" in errands.group()


def test_how_long_the_answer_takes_is_told_from_what_was_counted(client: Client) -> None:
    times = {"median": timedelta(hours=5), "most": timedelta(days=2)}
    publish_usual_waiting(**times, decided=40, at=timezone.now())
    cache.clear()  # the minute is over for which the page was kept

    page = front(client)

    assert "帳號多久審好？" in page
    assert "半數在 5 小時內、九成在 2 個工作天內完成" in page


def test_while_nothing_is_counted_yet_the_aim_is_told(client: Client) -> None:
    assert "目標 2 個工作天內" in front(client)


def test_the_newest_news_are_there_pinned_ones_first(client: Client) -> None:
    today = timezone.localdate()
    for days in range(6):
        an_entry(EntryKind.NEWS, title=f"消息 {days}", shown_from=today - timedelta(days=days))
    an_entry(EntryKind.NEWS, title="消息 置頂", pinned=True, shown_from=today - timedelta(days=90))

    titles = re.findall(r"消息 (?:\d|置頂)", front(client))

    assert titles == ["消息 置頂", "消息 0", "消息 1", "消息 2", "消息 3"]


def test_what_was_published_or_withdrawn_shows_at_once(client: Client) -> None:
    front(client)
    entry = an_entry(EntryKind.NEWS, title="剛剛發布的消息")
    published = front(client)
    withdraw(entry, by=OPERATOR)
    withdrawn = front(client)

    assert "剛剛發布的消息" in published
    assert "剛剛發布的消息" not in withdrawn


def test_notices_stand_in_one_line_and_in_a_dialog_that_opens_once(client: Client) -> None:
    an_entry(EntryKind.NOTICE, title="第一則公告", body="第一則的內容。")
    an_entry(EntryKind.NOTICE, title="第二則公告", body="第二則的內容。")

    page = front(client)

    line = re.search(r'<div class="flag">.*?</div></div>', page, re.DOTALL)
    dialog = re.search(r'<dialog id="notices".*?</dialog>', page, re.DOTALL)
    assert line
    assert dialog
    assert "第二則公告" in line.group()
    assert 'data-opens="notices"' in line.group()
    assert 'href="/notices/"' in line.group()
    assert [
        word for word in ("敬愛的業者 您好", "第一則的內容。", "第二則的內容。") if word not in dialog.group()
    ] == []
    assert re.search(r'data-open-once="notices-\d{14}-\d+"', dialog.group())


def test_a_notice_that_was_written_anew_opens_the_dialog_again(client: Client) -> None:
    entry = an_entry(EntryKind.NOTICE, title="公告")
    before = _key(front(client))
    draft = a_draft(EntryKind.NOTICE, slug=entry.slug, title="公告", body="改寫過的內容。")
    later = timezone.now() + timedelta(minutes=1)
    publish(save_draft(entry=entry, kind=EntryKind.NOTICE, draft=draft, by=OPERATOR), by=OPERATOR, at=later)

    assert _key(front(client)) != before


def _key(page: str) -> str:
    found = re.search(r'data-open-once="(.+?)"', page)
    return found.group(1) if found else ""


def test_without_notices_there_is_neither_a_line_nor_a_dialog(client: Client) -> None:
    today = timezone.localdate()
    an_entry(
        EntryKind.NOTICE, title="過期的公告", shown_from=today - timedelta(9), shown_until=today - timedelta(days=1)
    )

    page = front(client)

    assert "過期的公告" not in page
    assert 'class="flag"' not in page
    assert "<dialog" not in page


def test_programs_that_read_feeds_are_told_of_ours(client: Client) -> None:
    assert '<link rel="alternate" type="application/rss+xml" href="/feed/"' in front(client)
    assert '<link rel="alternate" type="application/rss+xml" href="/en/feed/"' in client.get("/en/").content.decode()
