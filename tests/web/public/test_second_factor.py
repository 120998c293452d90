"""The second factor at the login: an app, a passkey or a recovery code, and nothing inside without it (A-37, V-35)."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import SignIn, User
from port.accounts.recovery_codes import make_codes
from port.audit.enums import Act
from port.audit.models import AuditRecord
from tests.factories import PASSWORD, Clock, a_reviewer
from tests.factories.factors import a_passkey, an_app, code_now

pytestmark = pytest.mark.django_db

PAGE = "/login/second-factor/"
BY_CODE = f"{PAGE}recovery-code/"
BY_KEY = f"{PAGE}passkey/"
ASKED = f"{BY_KEY}asked/"


@pytest.fixture
def staff() -> User:
    return a_reviewer()


def half_in(client: Client, user: User, **more: str):
    return client.post("/login/", {"username": user.username, "password": PASSWORD, **more})


def is_in(client: Client) -> bool:
    return client.get("/staff/").status_code == 200


def test_the_password_alone_leads_no_further_than_the_second_factor(client: Client, staff: User) -> None:
    an_app(staff)

    answer = half_in(client, staff)

    assert answer["Location"] == PAGE
    assert not is_in(client)
    assert not SignIn.objects.exists()


def test_the_code_of_the_app_opens_the_desk(client: Client, staff: User) -> None:
    an_app(staff)
    half_in(client, staff)

    answer = client.post(PAGE, {"code": code_now()})

    assert answer["Location"].startswith("/staff/")
    assert is_in(client)
    assert SignIn.objects.get().with_factor
    assert AuditRecord.objects.filter(act=Act.FACTOR_PASSED).count() == 1


def test_who_came_for_a_page_gets_there(client: Client, staff: User) -> None:
    an_app(staff)
    half_in(client, staff, next="/staff/reasons/")

    answer = client.post(PAGE, {"code": code_now()})

    assert answer["Location"] == "/staff/reasons/"


def test_a_wrong_code_is_said_at_the_field(client: Client, staff: User) -> None:
    an_app(staff)
    half_in(client, staff)

    answer = client.post(PAGE, {"code": "000000"})
    empty = client.post(PAGE, {"code": ""})

    assert answer.status_code == empty.status_code == 422
    assert "驗證碼不正確，或已經用過" in answer.content.decode()
    assert "請填寫 App 顯示的 6 位數字" in empty.content.decode()
    assert not is_in(client)


def test_the_field_takes_what_a_phone_offers_and_what_is_pasted(client: Client, staff: User) -> None:
    an_app(staff)
    half_in(client, staff)

    page = client.get(PAGE).content.decode()

    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert 'maxlength="20"' in page


def test_after_five_wrong_codes_the_right_one_is_not_looked_at_and_the_page_says_until_when(
    client: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(timezone.now()).rule(monkeypatch)
    an_app(staff)
    half_in(client, staff)
    for _try in range(4):
        client.post(PAGE, {"code": "000000"})

    fifth = client.post(PAGE, {"code": "000000"})
    right = client.post(PAGE, {"code": code_now()})
    clock.advance(timedelta(minutes=15))
    half_in(client, staff)
    later = client.post(PAGE, {"code": code_now()})

    for answer in (fifth, right):
        assert answer.status_code == 422
        assert "以前不再核對" in answer.content.decode()
    assert later.status_code == 302


def test_a_passkey_opens_the_desk(client: Client, staff: User) -> None:
    _factor, key = a_passkey(staff)
    half_in(client, staff)

    asked = client.post(ASKED).json()
    answer = client.post(BY_KEY, {"passkey": json.dumps(key.signed(asked))})

    assert answer["Location"].startswith("/staff/")
    assert is_in(client)


def test_an_answer_of_a_passkey_counts_once(client: Client, staff: User) -> None:
    _factor, key = a_passkey(staff)
    half_in(client, staff)
    answer = json.dumps(key.signed(client.post(ASKED).json()))

    client.post(BY_KEY, {"passkey": answer})
    other = Client()
    half_in(other, staff)
    again = other.post(BY_KEY, {"passkey": answer})

    assert again.status_code == 422
    assert not is_in(other)


def test_the_question_to_a_passkey_is_old_after_five_minutes(
    client: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _factor, key = a_passkey(staff)
    half_in(client, staff)
    asked = client.post(ASKED).json()
    monkeypatch.setattr("web.components.passkey_states.SECONDS", 0)
    asked_too_long_ago = client.post(ASKED).json()

    answer = client.post(BY_KEY, {"passkey": json.dumps(key.signed(asked_too_long_ago))})

    assert asked != asked_too_long_ago
    assert answer.status_code == 422


@pytest.mark.parametrize("sent", ["", "{", "[]", "null", '"text"', "[" * 15_000, '{"id": {}}', "x" * 30_000])
def test_whatever_stands_in_the_place_of_an_answer_is_refused(client: Client, staff: User, sent: str) -> None:
    a_passkey(staff)
    half_in(client, staff)
    client.post(ASKED)

    answer = client.post(BY_KEY, {"passkey": sent})

    assert answer.status_code == 422
    assert not is_in(client)


def test_at_another_address_the_page_says_where_the_passkey_works(client: Client, staff: User) -> None:
    a_passkey(staff)
    elsewhere = Client(headers={"host": "127.0.0.1"})
    half_in(elsewhere, staff)

    page = elsewhere.get(PAGE).content.decode()

    assert "http://testserver" in page
    assert "data-passkey=" not in page


def test_a_recovery_code_opens_the_desk_and_few_are_said_to_be_few(client: Client, staff: User) -> None:
    an_app(staff)
    codes = make_codes(staff, at=timezone.now())
    staff.recovery_codes.filter(pk__in=list(staff.recovery_codes.values_list("pk", flat=True)[:5])).update(
        used_at=timezone.now()
    )
    left = codes[5:]
    half_in(client, staff)

    first = client.post(BY_CODE, {"code": left[0]})
    page_with_four = client.get("/staff/").content.decode()
    half_in(client, staff)
    second = client.post(BY_CODE, {"code": left[1]})

    assert first.status_code == second.status_code == 302
    assert "備用碼只剩" not in page_with_four
    assert "備用碼只剩 3 個" in client.get("/staff/").content.decode()


def test_a_wrong_recovery_code_is_said_at_the_field(client: Client, staff: User) -> None:
    an_app(staff)
    half_in(client, staff)

    answer = client.post(BY_CODE, {"code": "AAAAA-AAAAA"})

    assert answer.status_code == 422
    assert "備用碼不正確，或已經用過" in answer.content.decode()


def test_whoever_waits_too_long_begins_with_the_password(
    client: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(timezone.now()).rule(monkeypatch)
    an_app(staff)
    half_in(client, staff)
    clock.advance(timedelta(minutes=10))

    answer = client.post(PAGE, {"code": code_now()}, follow=True)

    assert answer.redirect_chain[-1][0] == "/login/"
    assert "登入的時間已過" in answer.content.decode()


def test_a_stranger_has_nothing_to_prove(client: Client) -> None:
    answers = [client.get(PAGE), client.post(PAGE, {"code": "123456"}), client.post(BY_KEY), client.get(BY_CODE)]

    assert [answer["Location"] for answer in answers] == ["/login/"] * 4
    assert client.post(ASKED).status_code == 409


def test_the_secret_stands_on_no_page_before_the_proof(client: Client, staff: User) -> None:
    factor = an_app(staff)
    half_in(client, staff)

    page = client.get(PAGE).content.decode()

    assert factor.secret not in page
    assert staff.email not in page
