"""帳號申請, steps 2 to 16 of the manual, as requests."""

import unicodedata
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.utils import timezone

from port.companies.enums import NumberKind
from port.documents.models import StoredDocument
from port.letters.models import Letter
from port.registration.models import AccountApplication
from tests.factories import an_application
from tests.web.public.typing import CONFIRM, FORM, a_photo, leave, send, typed

pytestmark = pytest.mark.django_db


def test_good_answers_are_shown_for_a_last_look_and_then_sent(client: Client) -> None:
    answers = typed()

    checked = client.post(FORM, answers)
    sent = client.post(CONFIRM, {"submission_id": answers["submission_id"]}, follow=True)

    assert "確定要送出申請?" in checked.content.decode()
    assert "海風吹過" not in checked.content.decode()
    application = AccountApplication.objects.get()
    assert application.reference in sent.content.decode()
    assert "w***@example.com" in sent.content.decode()
    assert "wang@example.com" not in sent.content.decode()


def test_nothing_is_sent_before_it_is_confirmed(client: Client) -> None:
    client.post(FORM, typed())

    assert not AccountApplication.objects.exists()
    assert not Letter.objects.exists()


def test_bad_answers_come_back_with_everything_that_was_typed_and_the_document(client: Client) -> None:
    answer = client.post(FORM, typed(number="12345678"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "公司統編：" in page
    assert "密碼：為了安全，密碼沒有保留" in page
    assert 'value="晴海示範船務股份有限公司"' in page
    assert "paper.png" in page


def test_the_document_that_was_kept_need_not_be_chosen_again(client: Client) -> None:
    answers = typed(number="12345678")
    client.post(FORM, answers)

    mended = {name: value for name, value in answers.items() if name != "document"} | {"number": "12345675"}
    send(client, mended)

    assert AccountApplication.objects.get().document.file.name == "paper.png"


def test_a_later_document_replaces_the_earlier(client: Client) -> None:
    answers = typed(document=a_photo("first.png"))
    client.post(FORM, answers)

    send(client, answers | {"document": a_photo("second.png")})

    assert StoredDocument.objects.get().name == "second.png"


@pytest.mark.parametrize("name", [name for name in typed() if name not in {"submission_id", "number_kind"}])
def test_each_field_is_required(client: Client, name: str) -> None:
    answers = {key: value for key, value in typed().items() if key != name}

    answer = client.post(FORM, answers)

    assert answer.status_code == 422
    assert not AccountApplication.objects.exists()


def test_a_taken_account_name_is_told_with_free_ones(client: Client) -> None:
    an_application(username="harbor2026")

    page = client.post(FORM, typed()).content.decode()

    assert "帳號已經存在，請重設其他帳號。" in page
    assert "目前可用的例如" in page


def test_a_name_that_is_taken_between_the_check_and_the_confirmation_brings_the_form_back(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)
    an_application(username="harbor2026")

    answer = client.post(CONFIRM, {"submission_id": answers["submission_id"]})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "帳號已經存在，請重設其他帳號。" in page
    assert 'value="晴海示範船務股份有限公司"' in page
    assert "paper.png" in page


def test_a_known_address_and_a_known_company_look_like_new_ones(client: Client) -> None:
    an_application(email="wang@example.com", number="12345675", number_kind=NumberKind.UBN)

    answer = send(client, typed())

    assert answer.status_code == 302
    assert AccountApplication.objects.count() == 2


def test_a_script_keeps_the_passwords_on_the_page_so_nothing_is_said_of_them(client: Client) -> None:
    answer = client.post(FORM, typed(number="12345678"), headers={"X-Requested-With": "XMLHttpRequest"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "有 1 個欄位需要修正" in page
    assert "密碼沒有保留" not in page


def test_from_the_check_page_the_form_comes_back_as_it_was_typed(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)

    answer = client.post(CONFIRM, {"submission_id": answers["submission_id"], "step": "edit"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="晴海示範船務股份有限公司"' in page
    assert "paper.png" in page
    assert not AccountApplication.objects.exists()


def test_confirming_twice_gives_one_application_and_the_same_page(client: Client) -> None:
    answers = typed()
    first = send(client, answers)

    second = client.post(CONFIRM, {"submission_id": answers["submission_id"]})

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert AccountApplication.objects.count() == Letter.objects.count() == 1


def test_going_back_and_sending_the_same_words_again_leads_to_the_same_page(client: Client) -> None:
    answers = typed()
    send(client, answers)

    again = client.post(FORM, answers | {"document": a_photo()})

    assert again.status_code == 302
    assert AccountApplication.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("name", "李小華"),
        ("mobile", "0987654321"),
        ("company_name", "遠岸示範物流有限公司"),
        ("representative", "李大海"),
    ],
)
def test_going_back_and_sending_other_words_says_that_the_first_stand(client: Client, name: str, other: str) -> None:
    answers = typed()
    send(client, answers)

    again = client.post(FORM, answers | {name: other, "document": a_photo()})

    assert again.status_code == 409
    assert "這份申請已經送出過" in again.content.decode()
    assert getattr(AccountApplication.objects.get(), name) == answers[name]


def test_a_document_that_was_swept_before_the_confirmation_brings_the_form_back(client: Client) -> None:
    answers = typed()
    client.post(FORM, answers)
    StoredDocument.objects.all().delete()

    answer = client.post(CONFIRM, {"submission_id": answers["submission_id"]})

    assert answer.status_code == 409
    assert "請重新上傳檔案" in answer.content.decode()
    assert 'value="晴海示範船務股份有限公司"' in answer.content.decode()


def test_a_stranger_who_knows_the_submission_id_learns_nothing(client: Client) -> None:
    answers = typed()
    send(client, answers)

    stranger = Client()
    answer = stranger.post(CONFIRM, {"submission_id": answers["submission_id"]})

    assert answer.status_code == 409
    assert AccountApplication.objects.get().reference not in answer.content.decode()
    assert stranger.get("/register/sent/").status_code == 302


def test_confirming_what_was_never_checked_says_what_to_do(client: Client) -> None:
    answer = client.post(CONFIRM, {"submission_id": str(uuid.uuid4())})

    assert answer.status_code == 409
    assert "還沒有送出" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "bad", "sentence"),
    [
        ("username", "ab", "6"),
        ("name", "晴海示範船務股份有限公司", "自然人"),
        ("mobile", "12345", "09"),
        ("email", "wang", "@"),
        ("password", "short", "15"),
        ("number", "12345678", "統一編號"),
        ("phone", "123", "電話"),
        ("address", "基隆市中正區", "郵遞區號"),
        ("representative", "", "公司負責人"),
    ],
)
def test_a_field_that_is_left_is_checked_by_the_rule_of_sending(
    client: Client, name: str, bad: str, sentence: str
) -> None:
    told_on_leaving = leave(client, name, bad, number_kind="ubn")
    told_on_sending = client.post(FORM, typed(**{name: bad})).content.decode()

    assert sentence in told_on_leaving
    assert sentence in told_on_sending


def test_asking_for_many_account_names_is_answered_only_on_sending(client: Client, settings) -> None:
    an_application(username="harbor2026")
    limit = settings.PORT_OPTIONS.username_checks_an_hour
    for number in range(limit):
        leave(client, "username", f"someone{number:03}")

    on_leaving = leave(client, "username", "harbor2026")
    on_sending = client.post(FORM, typed()).content.decode()

    assert "帳號已經存在，請重設其他帳號。" not in on_leaving
    assert "可以使用" not in on_leaving
    assert "帳號已經存在，請重設其他帳號。" in on_sending


def test_beyond_the_limit_a_taken_name_is_told_only_when_all_else_is_in_order(client: Client, settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, username_checks_an_hour=1)
    an_application(username="harbor2026")
    without_document = {name: value for name, value in typed().items() if name != "document"}

    within = client.post(FORM, typed(number="12345678")).content.decode()
    beyond = [client.post(FORM, answers).content.decode() for answers in (typed(number="12345678"), without_document)]
    ready = client.post(FORM, typed())

    assert "帳號已經存在，請重設其他帳號。" in within
    assert not any("帳號已經存在，請重設其他帳號。" in page for page in beyond)
    assert ready.status_code == 422
    assert "帳號已經存在，請重設其他帳號。" in ready.content.decode()


def test_too_many_applications_from_one_place_are_refused_and_nothing_is_lost(client: Client, settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, applications_an_hour=1)
    send(Client(), typed(username="other.clerk", email="other@example.com"))

    answer = send(client, typed())

    page = answer.content.decode()
    assert answer.status_code == 429
    assert "送出的申請太多了" in page
    assert 'value="晴海示範船務股份有限公司"' in page
    assert "paper.png" in page
    assert AccountApplication.objects.count() == 1


@pytest.mark.parametrize(("hours", "status"), [(23, 429), (25, 302)])
def test_an_address_is_named_in_five_applications_a_day_at_most(client: Client, hours: int, status: int) -> None:
    sent_at = timezone.now() - timedelta(hours=hours)
    for _ in range(5):
        an_application(email="wang@example.com", submitted_at=sent_at)

    answer = send(client, typed(email="Wang@example.com"))

    assert answer.status_code == status


def test_a_password_is_kept_in_one_form_however_the_keyboard_composes_it(client: Client) -> None:
    sentence = "café à la crème au port de Keelung"
    decomposed = unicodedata.normalize("NFD", sentence)

    send(client, typed(password=decomposed, password_again=unicodedata.normalize("NFC", sentence)))

    assert check_password(unicodedata.normalize("NFC", sentence), AccountApplication.objects.get().password)


def test_a_field_that_does_not_exist_cannot_be_asked_for(client: Client) -> None:
    answer = client.post("/register/general/field/", {}, headers={"HX-Request": "true", "HX-Trigger-Name": "is_staff"})

    assert answer.status_code == 404
