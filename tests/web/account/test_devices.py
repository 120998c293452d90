"""我的登入裝置: everybody sees where their account is signed in, and can end it there (V-31, 7.5.2)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import SignIn, User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from tests.factories import PASSWORD, Clock, a_company_account, a_reviewer, everything_acknowledged

pytestmark = pytest.mark.django_db

DEVICES = "/account/devices/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Safari/604.1"


@pytest.fixture
def user() -> User:
    account = a_company_account()
    everything_acknowledged(account)
    return account.user


def on(user_agent: str, user: User) -> Client:
    client = Client(headers={"User-Agent": user_agent}, REMOTE_ADDR="192.0.2.44")
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    return client


def row_of(client: Client) -> SignIn:
    return SignIn.objects.get(session_key=client.session.session_key)


def test_each_device_stands_there_with_where_it_is_and_which_one_this_is(user: User) -> None:
    on(IPHONE, user)

    page = on(FIREFOX, user).get(DEVICES).content.decode()

    own, others = page.split("<h1>")[1].split("其他裝置")
    assert "Firefox・Windows" in own
    assert "這台" in own
    assert "Safari・iPhone" in others
    assert page.count("192.0.2.0/24") == 2
    assert row_of(on(FIREFOX, user)).origin not in page


def test_devices_of_others_and_those_that_have_ended_do_not_stand_there(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(timezone.now()).rule(monkeypatch)
    on(IPHONE, user)
    on(IPHONE, a_reviewer())
    clock.advance(timedelta(minutes=31))

    page = on(FIREFOX, user).get(DEVICES).content.decode()

    assert "Safari・iPhone" not in page
    assert "沒有其他裝置登入這個帳號" in page


def test_one_device_is_ended_and_the_others_stay(user: User) -> None:
    here, phone, office = on(FIREFOX, user), on(IPHONE, user), on(FIREFOX, user)

    answer = here.post(f"{DEVICES}{row_of(phone).pk}/end/", follow=True)

    assert "已結束「Safari・iPhone」的登入" in answer.content.decode()
    assert [client.get(DEVICES).status_code for client in (here, phone, office)] == [200, 302, 200]
    assert AuditRecord.objects.get(act=Act.SESSION_ENDED).actor_id == user.pk


def test_all_others_are_ended_and_this_one_stays(user: User) -> None:
    here, phone, office = on(FIREFOX, user), on(IPHONE, user), on(FIREFOX, user)

    answer = here.post(f"{DEVICES}end-others/", follow=True)

    assert "已結束其他 2 台裝置的登入" in answer.content.decode()
    assert [client.get(DEVICES).status_code for client in (here, phone, office)] == [200, 302, 302]


def test_where_there_is_no_other_device_that_is_said(user: User) -> None:
    answer = on(FIREFOX, user).post(f"{DEVICES}end-others/", follow=True)

    assert "沒有其他裝置登入這個帳號" in answer.content.decode()


def test_the_device_of_somebody_else_does_not_exist(user: User) -> None:
    other = on(IPHONE, a_reviewer())

    answer = on(FIREFOX, user).post(f"{DEVICES}{row_of(other).pk}/end/")

    assert answer.status_code == 404
    assert other.get(DEVICES).status_code == 200


def test_this_device_is_left_by_signing_out_and_not_here(user: User) -> None:
    here = on(FIREFOX, user)

    assert here.post(f"{DEVICES}{row_of(here).pk}/end/").status_code == 404
    assert here.get(DEVICES).status_code == 200


def test_staff_see_it_under_the_head_of_the_desk_and_companies_under_their_own(user: User) -> None:
    desk = on(FIREFOX, a_reviewer()).get(DEVICES).content.decode()
    company = on(FIREFOX, user).get(DEVICES).content.decode()

    assert 'class="deskbar"' in desk
    assert 'class="inside"' in company


@pytest.mark.parametrize("path", ["end-others/", "1/end/"])
def test_looking_ends_nothing(user: User, path: str) -> None:
    assert on(FIREFOX, user).get(DEVICES + path).status_code == 405
