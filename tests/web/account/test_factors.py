"""第二重驗證 of one's own account: adding, removing, and codes that are shown once."""

import json
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.enums import FactorKind
from port.accounts.models import Factor, SignIn, User
from port.accounts.recovery_codes import codes_left, make_codes
from tests.factories import a_company_account, a_reviewer
from tests.factories.factors import SoftKey, a_passkey, an_app, code_now

pytestmark = pytest.mark.django_db

LIST = "/account/factors/"
APP = f"{LIST}app/"
KEY = f"{LIST}passkey/"
CODES = f"{LIST}recovery-codes/"


@pytest.fixture
def user() -> User:
    return a_company_account().user


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    SignIn.objects.update(with_factor=True)
    return client


def shown_key(client: Client) -> str:
    page = client.get(APP).content.decode()
    return re.search(r'id="key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")


def test_an_app_is_set_up_with_its_key_and_a_code(client: Client, user: User) -> None:
    client.force_login(user)
    secret = shown_key(client)

    answer = client.post(APP, {"code": code_now(secret)})

    assert answer["Location"] == CODES
    assert user.factors.get().kind == FactorKind.TOTP
    assert SignIn.objects.get().with_factor
    assert client.get(LIST).status_code == 200


def test_the_page_shows_a_picture_and_the_key_as_text(signed_in: Client, user: User) -> None:
    page = signed_in.get(APP).content.decode()

    assert 'src="data:image/svg+xml' in page
    assert len(shown_key(signed_in)) == 32
    assert "otpauth://totp/" in page


def test_the_key_stays_the_same_while_the_page_is_open_and_is_sealed_in_the_session(signed_in: Client) -> None:
    first, second = shown_key(signed_in), shown_key(signed_in)

    assert first == second
    assert first not in str(dict(signed_in.session))


def test_a_wrong_code_is_said_at_the_field_and_the_key_stays(signed_in: Client, user: User) -> None:
    secret = shown_key(signed_in)

    answer = signed_in.post(APP, {"code": "000000"})

    assert answer.status_code == 422
    assert "驗證碼不正確" in answer.content.decode()
    assert shown_key(signed_in) == secret
    assert not user.factors.exists()


def test_the_next_app_has_a_key_of_its_own(signed_in: Client, user: User) -> None:
    first = shown_key(signed_in)
    signed_in.post(APP, {"code": code_now(first)})

    page = signed_in.get(APP).content.decode()

    assert shown_key(signed_in) != first
    assert "新的 App 會取代原來的" in page


def test_a_passkey_is_added_with_its_name(signed_in: Client, user: User) -> None:
    asked = signed_in.post(f"{KEY}asked/").json()

    answer = signed_in.post(KEY, {"name": "辦公室電腦", "passkey": json.dumps(SoftKey().made(asked))})

    assert answer["Location"] == CODES
    assert user.factors.get().name == "辦公室電腦"


def test_a_passkey_without_a_name_is_called_by_its_number(signed_in: Client, user: User) -> None:
    a_passkey(user)
    asked = signed_in.post(f"{KEY}asked/").json()

    answer = signed_in.post(KEY, {"name": "", "passkey": json.dumps(SoftKey().made(asked))})

    assert answer["Location"] == LIST
    assert user.factors.filter(name="通行密鑰 2").exists()


@pytest.mark.parametrize("sent", ["", "{", "[]", '{"id": 1}', "[" * 15_000])
def test_what_is_no_passkey_is_refused(signed_in: Client, user: User, sent: str) -> None:
    signed_in.post(f"{KEY}asked/")

    answer = signed_in.post(KEY, {"name": "x", "passkey": sent})

    assert answer.status_code == 422
    assert not user.factors.exists()


def test_the_list_names_each_and_says_when_it_was_used(signed_in: Client, user: User) -> None:
    a_passkey(user, name="辦公室電腦")
    an_app(user, used_at=timezone.now())

    page = signed_in.get(LIST).content.decode()

    assert "辦公室電腦" in page
    assert "驗證器 App" in page
    assert "還沒有使用過" in page
    assert "您沒有可用的備用碼" in page


def test_removing_asks_first(signed_in: Client, user: User) -> None:
    app = an_app(user)
    path = f"{LIST}{app.pk}/remove/"

    asked = signed_in.get(path)
    still_there = user.factors.exists()
    done = signed_in.post(path)

    assert "登入只需要密碼" in asked.content.decode()
    assert still_there
    assert done["Location"] == LIST
    assert not user.factors.exists()


def test_the_last_factor_of_staff_stays_with_words(client: Client, settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, staff_need_factor=True)
    staff = a_reviewer()
    app = an_app(staff)
    client.force_login(staff)
    SignIn.objects.update(with_factor=True)

    answer = client.post(f"{LIST}{app.pk}/remove/")

    assert answer.status_code == 409
    assert "至少要有一項第二重驗證" in answer.content.decode()
    assert staff.factors.exists()


def test_a_factor_of_somebody_else_does_not_exist(signed_in: Client) -> None:
    other = an_app(a_company_account().user)
    path = f"{LIST}{other.pk}/remove/"

    answers = [signed_in.get(path), signed_in.post(path)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Factor.objects.filter(pk=other.pk).exists()


def test_recovery_codes_are_shown_once_to_be_printed_or_kept_as_a_file(signed_in: Client, user: User) -> None:
    an_app(user)

    looked = signed_in.get(CODES)
    made = signed_in.post(CODES)
    again = signed_in.get(CODES)

    codes = re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", made.content.decode())
    assert looked.status_code == made.status_code == 200
    assert len(codes) == codes_left(user) == 10
    assert 'download="recovery-codes.txt"' in made.content.decode()
    assert all(code in made.content.decode().split('href="data:text/plain')[1] for code in codes)
    assert "no-store" in made["Cache-Control"]
    assert not any(code in again.content.decode() for code in codes)
    assert not any(code in str(dict(signed_in.session)) for code in codes)


def test_looking_at_the_page_keeps_the_codes_that_there_are(signed_in: Client, user: User) -> None:
    an_app(user)
    make_codes(user, at=timezone.now())
    before = list(user.recovery_codes.values_list("pk", flat=True))

    page = signed_in.get(CODES).content.decode()

    assert list(user.recovery_codes.values_list("pk", flat=True)) == before
    assert "原來的備用碼會失效" in page


def test_without_a_factor_there_are_no_recovery_codes(signed_in: Client) -> None:
    answers = [signed_in.get(CODES), signed_in.post(CODES)]

    assert [answer["Location"] for answer in answers] == [LIST, LIST]
