"""The gate of the first login: nobody is inside before everything is acknowledged (P-22)."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from port.companies.models import CompanyAccount
from port.consents.enums import NoticeKind
from port.registration.models import AccountApplication
from port.registration.proof import verify
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from tests.factories import (
    PASSWORD,
    a_notice_text,
    a_reviewer,
    a_user,
    a_verified_application,
    everything_acknowledged,
    the_three_texts,
)
from web.company.urls import urlpatterns
from web.components.sessions import PROOF

GATED = sorted({pattern.name for pattern in urlpatterns} - {"acknowledgements"})
ARGUMENTS = {
    "thumbnail": {"pk": uuid.UUID(int=1), "number": 1},
    "end_binding": {"pk": 1},
    "withdraw_request": {"pk": 1},
}
OPEN_TO_ALL = ["public:home", "public:privacy", "public:sitemap"]


def address(name: str) -> str:
    return reverse(f"company:{name}", kwargs=ARGUMENTS.get(name))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", GATED)
def test_every_company_page_leads_to_the_texts_while_one_is_missing(newcomer, name, method):
    response = getattr(newcomer, method)(address(name))

    assert response.status_code == 302
    assert response.url == reverse("company:acknowledgements")


def test_no_address_under_company_is_outside_the_gate():
    trees = [get_resolver(), *(tree for tree in get_resolver().url_patterns if not getattr(tree, "app_name", None))]
    below = [entry for tree in trees for entry in tree.url_patterns if str(entry.pattern) == "company/"]

    assert [pattern.app_name for pattern in below] == ["company"]


def test_the_texts_themselves_can_be_read(newcomer):
    response = newcomer.get(reverse("company:acknowledgements"))

    assert response.status_code == 200


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_public_pages_stay_open_before_the_gate(newcomer, name):
    response = newcomer.get(reverse(name))

    assert response.status_code == 200


def test_one_can_leave_before_the_gate(newcomer):
    response = newcomer.post(reverse("public:logout"))

    assert response.status_code == 302
    assert "_auth_user_id" not in newcomer.session


def test_a_text_with_new_words_closes_the_gate_again(clerk):
    assert clerk.get(address("home")).status_code == 200

    a_notice_text(kind=NoticeKind.HAZARD)

    assert clerk.get(address("home")).url == reverse("company:acknowledgements")


@pytest.mark.parametrize("name", [*GATED, "acknowledgements"])
def test_a_stranger_is_sent_to_the_login(client: Client, db, name):
    response = client.get(address(name))

    assert response.status_code == 302
    assert response.url.startswith(reverse("public:login"))


@pytest.mark.parametrize("name", [*GATED, "acknowledgements"])
def test_staff_are_sent_to_their_desk(client: Client, db, name):
    client.force_login(a_reviewer())

    response = client.get(address(name))

    assert response.status_code == 302
    assert response.url == reverse("staff:home")


@pytest.mark.parametrize("name", [*GATED, "acknowledgements"])
def test_an_account_without_a_company_is_told_so(client: Client, db, name):
    client.force_login(a_user())

    response = client.get(address(name))

    assert response.status_code == 403
    assert "沒有綁定任何公司" in response.content.decode()
    assert "0809-088-568" in response.content.decode()


@pytest.fixture
def insider(client: Client, db: None) -> Client:
    """Signed in by the password of a verified account, whose application is known."""
    the_three_texts()
    application = a_verified_application(username="seagull1")
    everything_acknowledged(CompanyAccount.objects.get(user=application.user_id))
    client.post(reverse("public:login"), {"username": "seagull1", "password": PASSWORD})
    return client


@pytest.fixture
def application(insider: Client) -> AccountApplication:
    return AccountApplication.objects.get(username="seagull1")


def reopened(application: AccountApplication) -> AccountApplication:
    return reopen(application, by=a_reviewer(), reason="統一編號需再確認。")


@pytest.mark.parametrize("name", [*GATED, "acknowledgements"])
def test_whoever_is_inside_while_the_account_is_reopened_is_shown_out(insider, application, name):
    inside = insider.get(address("home")).status_code
    reopened(application)

    response = insider.get(address(name))

    page = response.content.decode()
    assert (inside, response.status_code) == (200, 403)
    assert "您的帳號正在重新審核，暫時不能登入" in page
    assert "0809-088-568" in page
    assert "_auth_user_id" not in insider.session


def test_nothing_is_done_by_a_form_that_comes_after_the_reopening(insider, application):
    reopened(application)

    response = insider.post(address("documents"))

    assert response.status_code == 403


def test_a_refusal_after_the_reopening_is_told_as_such(insider, application):
    reject(reopened(application), by=a_reviewer(), reasons=[], note="缺頁")

    page = insider.get(address("home")).content.decode()

    assert "您的帳號重新審核後未通過" in page
    assert "補正" in page


def test_a_session_from_before_does_not_come_alive_with_the_second_proof(insider, application):
    user = approve(reopened(application), by=a_reviewer()).user
    verify(user.verifications.live().get(), by=user)

    response = insider.get(address("home"))

    assert response.url == reverse("public:login")
    assert "_auth_user_id" not in insider.session


def test_before_the_second_proof_one_is_sent_to_the_login_that_offers_a_new_letter(insider, application):
    approve(reopened(application), by=a_reviewer())

    response = insider.get(address("home"))

    assert response.url == reverse("public:login")
    assert "_auth_user_id" not in insider.session


def test_company_pages_are_not_kept_by_any_cache(clerk):
    response = clerk.get(address("home"))

    assert response["Cache-Control"] == "private, no-store"


def test_the_gate_asks_the_database_nothing_for_public_pages(newcomer):
    with CaptureQueriesContext(connection) as asked:
        newcomer.get(reverse("public:privacy"))

    assert not [query for query in asked if "consents_" in query["sql"] or "companies_" in query["sql"]]


def test_a_session_that_knows_of_no_proof_is_shown_out(insider):
    session = insider.session
    del session[PROOF]
    session.save()

    response = insider.get(address("home"))

    assert response.url == reverse("public:login")
    assert "_auth_user_id" not in insider.session
