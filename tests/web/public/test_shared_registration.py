"""申請帳號類型 → 共用帳號, as requests: account data only, with the rules and the road of every application."""

import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.enums import AccountKind
from port.companies.enums import MendableField
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.progress import progress_of
from port.registration.workflow import approve, reject
from tests.factories import (
    PASSWORD,
    a_reason,
    a_reviewer,
    a_shared_account,
    a_shared_application,
    an_application,
)
from tests.web.public.mending import link_address, opened
from tests.web.public.typing import CONFIRM
from web.public.standing import rungs_of

pytestmark = pytest.mark.django_db

FORM = "/register/shared/"
SECRET = "海風吹過第三號碼頭的清晨五點半"
CONDITION = "申請[共用帳號]前，請先個別完成每一家公司的[一般帳號]申請，與帳號郵件驗證，以利共用帳號的綁定。"


def typed(**overrides: Any) -> dict[str, Any]:
    return {
        "submission_id": str(uuid.uuid4()),
        "username": "harbor.shared",
        "name": "張管理",
        "mobile": "0912345678",
        "email": "chang@example.com",
        "password": SECRET,
        "password_again": SECRET,
    } | overrides


def send(client: Client, answers: dict[str, Any], form: str = FORM) -> HttpResponse:
    checked = client.post(form, answers)
    if checked.status_code != 200:
        return checked
    return client.post(CONFIRM, {"submission_id": answers["submission_id"]}, follow=True)


def test_the_page_says_what_it_is_for_what_one_needs_first_and_what_follows(client: Client) -> None:
    page = client.get(FORM)

    assertContains(page, CONDITION)
    for words in ("用一個帳號登入，切換辦理多家公司的作業", "帳號審核", "Email 驗證", "首次登入確認", "綁定一般帳號"):
        assertContains(page, words)
    assertNotContains(page, "公司統編")
    assertNotContains(page, '<input type="file"')


def test_good_answers_are_shown_for_a_last_look_and_then_sent(client: Client) -> None:
    answers = typed()

    checked = client.post(FORM, answers)
    sent = client.post(CONFIRM, {"submission_id": answers["submission_id"]}, follow=True)

    assertContains(checked, "確定要送出申請?")
    assertContains(checked, "harbor.shared")
    assertNotContains(checked, SECRET)
    assertContains(checked, "共用帳號")
    assertNotContains(checked, "公司統編")
    application = AccountApplication.objects.get()
    assert (application.kind, application.state) == (AccountKind.SHARED, ApplicationState.SUBMITTED)
    assertContains(sent, application.reference)
    assertContains(sent, "共用帳號")
    assertNotContains(sent, "公司統編")
    assertNotContains(sent, "公司證明文件")


def test_a_script_gets_the_last_look_as_a_dialog(client: Client) -> None:
    checked = client.post(FORM, typed(), headers={"X-Requested-With": "XMLHttpRequest"})

    assertContains(checked, "確定要送出申請?")
    assertContains(checked, "<dialog")


@pytest.mark.parametrize("name", [name for name in typed() if name != "submission_id"])
def test_each_field_is_required(client: Client, name: str) -> None:
    answer = client.post(FORM, {key: value for key, value in typed().items() if key != name})

    assert answer.status_code == 422
    assert not AccountApplication.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("username", "1x", "英文字母開頭"),
        ("mobile", "12345", "09"),
        ("email", "chang", "Email"),
        ("password", "short", "15"),
    ],
)
def test_the_rules_are_those_of_every_application(client: Client, name: str, value: str, words: str) -> None:
    answer = client.post(FORM, typed(**{name: value}))

    assertContains(answer, words, status_code=422)
    assert name in answer.context["form"].errors


def test_a_field_that_is_left_is_answered_by_the_same_rules(client: Client) -> None:
    an_application(username="harbor.shared")
    address = reverse("public:register_shared_field")

    taken = client.post(
        address, {"username": "harbor.shared"}, headers={"HX-Request": "true", "HX-Trigger-Name": "username"}
    )
    of_a_company = client.post(
        address, {"number": "12345675"}, headers={"HX-Request": "true", "HX-Trigger-Name": "number"}
    )

    assertContains(taken, "帳號已經存在，請重設其他帳號。目前可用的例如")
    assert of_a_company.status_code == 404


def test_fields_of_a_company_that_are_sent_along_are_not_taken(client: Client) -> None:
    send(client, typed(number="12345675", number_kind="ubn", company_name="晴海示範船務股份有限公司"))

    application = AccountApplication.objects.get()
    assert (application.number, application.company_name, application.document) == ("", "", None)


