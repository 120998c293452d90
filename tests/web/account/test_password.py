"""變更密碼: the present one is asked for, this device stays, the others are signed out (V-13, A-42)."""

import pytest
from django.test import Client

from port.accounts.models import User
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from tests.factories import PASSWORD, a_company_account, a_reviewer, everything_acknowledged

pytestmark = pytest.mark.django_db

PAGE = "/account/password/"
NEW = "傍晚的燈塔照著兩艘慢慢回港的漁船"


def changed(present: str = PASSWORD, password: str = NEW, again: str = "") -> dict[str, str]:
    return {"present": present, "password": password, "password_again": again or password}


def of_a_company() -> User:
    account = a_company_account()
    everything_acknowledged(account)
    return account.user


@pytest.mark.parametrize("make", [of_a_company, a_reviewer])
def test_the_password_is_changed_this_device_stays_and_the_others_go(make) -> None:
    user = make()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.force_login(user)

    answer = here.post(PAGE, changed(), follow=True)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert answer.status_code == 200
    assert "密碼已經變更" in answer.content.decode()
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302
    assert Letter.objects.get().kind == LetterKind.PASSWORD_CHANGED


def test_the_session_gets_a_new_key(client: Client) -> None:
    client.force_login(of_a_company())
    before = client.session.session_key

    client.post(PAGE, changed())

    assert client.session.session_key != before


def test_without_the_present_password_nothing_changes(client: Client) -> None:
    user = of_a_company()
    client.force_login(user)

    answers = [client.post(PAGE, changed(present=present)) for present in ("", "not this one at all")]

    user.refresh_from_db()
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "目前的密碼不正確" in answers[1].content.decode()
    assert user.check_password(PASSWORD)


def test_guessing_the_present_password_holds_the_account(client: Client) -> None:
    user = of_a_company()
    client.force_login(user)
    for _ in range(options().login_failures):
        client.post(PAGE, changed(present="not this one at all"))

    answer = client.post(PAGE, changed())

    user.refresh_from_db()
    assert answer.status_code == 422
    assert user.check_password(PASSWORD)


def test_the_present_password_is_no_new_one(client: Client) -> None:
    client.force_login(of_a_company())

    answer = client.post(PAGE, changed(password=PASSWORD))

    assert "最近 3 次用過的密碼" in str(answer.context["form"].errors["password"])


def test_no_password_comes_back_with_the_page(client: Client) -> None:
    client.force_login(of_a_company())

    page = client.post(PAGE, changed(again="a slip of the finger")).content.decode()

    assert PASSWORD not in page
    assert NEW not in page
