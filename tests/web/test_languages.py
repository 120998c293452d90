"""The pages in two languages: each in its own throughout, and the way between them stays on the page."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import resolve

from port.accounts.models import User
from port.changes.models import ChangeRequest
from port.companies.models import Company, CompanyDocument
from port.documents.models import StoredDocument
from port.language import Language, language_now, path_in
from port.registration.models import AccountApplication
from tests.factories import (
    PASSWORD,
    a_company_account,
    a_reviewer,
    an_entry,
    everything_acknowledged,
    the_three_texts,
)
from tests.web.answers import body_of
from tests.web.spoken import Spoken, chinese_in
from tests.web.test_english_matrix import english_addresses
from tests.web.test_role_matrix import COMPANIES, MATRIX, ROLES, World
from web.components.languages import other_way
from web.components.request_id import SecretPathFilter

pytestmark = pytest.mark.django_db

READERS = ("stranger", *COMPANIES)
"""Staff read Chinese."""


@pytest.fixture
def world() -> World:
    """With names in Latin letters: what somebody is called is in no language."""
    world = World()
    User.objects.update(name="Wang Hsiao-ming")
    Company.objects.update(name="Clear Sky Shipping", address="1 Harbour Road", representative="Chen Ta-hai")
    AccountApplication.objects.update(
        name="Wang Hsiao-ming",
        company_name="Clear Sky Shipping",
        address="1 Harbour Road",
        representative="Chen Ta-hai",
    )
    CompanyDocument.objects.update(company_name="Clear Sky Shipping")
    StoredDocument.objects.update(name="transcript.pdf")
    ChangeRequest.objects.update(new_company_name="Clear Sky Marine")
    return world


def pages(world: World, method: str) -> Iterator[tuple[str, str]]:
    """Each English page that somebody else than staff is shown, with who was shown it."""
    clients = {role: world.client(role) for role in READERS} if method == "get" else {}
    for name, path in english_addresses(world):
        row = MATRIX[name]
        for role, status in zip(ROLES, getattr(row, method), strict=True):
            if role in READERS and status not in (302, 405):
                client = clients.get(role) or world.client(role)
                answer = getattr(client, method)(path)
                if "text/html" in answer.headers.get("Content-Type", "") and answer.status_code != 302:
                    yield f"{method} {name} {role}", body_of(answer)


@pytest.mark.parametrize("method", ["get", "post"])
def test_english_pages_speak_english(world: World, method: str) -> None:
    shown = dict(pages(world, method))

    assert len(shown) > 50
    assert {name: found for name, html in shown.items() if (found := chinese_in(html))} == {}
    assert {Spoken(html).language for html in shown.values() if "<html" in html} == {"en"}


def switch_of(html: str) -> dict[str, str]:
    [switch] = [link for link in Spoken(html).links if link.get("class") == "language"]
    return switch


def test_the_switch_of_every_page_leads_to_the_same_page_and_back(world: World) -> None:
    clients = {role: world.client(role) for role in ("stranger", "company")}
    strayed = []
    for name, path in english_addresses(world):
        role = "company" if name.startswith(("company:", "account:")) else "stranger"
        if MATRIX[name].get[ROLES.index(role)] != 200 or "<header" not in (html := body_of(clients[role].get(path))):
            continue
        switch = switch_of(html)
        back = switch_of(body_of(clients[role].get(switch["href"])))
        is_for_one_reader = "token" in resolve(path.removeprefix("/en")).kwargs  # then its secret stands in no page
        due = ("/", "/en/") if is_for_one_reader else (path.removeprefix("/en"), path)
        if (switch["href"], back["href"]) != due:
            strayed.append((name, switch["href"], back["href"]))

    assert strayed == []


def test_the_switch_names_each_language_by_its_own_name(client: Client) -> None:
    from_chinese, from_english = switch_of(body_of(client.get("/"))), switch_of(body_of(client.get("/en/")))

    assert (from_chinese["lang"], from_chinese["hreflang"], from_chinese["href"]) == ("en", "en", "/en/")
    assert (from_english["lang"], from_english["hreflang"], from_english["href"]) == ("zh-Hant-TW", "zh-Hant-TW", "/")
    assert ">English</a>" in body_of(client.get("/"))
    assert ">正體中文</a>" in body_of(client.get("/en/"))


def test_what_was_asked_of_a_page_is_asked_in_the_other_language_too(client: Client) -> None:
    assert switch_of(body_of(client.get("/search/?q=pass")))["href"] == "/en/search/?q=pass"


def test_after_a_mistake_in_a_form_the_switch_leads_to_the_page_of_the_form(client: Client) -> None:
    answer = client.post("/en/register/general/", {}, headers={"Referer": "http://testserver/en/register/general/?a=b"})
    elsewhere = client.post("/en/register/general/", {}, headers={"Referer": "https://example.com/"})

    assert answer.status_code == 422
    assert switch_of(body_of(answer))["href"] == "/register/general/?a=b"
    assert switch_of(body_of(elsewhere))["href"] == "/register/general/"


def test_an_address_of_nothing_has_a_switch_to_the_front_page(client: Client) -> None:
    answer = client.get("/en/no-such-page/")

    assert answer.status_code == 404
    assert chinese_in(body_of(answer)) == []
    assert switch_of(body_of(answer))["href"] == "/"


def test_search_engines_are_told_both_addresses(client: Client) -> None:
    for path in ("/news/", "/en/news/?page=2"):
        links = Spoken(body_of(client.get(path))).links
        found = {link["hreflang"]: link["href"] for link in links if link["tag"] == "link" and "hreflang" in link}

        assert found == {"zh-Hant-TW": "http://testserver/news/", "en": "http://testserver/en/news/"}


def test_one_address_is_one_page_whatever_the_browser_prefers(client: Client) -> None:
    answers = [client.get("/news/", headers={"Accept-Language": tongue}) for tongue in ("en", "zh-TW", "ja")]

    assert {answer["Content-Language"] for answer in answers} == {"zh-Hant-TW"}
    assert not any("Accept-Language" in answer.get("Vary", "") for answer in answers)
    assert client.get("/en/news/")["Content-Language"] == "en"


def test_no_language_is_left_over_from_one_request_to_the_next(client: Client) -> None:
    client.get("/en/")

    assert language_now() is Language.CHINESE


@pytest.mark.parametrize(("typed", "goal"), [("/en", "/en/"), ("/en/news", "/en/news/")])
def test_a_forgotten_slash_keeps_the_language(client: Client, typed: str, goal: str) -> None:
    assert client.get(typed)["Location"] == goal


def test_whoever_has_to_sign_in_does_so_in_english_and_goes_on_in_english(client: Client) -> None:
    account = a_company_account()
    everything_acknowledged(account)

    sent_away = client.get("/en/company/documents/")
    came_in = client.post(sent_away["Location"], {"username": account.user.username, "password": PASSWORD})

    assert sent_away["Location"] == "/en/login/?next=/en/company/documents/"
    assert came_in["Location"] == "/en/company/documents/"


@pytest.mark.parametrize(
    ("page", "wanted", "goal"),
    [
        ("/login/", "/en/company/documents/", "/company/documents/"),
        ("/en/login/", "/company/documents/", "/en/company/documents/"),
        ("/en/login/", "", "/en/company/"),
        ("/en/login/", "/staff/", "/staff/"),
        ("/en/login/", "https://example.com/", "/en/company/"),
    ],
)
def test_the_language_chosen_at_the_login_is_the_one_to_go_on_in(
    client: Client, page: str, wanted: str, goal: str
) -> None:
    account = a_company_account()
    everything_acknowledged(account)

    answer = client.post(page, {"username": account.user.username, "password": PASSWORD, "next": wanted})

    assert answer["Location"] == goal


def test_the_gate_leads_to_the_english_texts(client: Client) -> None:
    the_three_texts()
    client.force_login(a_company_account().user)

    assert client.get("/en/company/")["Location"] == "/en/company/acknowledgements/"


def test_a_field_that_is_left_is_answered_in_the_language_of_its_page(client: Client) -> None:
    answer = client.post(
        "/en/register/general/field/", {"username": "x"}, headers={"HX-Request": "true", "HX-Trigger-Name": "username"}
    )

    assert answer.status_code == 200
    assert "<p" in body_of(answer)
    assert chinese_in(body_of(answer)) == []


def test_secrets_of_english_links_stay_out_of_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(SecretPathFilter())

    client.post("/en/verify/very-secret/send-again/", {})
    client.get("/en/account/email/very-secret/")
    client.get("/en/choose-password/very-secret/nothing/")

    assert "/en/account/email/***" in caplog.text
    assert "very-secret" not in caplog.text


def test_the_desk_has_no_switch(client: Client) -> None:
    client.force_login(a_reviewer())

    links = Spoken(body_of(client.get("/staff/queue/", follow=True))).links

    assert not [link for link in links if link.get("class") == "language"]


def test_dates_are_western_in_english_and_of_the_republic_in_chinese(client: Client) -> None:
    an_entry(title="公告", shown_from=date(2026, 1, 5))

    assert "5 January 2026" in body_of(client.get("/en/news/"))
    assert "115.01.05" in body_of(client.get("/news/"))


def test_whoever_follows_english_links_stays_in_english(client: Client) -> None:
    """From the front page through everything that comes with the product."""
    call_command("load_reference_data", verbosity=0)
    waiting, seen, faults = ["/en/"], set(), {}

    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        html = body_of(answer)
        inner = [link["href"].partition("#")[0] for link in Spoken(html).links if link["tag"] == "a" and is_inner(link)]
        chinese, astray = chinese_in(html), [href for href in inner if not href.startswith("/en/")]
        if chinese or astray:
            faults[path] = (chinese, astray)
        new = {href.partition("?")[0] for href in inner} - seen - {""}
        seen |= new
        waiting += new

    assert len(seen) > 60
    assert faults == {}


def is_inner(link: dict[str, str]) -> bool:
    """A page of ours that there is in both languages; the switch is meant to lead away."""
    href = link.get("href", "")
    return href.startswith("/") and link.get("class") != "language" and not href.startswith(("/files/", "/static/"))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("link", ["verify", "mend", "binding", "not-me", "choose-password", "account/email"])
def test_the_secret_of_a_link_stands_in_no_page_by_the_way_to_the_other_language(
    client: Client, prefix: str, link: str
) -> None:
    answer = client.get(f"{prefix}/{link}/SECRET-of-one-reader/")

    assert "SECRET-of-one-reader" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/en//elsewhere.example/", "//elsewhere.example/", "/en/\\elsewhere.example/"])
@pytest.mark.parametrize("language", Language)
def test_the_way_to_the_other_language_never_leads_to_another_site(address: str, language: Language) -> None:
    assert path_in(address, language) in {"/elsewhere.example/", "/en/elsewhere.example/"}


@pytest.mark.parametrize(
    ("came_from", "goal"),
    [
        ("http://testserver/en/choose-password/a-secret/", "/"),
        ("http://testserver/verify/a-secret/?next=x", "/"),
        ("https://elsewhere.example/login/", "/login/"),
    ],
)
def test_after_a_form_the_switch_repeats_no_secret_and_no_other_site(came_from: str, goal: str) -> None:
    request = RequestFactory().post("/login/", headers={"Referer": came_from})
    request.resolver_match = resolve("/login/")

    assert other_way(request).address == path_in(goal, Language.ENGLISH)
