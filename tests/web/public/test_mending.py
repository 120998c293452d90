"""From the link of a refusal to the mended application, as requests."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from port.companies.models import Reason
from port.companies.reasons import install_reasons
from port.companies.workflow import reject_document
from port.letters.models import Letter
from port.registration.mending_links import issue_link
from port.registration.models import AccountApplication, MendingLink
from port.registration.reopening import reopen
from port.registration.workflow import reject
from tests.factories import (
    Clock,
    a_reviewer,
    an_application,
)
from tests.web.public.mending import an_applicant, answers, link_address, opened, send
from tests.web.public.typing import CONFIRM, a_photo, typed

pytestmark = pytest.mark.django_db

AGENCY_CODE = "A12345678B"


@pytest.fixture
def reasons(db: None) -> dict[str, Reason]:
    install_reasons()
    return {reason.code: reason for reason in Reason.objects.all()}


@pytest.fixture
def refused(reasons) -> AccountApplication:
    """Because of the name; the document may stay."""
    return reject(an_applicant(), by=a_reviewer(), reasons=[reasons["A01"]], note="統編請再確認。")


def test_the_link_shows_what_is_to_be_mended_and_changes_nothing(client: Client, refused) -> None:
    answer = client.get(link_address(refused))

    page = answer.content.decode()
    for words in (refused.reference, "帳號的姓名必須是自然人", "統編請再確認。", "晴海○○○○股份有限公司", "開始補正"):
        assert words in page
    assert refused.company_name not in page
    assert refused.mobile not in page
    assert MendingLink.objects.get().used_at is None
    assert not client.session.keys()


def test_the_button_leads_to_an_address_without_the_token(client: Client, refused) -> None:
    address = link_address(refused)

    form = opened(client, refused)

    assert address.strip("/").rpartition("/")[2] not in form
    assert client.get(form).status_code == 200


def test_the_form_is_filled_in_as_it_was_sent_without_the_passwords(client: Client, refused) -> None:
    page = client.get(opened(client, refused)).content.decode()

    for name in ("username", "name", "mobile", "email", "number", "phone", "company_name", "address", "representative"):
        assert f'value="{getattr(refused, name)}"' in page
    assert "md5$" not in page
    assert page.count('type="password"') == page.count('type="password" name="password') == 2
    assert "重新設定" in page


def test_what_was_refused_stands_first_and_its_field_is_described_by_the_reason(client: Client, refused) -> None:
    page = client.get(opened(client, refused)).content.decode()

    assert page.index('id="id_name"') < page.index('id="id_username"')
    assert 'aria-describedby="id_name-example id_name-note id_name-message"' in page
    note = page[page.index('id="id_name-note"') :]
    assert "帳號的姓名必須是自然人" in note[:1500]
    assert "id_username-note" not in page


def test_the_errors_are_listed_in_the_order_of_the_page(client: Client, reasons) -> None:
    refused = reject(an_applicant(), by=a_reviewer(), reasons=[reasons["D01"]])
    form = opened(client, refused)

    page = client.post(form, answers(client, form, password="", password_again="", phone="")).content.decode()

    listed = re.findall(r'<li><a href="#id_(\w+)">', page)
    assert listed == ["document", "password", "password_again", "phone"]
    assert [name for name in re.findall(r' id="id_(\w+)"', page) if name in listed] == listed


def test_the_words_that_belong_to_no_field_stand_on_top(client: Client, refused) -> None:
    page = client.get(opened(client, refused)).content.decode()

    assert page.index("統編請再確認。") < page.index('id="id_name"')
    assert page.count("統編請再確認。") == 1


def test_a_document_that_may_stay_is_shown_with_its_pages_and_taken_along(client: Client, refused) -> None:
    form = opened(client, refused)
    page = client.get(form).content.decode()
    former = refused.document.file
    picture = client.get(f"/mend/former/{former.pk}/2/").status_code

    successor = send(client, form, answers(client, form, name="陳大文"))

    assert "沿用上次的文件" in page
    assert f"/mend/former/{former.pk}/2/" in page
    assert picture == 200
    assert (successor.forerunner, successor.name) == (refused, "陳大文")
    assert successor.document.file.sha256 == former.sha256


def test_a_refused_document_has_to_be_uploaded_anew(client: Client, reasons) -> None:
    refused = reject(an_applicant(), by=a_reviewer(), reasons=[reasons["D01"]])
    form = opened(client, refused)

    missing = client.post(form, answers(client, form))
    successor = send(client, form, answers(client, form, document=a_photo("new.png")))

    assert missing.status_code == 422
    assert "請上傳新的公司證明文件。" in missing.content.decode()
    assert "查看上次未通過的文件" in missing.content.decode()
    assert successor.document.file.name == "new.png"
    assert successor.document.forerunner == refused.document


def test_the_reason_of_a_document_that_was_refused_on_its_own_stands_at_the_upload(client: Client, reasons) -> None:
    application = an_applicant()
    reject_document(application.document, by=a_reviewer(), reasons=[], note="第二頁不清楚。")
    refused = reject(application, by=a_reviewer(), reasons=[reasons["A01"]])

    page = client.get(opened(client, refused)).content.decode()

    assert "第二頁不清楚。" in page[page.index('id="id_document-note"') :]


def test_the_check_marks_what_was_changed(client: Client, refused) -> None:
    form = opened(client, refused)

    page = client.post(form, answers(client, form, name="陳大文")).content.decode()

    assert page.count("原本") == 1
    assert page.index("王小明") < page.index("陳大文")
    assert "沿用上次的文件" in page
    assert "還沒有修改任何資料" not in page


def test_sending_the_same_again_is_advised_against_and_possible(client: Client, refused) -> None:
    form = opened(client, refused)
    sent = answers(client, form)

    page = client.post(form, sent).content.decode()

    assert "還沒有修改任何資料" in page
    assert send(client, form, sent).forerunner == refused


def test_a_number_of_another_kind_is_marked_with_its_kind(client: Client, refused) -> None:
    form = opened(client, refused)

    page = client.post(form, answers(client, form, number_kind="agency", number=AGENCY_CODE)).content.decode()

    assert "統一編號 12345675" in page
    assert AGENCY_CODE in page


def test_bad_answers_bring_the_mending_form_back_in_its_order(client: Client, refused) -> None:
    form = opened(client, refused)

    answer = client.post(form, answers(client, form, name="晴海股份有限公司"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "需要補正" in page
    assert page.index('id="id_name"') < page.index('id="id_username"')


def test_going_back_from_the_check_brings_the_mending_form_back(client: Client, refused) -> None:
    form = opened(client, refused)
    sent = answers(client, form, name="陳大文")
    client.post(form, sent)

    page = client.post(CONFIRM, {"submission_id": sent["submission_id"], "step": "edit"}).content.decode()

    assert "補正帳號申請" in page
    assert 'value="陳大文"' in page


def test_a_field_is_checked_when_it_is_left_and_the_own_name_is_free(client: Client, refused) -> None:
    form = opened(client, refused)
    headers = {"HX-Request": "true", "HX-Trigger-Name": "username"}

    own = client.post(f"{form}field/", {"username": refused.username}, headers=headers).content.decode()

    assert "這個帳號可以使用。" in own


def test_confirming_twice_sends_once(client: Client, refused) -> None:
    form = opened(client, refused)
    sent = answers(client, form, name="陳大文")
    send(client, form, sent)

    again = client.post(CONFIRM, {"submission_id": sent["submission_id"]})

    assert again.headers["Location"] == "/register/sent/"
    assert AccountApplication.objects.count() == 2


def test_the_second_of_two_tabs_is_told_of_the_first(client: Client, refused) -> None:
    form = opened(client, refused)
    first, second = answers(client, form, name="陳大文"), answers(client, form, name="陳小文")
    client.post(form, first)
    client.post(form, second)

    client.post(CONFIRM, {"submission_id": first["submission_id"]})
    late = client.post(CONFIRM, {"submission_id": second["submission_id"]})

    assert "這份申請已經補正送出" in late.content.decode()
    assert AccountApplication.objects.latest("pk").reference in late.content.decode()
    assert AccountApplication.objects.count() == 2


def test_a_used_link_tells_the_new_reference_number(client: Client, refused) -> None:
    form = opened(client, refused)
    successor = send(client, form, answers(client, form, name="陳大文"))

    page = client.get(link_address(refused)).content.decode()

    assert "這份申請已經補正送出" in page
    assert successor.reference in page
    assert client.get(form).status_code == 200
    assert successor.reference in client.get(form).content.decode()


def test_applications_of_two_companies_are_mended_in_two_tabs_of_one_browser(client: Client, reasons) -> None:
    two = [
        reject(
            an_applicant(username=f"harbor202{n}", email=f"wang{n}@example.com"),
            by=a_reviewer(),
            reasons=[reasons["A01"]],
        )
        for n in (1, 2)
    ]
    forms = [opened(client, application) for application in two]

    sent = [answers(client, form, name="陳大文") for form in forms]
    for form, answer in zip(forms, sent, strict=True):
        client.post(form, answer)
    for answer in sent:
        client.post(CONFIRM, {"submission_id": answer["submission_id"]})

    assert [application.successor.username for application in two] == ["harbor2021", "harbor2022"]


def test_another_browser_has_to_open_the_link_itself(client: Client, refused) -> None:
    form = opened(client, refused)
    stranger = Client()

    answer = stranger.get(form)

    assert answer.status_code == 404
    assert "請由信中的連結開啟" in answer.content.decode()
    assert refused.mobile not in answer.content.decode()
    assert stranger.get(f"/mend/former/{refused.document.file_id}/1/").status_code == 404
    assert stranger.post(form, typed()).status_code == 404
    assert AccountApplication.objects.count() == 1


def test_an_expired_link_sends_a_new_one_to_the_same_address(
    client: Client, refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = link_address(refused)
    clock = Clock(refused.decided_at).rule(monkeypatch)
    clock.advance(timedelta(days=31))

    expired = client.get(address).content.decode()
    told = client.post(f"{address}send-again/", follow=True).content.decode()

    assert "這個補正連結已過期" in expired
    assert "新的補正連結已寄到申請時填寫的 Email" in told
    assert "請用最新一封信中的連結" in told
    assert link_address(refused) != address
    assert client.get(link_address(refused)).status_code == 200


def test_a_new_link_is_not_sent_twice_within_three_minutes(client: Client, refused) -> None:
    issue_link(refused)

    told = client.post(f"{link_address(refused)}send-again/", follow=True).content.decode()

    assert "剛剛已經寄過補正連結" in told
    assert Letter.objects.about(refused).count() == 1


def test_an_unknown_link_has_a_way_on(client: Client) -> None:
    answer = client.get("/mend/seagull/")

    assert answer.status_code == 404
    assert "/queries/progress/" in answer.content.decode()


def test_a_refusal_that_was_taken_back_says_that_nothing_is_to_be_done(client: Client, refused) -> None:
    address = link_address(refused)
    reopen(refused, by=a_reviewer(), reason="再看一次。")

    page = client.get(address).content.decode()

    assert "正在重新審核" in page
    assert "開始補正" not in page


def test_a_name_that_is_taken_between_the_check_and_the_confirmation_brings_the_form_back(
    client: Client, refused
) -> None:
    form = opened(client, refused)
    sent = answers(client, form, name="陳大文")
    client.post(form, sent)
    an_application(username=refused.username)

    answer = client.post(CONFIRM, {"submission_id": sent["submission_id"]})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "帳號已經存在，請重設其他帳號。" in page
    assert "補正帳號申請" in page
