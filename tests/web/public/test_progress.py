"""申請進度查詢: the same pages and words for everybody, until the code is right."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.companies.workflow import approve_document, reject_document
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.mending import mend
from port.registration.models import AccountApplication, MendingLink
from port.registration.proof import lapse
from tests.factories import (
    Clock,
    a_company_document,
    a_notice_text,
    a_refused_application,
    a_reopened_application,
    a_reviewer,
    a_submission,
    a_verified_application,
    an_application,
    an_approved_application,
)

pytestmark = pytest.mark.django_db

ASK, CODE, STANDING = "/queries/progress/", "/queries/progress/code/", "/queries/progress/standing/"


def ask(client: Client, application: AccountApplication, **faults: str):
    return client.post(ASK, {"reference": application.reference, "email": application.email} | faults, follow=True)


def told() -> str:
    return str(Letter.objects.filter(kind=LetterKind.PROGRESS_CODE).newest_first()[0].link)


def looked_up(client: Client, application: AccountApplication) -> str:
    """What stands there, after the code was typed."""
    ask(client, application)
    return client.post(CODE, {"code": told()}, follow=True).content.decode()


def without_tokens(page: bytes) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page.decode())


def test_right_and_wrong_are_answered_with_the_very_same_page(client: Client) -> None:
    application = an_application()

    pages = [
        without_tokens(ask(Client(), application, **faults).content)
        for faults in ({}, {"reference": "115-0101-00000"}, {"email": "li@example.com"})
    ]

    assert pages[0] == pages[1] == pages[2]
    assert application.email not in pages[0]
    assert Letter.objects.count() == 1


def test_a_wrong_code_is_answered_alike_whether_or_not_one_was_sent(client: Client) -> None:
    application = an_application()
    pages = []
    for faults in ({}, {"email": "li@example.com"}):
        visitor = Client()
        ask(visitor, application, **faults)
        tries = [visitor.post(CODE, {"code": "12345"}) for _ in range(6)]
        pages.append([(answer.status_code, without_tokens(answer.content)) for answer in tries])

    assert pages[0] == pages[1]
    assert pages[0][0][0] == 422


def test_the_code_shows_where_the_application_stands(client: Client) -> None:
    application = an_application()

    page = looked_up(client, application)

    assert application.reference in page
    assert "帳號審核中" in page
    assert "您現在不用做任何事" in page
    for datum in (application.mobile, application.address, application.representative, application.email):
        assert datum not in page


def test_only_the_browser_that_asked_can_use_the_code(client: Client) -> None:
    application = an_application()
    ask(client, application)
    stranger = Client()

    assert stranger.post(CODE, {"code": told()}).headers["Location"] == ASK
    assert stranger.get(STANDING).headers["Location"] == ASK


def test_what_is_shown_is_shown_for_ten_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up(client, an_application())
    clock = Clock(timezone.now()).rule(monkeypatch)
    shown = client.get(STANDING).status_code
    clock.advance(timedelta(minutes=10))

    assert (shown, client.get(STANDING).headers["Location"]) == (200, ASK)


@pytest.mark.parametrize("reference", ["", "seagull", "115-1122"])
def test_what_cannot_be_a_reference_number_is_told(client: Client, reference: str) -> None:
    answer = client.post(ASK, {"reference": reference, "email": "wang@example.com"})

    assert answer.status_code == 422
    assert "受理號碼" in answer.content.decode()


def test_nobody_asks_more_than_ten_times_an_hour(client: Client, settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, progress_codes_an_hour=2)
    application = an_application()

    answers = [
        client.post(ASK, {"reference": application.reference, "email": "li@example.com"}).status_code for _ in range(3)
    ]

    assert answers == [302, 302, 429]


def test_one_visitor_cannot_use_up_the_codes_of_an_application(client: Client) -> None:
    application, other = an_application(), an_application()

    answers = [client.post(ASK, {"reference": application.reference, "email": application.email}) for _ in range(4)]
    elsewhere = client.post(ASK, {"reference": other.reference, "email": other.email}).status_code
    somebody = Client(REMOTE_ADDR="192.0.2.7")

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert elsewhere == 302
    assert ask(somebody, application).status_code == 200
    assert Letter.objects.filter(kind=LetterKind.PROGRESS_CODE, about_id=str(application.pk)).count() == 4


def test_nobody_tries_codes_without_end(client: Client, settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, progress_codes_an_hour=2, progress_code_tries=2)
    ask(client, an_application())

    answers = [client.post(CODE, {"code": "1"}).status_code for _ in range(5)]

    assert answers == [422, 422, 422, 422, 429]


@pytest.mark.parametrize(
    ("application", "words"),
    [
        (an_application, ["帳號審核中", "審核人員正在審核"]),
        (a_reopened_application, ["帳號重新審核中"]),
        (a_refused_application, ["帳號未審核通過", "文件缺第二頁。", "再寄一次補正連結"]),
        (an_approved_application, ["帳號審核通過", "請完成 Email 驗證"]),
        (lambda: lapse(an_approved_application()), ["超過期限沒有完成驗證"]),
        (a_verified_application, ["公司證明文件正在審核，您現在不用做任何事", "公司證明文件審核中"]),
    ],
    ids=["waiting", "reopened", "refused", "approved", "lapsed", "verified"],
)
def test_each_state_says_where_it_is_and_who_has_to_act(client: Client, application, words: list[str]) -> None:
    page = looked_up(client, application())

    for word in words:
        assert word in page
    assert page.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("decide", "words"),
    [
        (lambda document, by: approve_document(document, by=by), "公司證明文件審核通過"),
        (lambda document, by: reject_document(document, by=by, reasons=[], note="缺頁"), "公司證明文件未通過"),
    ],
    ids=["approved", "refused"],
)
def test_the_document_has_a_rung_of_its_own(client: Client, decide, words: str) -> None:
    application = an_application()
    decide(application.document, a_reviewer())

    assert words in looked_up(client, application)


def test_a_mended_application_is_shown_with_its_forerunner(client: Client) -> None:
    refused = a_refused_application()
    successor = mend(MendingLink.objects.get(), **a_submission(username=refused.username, email=refused.email))

    page = looked_up(client, refused)

    assert refused.reference in page
    assert successor.reference in page
    assert "這份申請與補正" in page
    assert "再寄一次補正連結" not in page


def test_one_that_was_mended_from_another_address_says_so_and_asks_for_nothing(client: Client) -> None:
    refused = a_refused_application()
    successor = mend(MendingLink.objects.get(), **a_submission(email="elsewhere@example.com"))

    page = looked_up(client, refused)

    assert "以另一個 Email 送出" in page
    assert successor.reference not in page
    assert "請由信中的補正連結修改" not in page
    assert page.count('aria-current="step"') == 1


def test_the_link_is_sent_again_from_there(client: Client) -> None:
    refused = a_refused_application()
    MendingLink.objects.update(created_at=refused.submitted_at - timedelta(hours=1))
    looked_up(client, refused)

    page = client.post("/queries/progress/send-link/", follow=True).content.decode()

    assert "新的補正連結已寄到" in page
    assert Letter.objects.filter(kind=LetterKind.MENDING_LINK).count() == 1


def test_the_queries_page_leads_there(client: Client) -> None:
    assert ASK in client.get("/queries/").content.decode()


def test_whoever_has_texts_to_read_is_told_to_log_in(client: Client) -> None:
    application = a_verified_application()
    a_notice_text()

    assert "可以登入了" in looked_up(client, application)


def test_a_document_that_was_handed_in_again_is_the_one_that_is_told_of(client: Client) -> None:
    application = a_verified_application()
    refused = reject_document(application.document, by=a_reviewer(), reasons=[], note="文件缺第二頁。")
    a_company_document(company=application.company, submitted_by=application.user, forerunner=refused)

    page = looked_up(client, application)

    assert "公司證明文件審核中" in page
    assert "公司證明文件未通過" not in page
