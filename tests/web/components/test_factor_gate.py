"""Nothing inside without the factor: staff must have one where it is demanded, and whoever has one proves it (A-37)."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from port.accounts.models import SignIn
from tests.factories import PASSWORD, a_company_account, a_reviewer, everything_acknowledged
from tests.factories.factors import an_app, code_now
from web.components.factor_gate import ENROLMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def demanded(settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, staff_need_factor=True)


def names(resolver: URLResolver, space: str = ""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and getattr(entry.callback, "login_required", True):
            yield f"{space}{entry.name}", entry


def inside() -> list[str]:
    """Addresses behind the login that need no argument."""
    return [
        reverse(name) for name, entry in names(get_resolver()) if not entry.pattern.converters and name not in ENROLMENT
    ]


def test_staff_without_a_factor_reach_only_its_enrolment(client: Client, demanded) -> None:
    client.force_login(a_reviewer())

    elsewhere = {path: client.get(path).get("Location") for path in inside()}
    enrolment = [client.get(path).status_code for path in ("/account/factors/", "/account/factors/app/")]

    assert len(elsewhere) > 10
    assert set(elsewhere.values()) == {"/account/factors/"}
    assert enrolment == [200, 200]


def test_staff_without_a_factor_can_do_nothing_either(client: Client, demanded) -> None:
    client.force_login(a_reviewer())

    answers = {path: client.post(path).get("Location") for path in inside()}

    assert set(answers.values()) == {"/account/factors/"}


def test_their_password_lets_them_in_as_far_as_that(client: Client, demanded) -> None:
    staff = a_reviewer()

    answer = client.post("/login/", {"username": staff.username, "password": PASSWORD}, follow=True)

    assert answer.redirect_chain[-1][0] == "/account/factors/"
    assert "請先設定第二重驗證" in answer.content.decode()


def test_the_way_out_and_the_public_pages_stay_open(client: Client, demanded) -> None:
    client.force_login(a_reviewer())

    front, out = client.get("/"), client.post("/logout/")

    assert front.status_code == 200
    assert out["Location"] == "/login/"


def test_where_it_is_not_demanded_staff_come_in_with_the_password(client: Client) -> None:
    client.force_login(a_reviewer())

    assert client.get("/staff/").status_code == 200


def test_a_company_needs_none(client: Client, demanded) -> None:
    account = a_company_account()
    everything_acknowledged(account)
    client.force_login(account.user)

    assert client.get("/company/").status_code == 200


@pytest.mark.parametrize("kind", ["company", "staff"])
def test_a_session_from_before_proves_the_factor_that_came_since(client: Client, kind: str) -> None:
    user = a_company_account().user if kind == "company" else a_reviewer()
    client.force_login(user)
    an_app(user)

    asked = client.get("/account/devices/")
    passed = client.post(asked["Location"], {"code": code_now()})

    assert asked["Location"] == "/login/second-factor/?next=%2Faccount%2Fdevices%2F"
    assert passed["Location"] == "/account/devices/"
    assert client.get("/account/devices/").status_code == 200
    assert SignIn.objects.get().with_factor


def test_the_proof_gives_the_session_a_new_key(client: Client) -> None:
    staff = a_reviewer()
    client.force_login(staff)
    an_app(staff)
    before = client.cookies["sessionid"].value

    client.post("/login/second-factor/", {"code": code_now()})

    stolen = Client()
    stolen.cookies["sessionid"] = before
    assert client.cookies["sessionid"].value != before
    assert stolen.get("/staff/").status_code == 302


def test_nobody_adds_a_factor_without_proving_the_one_that_is_there(client: Client) -> None:
    staff = a_reviewer()
    client.force_login(staff)
    an_app(staff)

    answers = [client.get(path) for path in ("/account/factors/", "/account/factors/app/", "/account/factors/passkey/")]

    assert all(answer["Location"].startswith("/login/second-factor/") for answer in answers)


def test_a_script_is_sent_to_the_page_and_gets_none_into_its_place(client: Client, demanded) -> None:
    client.force_login(a_reviewer())

    answer = client.get("/staff/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/account/factors/"


def test_another_site_is_no_way_on(client: Client) -> None:
    staff = a_reviewer()
    client.force_login(staff)
    an_app(staff)

    answer = client.post("/login/second-factor/?next=https://evil.example/", {"code": code_now()})

    assert answer["Location"].startswith("/staff/")
