"""The gate of the first login: nobody is inside before everything is acknowledged (P-22)."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from port.accounts.enums import AccountKind
from port.consents.enums import NoticeKind
from tests.factories import a_notice_text, a_reviewer, a_user
from web.company.urls import urlpatterns

GATED = sorted({pattern.name for pattern in urlpatterns} - {"acknowledgements"})
ARGUMENTS = {"thumbnail": {"pk": uuid.UUID(int=1), "number": 1}}
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
    below = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) == "company/"]

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
    assert response.url == reverse("staff:queue")


@pytest.mark.parametrize("name", [*GATED, "acknowledgements"])
@pytest.mark.parametrize("kind", [AccountKind.GENERAL, AccountKind.SHARED])
def test_an_account_without_a_company_is_told_so(client: Client, db, kind, name):
    client.force_login(a_user(kind=kind))

    response = client.get(address(name))

    assert response.status_code == 403
    assert "沒有綁定任何公司" in response.content.decode()
    assert "0809-088-568" in response.content.decode()


def test_company_pages_are_not_kept_by_any_cache(clerk):
    response = clerk.get(address("home"))

    assert response["Cache-Control"] == "private, no-store"


def test_the_gate_asks_the_database_nothing_for_public_pages(newcomer):
    with CaptureQueriesContext(connection) as asked:
        newcomer.get(reverse("public:privacy"))

    assert not [query for query in asked if "consents_" in query["sql"] or "companies_" in query["sql"]]
