"""The pages that show how things stand: home, 基本資料維護, 請領通行證."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import User
from port.companies.enums import NumberKind
from port.companies.models import CompanyAccount, CompanyDocument
from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document, reject_document
from port.content.enums import Audience, EntryKind
from port.registration.proof import verify
from tests.factories import (
    a_company,
    a_company_account,
    a_company_document,
    a_reviewer,
    a_stored_document,
    a_user,
    an_approved_application,
    everything_acknowledged,
)
from tests.factories.content import an_entry
from web.company.standing import Situation

NOVEMBER_18 = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Taipei"))


def waiting(account: CompanyAccount, **overrides) -> CompanyDocument:
    return a_company_document(company=account.company, submitted_by=account.user, **overrides)


def refused(account: CompanyAccount, **overrides) -> CompanyDocument:
    return reject_document(waiting(account, **overrides), by=a_reviewer(), reasons=[], note="文件缺第二頁。")


def in_force(account: CompanyAccount, **overrides) -> CompanyDocument:
    return approve_document(waiting(account, **overrides), by=a_reviewer())


def home(clerk: Client):
    return clerk.get("/company/")


def rungs(response) -> list[tuple[str, str]]:
    return [(rung.kind, rung.title) for rung in response.context["rungs"]]


def test_company_and_person_stand_on_every_page(clerk, account):
    for path in ["/company/", "/company/documents/", "/company/data/", "/company/passes/"]:
        page = clerk.get(path).content.decode()

        assert f"目前登入的公司：</span>{account.company.name}</b>" in page
        assert "王小明" in page
        assert "登出" in page


def test_names_are_shown_as_they_are_and_never_as_markup(db, client):
    account = a_company_account(user=a_user(name="<b>王</b>"), company=a_company(name='A&B "港"<i>行</i>'))
    client.force_login(account.user)

    page = home(client).content.decode()

    assert "A&amp;B &quot;港&quot;&lt;i&gt;行&lt;/i&gt;</b>" in page
    assert "&amp;amp;" not in page
    assert "<b>王</b>" not in page


def test_without_a_document_it_is_the_companys_turn(clerk):
    response = home(clerk)

    assert response.context["standing"].situation is Situation.MISSING
    assert rungs(response)[3:] == [("now", "公司證明文件"), ("locked", "請領通行證")]
    assert "請您上傳文件" in response.content.decode()


def test_a_waiting_document_is_with_the_reviewers(clerk, account):
    waiting(account, submitted_at=NOVEMBER_18)

    response = home(clerk)

    page = response.content.decode()
    assert response.context["standing"].situation is Situation.WAITING
    assert rungs(response)[3] == ("now", "公司證明文件審核中")
    assert "115.11.18 送出，目標 2 個工作天內回覆" in page
    assert "您現在不用做任何事" in page
    assert "公司證明文件審核通過後，方可開始申請通行證。" in page


def test_the_working_days_come_from_the_options(clerk, account, settings):
    settings.PORT_OPTIONS = type(settings.PORT_OPTIONS)(review_working_days=5)
    waiting(account)

    assert "目標 5 個工作天內回覆" in home(clerk).content.decode()


def test_a_refused_document_asks_for_another(clerk, account):
    refused(account)

    response = home(clerk)

    assert response.context["standing"].situation is Situation.REFUSED
    assert rungs(response)[3] == ("now", "公司證明文件未通過")
    assert "請重新上傳；審核通過後即可請領通行證。" in response.content.decode()


def test_a_document_in_force_is_done_and_passes_are_not_yet_online(clerk, account):
    in_force(account)

    response = home(clerk)

    assert response.context["standing"].situation is Situation.IN_FORCE
    assert rungs(response)[3:] == [("done", "公司證明文件"), ("locked", "請領通行證")]
    assert "系統尚未開放線上請領" in response.content.decode()


@pytest.mark.parametrize(
    ("newer", "situation"), [(waiting, Situation.SUCCESSOR_WAITS), (refused, Situation.SUCCESSOR_REFUSED)]
)
def test_a_document_stays_in_force_while_a_newer_one_is_not_approved(clerk, account, newer, situation):
    in_force(account, submitted_at=timezone.now() - timedelta(days=3))
    newer(account)

    response = home(clerk)

    assert response.context["standing"].situation is situation
    assert rungs(response)[3] == ("done", "公司證明文件")
    assert "原來的文件仍然有效" in response.content.decode()


def test_a_document_that_is_reopened_is_said_to_be_in_force_no_longer(clerk, account):
    reopen_document(in_force(account), by=a_reviewer(), reason="文件內容需再確認。")

    response = home(clerk)

    page = response.content.decode()
    assert response.context["standing"].situation is Situation.REOPENED
    assert rungs(response)[3:] == [("now", "公司證明文件重新審核中"), ("locked", "請領通行證")]
    assert "公司證明文件正在重新審核，目前沒有生效的文件" in page
    assert "公司證明文件審核通過後，方可開始申請通行證。" in page


def test_a_reopened_document_counts_before_a_newer_one_that_was_refused(clerk, account):
    older = refused(account, submitted_at=timezone.now() - timedelta(days=3))
    refused(account)
    reopen_document(older, by=a_reviewer(), reason="文件內容需再確認。")

    response = home(clerk)

    assert response.context["standing"].situation is Situation.REOPENED
    assert "請重新上傳" not in response.content.decode()


def test_an_older_document_stays_in_force_while_a_refused_successor_is_reopened(clerk, account):
    in_force(account, submitted_at=timezone.now() - timedelta(days=3))
    reopen_document(refused(account), by=a_reviewer(), reason="文件內容需再確認。")

    response = home(clerk)

    assert response.context["standing"].situation is Situation.SUCCESSOR_WAITS
    assert "原來的文件仍然有效" in response.content.decode()


def test_an_old_refusal_is_forgotten_once_a_newer_document_is_in_force(clerk, account):
    refused(account, submitted_at=timezone.now() - timedelta(days=3))
    in_force(account)

    assert home(clerk).context["standing"].situation is Situation.IN_FORCE


def test_documents_of_another_company_count_for_nothing(clerk):
    in_force(a_company_account())

    assert home(clerk).context["standing"].situation is Situation.MISSING


def test_the_ladder_tells_the_days_of_an_account_that_came_by_application(client, db):
    application = an_approved_application()
    verify(application.user.verifications.get(), by=application.user)
    account = CompanyAccount.objects.get(user=application.user)
    everything_acknowledged(account)
    client.force_login(User.objects.get(pk=application.user.pk))

    response = home(client)

    approved, verified, *_ = response.context["rungs"]
    assert approved.when.endswith(" 通過")
    assert verified.when.endswith(" 完成")
    assert response.context["standing"].situation is Situation.WAITING


def test_the_notices_of_today_are_shown(clerk):
    today = timezone.localdate()
    an_entry(EntryKind.NOTICE, title="臺北港、蘇澳港需各別申請", body="**第一行**", shown_from=today)
    an_entry(EntryKind.NOTICE, title="下個月才公告", shown_from=today + timedelta(days=30))

    page = home(clerk).content.decode()

    assert "臺北港、蘇澳港需各別申請" in page
    assert "<strong>第一行</strong>" in page
    assert "下個月才公告" not in page


def test_a_notice_for_companies_greets_them_in_a_dialog_and_one_for_staff_does_not(clerk):
    an_entry(EntryKind.NOTICE, title="給所有人的公告")
    an_entry(EntryKind.NOTICE, title="給公司的公告", audience=Audience.COMPANIES)
    an_entry(EntryKind.NOTICE, title="給港務人員的公告", audience=Audience.STAFF)

    page = home(clerk).content.decode()

    shown, _, dialog = page.partition('<dialog id="notices"')
    assert "給所有人的公告" in shown
    assert "給公司的公告" in shown
    assert "給公司的公告" in dialog
    assert "給所有人的公告" not in dialog
    assert "給港務人員的公告" not in page


def test_home_costs_the_same_however_much_there_is(clerk, account, django_assert_num_queries):
    in_force(account, submitted_at=timezone.now() - timedelta(days=9))
    refused(account)
    with django_assert_num_queries(11):
        home(clerk)
    for number in range(5):
        refused(account, submitted_at=timezone.now() - timedelta(days=number))
        an_entry(EntryKind.NOTICE, title=f"公告{number}")

    with django_assert_num_queries(11):
        home(clerk)


def test_the_number_of_a_government_body_is_called_by_its_name(client, db):
    account = a_company_account(company=a_company(number_kind=NumberKind.AGENCY, number="A12345678B"))
    client.force_login(account.user)

    assert "機關代碼" in client.get("/company/data/").content.decode()


def test_the_passes_page_says_why_it_is_locked(clerk, account):
    assert "公司證明文件審核通過後，方可開始申請通行證。" in clerk.get("/company/passes/").content.decode()

    in_force(account)

    page = clerk.get("/company/passes/").content.decode()
    assert "系統尚未開放線上請領" in page
    assert "0809-088-568" in page


@pytest.mark.parametrize("path", ["/company/", "/company/data/", "/company/passes/"])
def test_pages_that_only_show_refuse_to_be_posted_to(clerk, path):
    assert clerk.post(path).status_code == 405


def test_the_file_of_a_document_is_not_read_for_home(clerk, account):
    waiting(account, file=a_stored_document(name="沒有檔案.pdf"))

    assert home(clerk).status_code == 200