def test_confirming_twice_gives_one_application_and_the_same_page(client: Client) -> None:
    answers = typed()
    send(client, answers)

    again = client.post(CONFIRM, {"submission_id": answers["submission_id"]}, follow=True)

    assertContains(again, AccountApplication.objects.get().reference)
    assert Letter.objects.get().kind == LetterKind.APPLICATION_RECEIVED


def test_gone_back_the_same_words_get_the_same_page_and_others_are_told_that_the_first_stand(client: Client) -> None:
    answers = typed()
    send(client, answers)

    same = client.post(FORM, answers)
    other = client.post(FORM, answers | {"name": "黃別人"})

    assertRedirects(same, reverse("public:register_sent"))
    assertContains(other, "這份申請已經送出過", status_code=409)


def test_from_the_check_page_the_form_comes_back_as_it_was_typed(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)

    back = client.post(CONFIRM, {"submission_id": answers["submission_id"], "step": "edit"})

    assertContains(back, 'value="harbor.shared"')
    assertContains(back, "共用帳號申請")


def test_a_name_that_is_taken_meanwhile_brings_the_shared_form_back(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)
    an_application(username="harbor.shared")

    answer = client.post(CONFIRM, {"submission_id": answers["submission_id"]})

    assertContains(answer, "帳號已經存在，請重設其他帳號。", status_code=409)
    assertContains(answer, "共用帳號申請", status_code=409)


def refused_application(**overrides: Any) -> AccountApplication:
    """For its name; the reason names fields of a company as well."""
    reason = a_reason(unlocks=[MendableField.NAME, MendableField.NUMBER])
    return reject(a_shared_application(**overrides), by=a_reviewer(), reasons=[reason])


def test_the_mending_link_names_the_kind_instead_of_a_company(client: Client) -> None:
    page = client.get(link_address(refused_application()))

    assertContains(page, "共用帳號")
    assertNotContains(page, "<dt>公司</dt>", html=True)


def test_only_fields_of_the_account_are_mended(client: Client) -> None:
    application = refused_application(username="harbor.shared", name="遠岸公司")
    form = opened(client, application)

    page = client.get(form)
    sent = send(client, typed(name="張管理"), form)

    assert [part.field.name for part in page.context["refused"]] == ["name"]
    assert [part.field.name for part in page.context["others"]] == ["username", "mobile", "email"]
    assertNotContains(page, "公司統編")
    assertContains(sent, "帳號資料已經成功送出")
    successor = AccountApplication.objects.get(forerunner=application)
    assert (successor.kind, successor.name, successor.document) == (AccountKind.SHARED, "張管理", None)


def test_the_last_look_at_a_mended_one_shows_what_has_changed(client: Client) -> None:
    form = opened(client, refused_application(username="harbor.shared", name="遠岸公司"))

    checked = client.post(form, typed())

    assertContains(checked, "原本 遠岸公司")


def titles(application: AccountApplication) -> list[tuple[str, str]]:
    return [(str(rung.title), rung.kind) for rung in rungs_of(progress_of(application))]


def test_the_road_of_a_shared_account_leads_to_its_bindings() -> None:
    waiting, refused = a_shared_application(), refused_application()
    approved = approve(a_shared_application(), by=a_reviewer())

    assert titles(waiting)[1:] == [
        ("帳號審核中", "now"),
        ("Email 驗證", ""),
        ("登入並確認三份文件", ""),
        ("綁定一般帳號", ""),
        ("切換公司", ""),
    ]
    assert titles(refused)[1] == ("帳號未審核通過", "now")
    assert titles(approved)[2] == ("Email 驗證", "now")


def test_a_verified_shared_account_reads_the_texts_next_and_binds_then(client: Client) -> None:
    application = a_shared_account().application

    assert dict(titles(application))["綁定一般帳號"] == "now"


def test_its_progress_is_shown_like_any_other(client: Client) -> None:
    application = a_shared_application()
    client.post("/queries/progress/", {"reference": application.reference, "email": application.email})
    code = Letter.objects.get(kind=LetterKind.PROGRESS_CODE).link

    page = client.post("/queries/progress/code/", {"code": code}, follow=True)

    assertContains(page, application.reference)
    assertContains(page, "綁定一般帳號")
    assertNotContains(page, "公司證明文件")


def test_the_address_is_proven_with_the_link_and_the_password(client: Client) -> None:
    approve(a_shared_application(), by=a_reviewer())
    link = Letter.objects.get(kind=LetterKind.APPLICATION_APPROVED).link.removeprefix("http://testserver")

    answer = client.post(link, {"password": PASSWORD}, follow=True)

    assertContains(answer, "驗證成功")
    assert AccountApplication.objects.get().state == ApplicationState.VERIFIED
