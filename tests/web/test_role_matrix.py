"""Every address answers every role; an address without a row here fails the suite (A-09, V-50).

A row gives the answers to GET in the order of `ROLES`, and to POST where it differs from "405 for all".
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.accounts.verification import issue
from port.documents.models import StoredDocument
from port.registration.mending_links import issue_link
from tests.factories import (
    a_company_account,
    a_company_document,
    a_notice_text,
    a_reason,
    a_refused_application,
    a_reviewer,
    a_second_look,
    a_staff_member,
    a_stored_document_with_files,
    an_application,
    an_approved_application,
    everything_acknowledged,
)

pytestmark = pytest.mark.django_db

ROLES = ("stranger", "newcomer", "company", "other company", "reviewer", "head", "content", "system", "auditor")


@dataclass(frozen=True)
class Row:
    get: tuple[int, ...]
    post: tuple[int, ...] = (405,) * len(ROLES)
    arguments: Callable[["World"], list[object]] = lambda world: []


def everybody(status: int) -> tuple[int, ...]:
    return (status,) * len(ROLES)


def company_only(newcomer: int, company: int, other: int | None = None) -> tuple[int, ...]:
    """Strangers are sent to the login, staff to their desk."""
    return (302, newcomer, company, company if other is None else other, 302, 302, 302, 302, 302)


def reviewers_only(status: int) -> tuple[int, ...]:
    return (302, 403, 403, 403, status, status, 403, 403, 403)


def heads_only(status: int) -> tuple[int, ...]:
    return (302, 403, 403, 403, 403, status, 403, 403, 403)


def page(view: str) -> dict[str, Row]:
    return {f"public:{view}": Row(get=everybody(200))}


MATRIX: dict[str, Row] = {
    **page("home"),
    **page("news"),
    **page("notices"),
    **page("rules"),
    **page("queries"),
    **page("faq"),
    **page("downloads"),
    **page("sitemap"),
    **page("privacy"),
    **page("security"),
    **page("open_data"),
    **page("forgotten_account"),
    **page("forgotten_password"),
    **page("register"),
    **page("register_shared"),
    **page("verified"),
    **page("healthz"),
    "public:news_item": Row(get=everybody(404), arguments=lambda world: [999_999]),
    "public:login": Row(get=everybody(200), post=everybody(422)),
    "public:send_again": Row(get=everybody(405), post=everybody(302)),
    "public:logout": Row(get=everybody(405), post=everybody(302)),
    "public:register_general": Row(get=everybody(200), post=everybody(422)),
    "public:register_field": Row(get=everybody(405), post=everybody(404)),
    "public:register_document": Row(get=everybody(405), post=everybody(422)),
    "public:register_advice": Row(get=everybody(405), post=everybody(200)),
    "public:register_pages": Row(get=everybody(405), post=everybody(400)),
    "public:register_confirm": Row(get=everybody(405), post=everybody(409)),
    "public:register_thumbnail": Row(get=everybody(404), arguments=lambda world: [world.file_id, 1]),
    "public:register_sent": Row(get=everybody(302)),
    "public:mend": Row(get=everybody(200), post=everybody(302), arguments=lambda world: [world.mending_token]),
    "public:mend_again": Row(get=everybody(405), post=everybody(302), arguments=lambda world: [world.mending_token]),
    "public:mend_form": Row(get=everybody(404), post=everybody(404), arguments=lambda world: [1]),
    "public:mend_field": Row(get=everybody(405), post=everybody(404), arguments=lambda world: [1]),
    "public:mend_former": Row(get=everybody(404), arguments=lambda world: [world.file_id, 1]),
    "public:progress": Row(get=everybody(200), post=everybody(422)),
    "public:progress_code": Row(get=everybody(302), post=everybody(302)),
    "public:progress_standing": Row(get=everybody(302)),
    "public:progress_send_link": Row(get=everybody(405), post=everybody(302)),
    "public:verify": Row(get=everybody(200), post=everybody(422), arguments=lambda world: [world.token]),
    "public:verify_again": Row(get=everybody(405), post=everybody(302), arguments=lambda world: [world.token]),
    "company:home": Row(get=company_only(302, 200)),
    "company:acknowledgements": Row(get=company_only(200, 302), post=company_only(422, 302)),
    "company:documents": Row(get=company_only(302, 200), post=company_only(302, 422)),
    "company:receive_document": Row(get=company_only(302, 405), post=company_only(302, 422)),
    "company:document_advice": Row(get=company_only(302, 405), post=company_only(302, 200)),
    "company:change_pages": Row(get=company_only(302, 405), post=company_only(302, 400)),
    "company:thumbnail": Row(get=company_only(302, 200, 404), arguments=lambda world: [world.file_id, 1]),
    "company:data": Row(get=company_only(302, 200)),
    "company:passes": Row(get=company_only(302, 200)),
    "staff:queue": Row(get=reviewers_only(200)),
    **{
        f"staff:{name}": Row(get=reviewers_only(302), post=reviewers_only(302))
        for name in ("bulk", "bulk_check", "bulk_decide")
    },
    **{
        f"staff:{name}": Row(get=reviewers_only(302), post=reviewers_only(302), arguments=lambda world: [world.case_id])
        for name in ("claim", "release", "hand_over", "take_over")
    },
    "staff:looks": Row(get=reviewers_only(200)),
    "staff:look": Row(get=reviewers_only(200), post=reviewers_only(422), arguments=lambda world: [world.look_id]),
    "staff:looks_different": Row(get=heads_only(200), post=heads_only(405)),
    "staff:look_settle": Row(get=heads_only(302), post=heads_only(422), arguments=lambda world: [world.look_id]),
    "staff:letters": Row(get=reviewers_only(200)),
    "staff:case": Row(get=reviewers_only(200), arguments=lambda world: [world.case_id]),
    **{
        f"staff:{act}_{question}": Row(
            get=reviewers_only(302), post=reviewers_only(status), arguments=lambda world: [world.case_id]
        )
        for act, status in (("decide", 422), ("preview", 200), ("take_back", 409), ("reopen", 409))
        for question in ("account", "document")
    },
    "staff:decide_both": Row(
        get=reviewers_only(200), post=reviewers_only(422), arguments=lambda world: [world.case_id]
    ),
    "staff:preview_both": Row(
        get=reviewers_only(302), post=reviewers_only(200), arguments=lambda world: [world.case_id]
    ),
    "staff:note": Row(get=reviewers_only(302), post=reviewers_only(422), arguments=lambda world: [world.case_id]),
    "staff:reading": Row(get=reviewers_only(200), arguments=lambda world: [world.case_id]),
    "staff:piece": Row(get=reviewers_only(404), arguments=lambda world: [world.case_id, "number"]),
    "staff:thumbnail": Row(get=reviewers_only(200), arguments=lambda world: [world.file_id, 1]),
    "staff:page": Row(get=reviewers_only(200), arguments=lambda world: [world.file_id, 1]),
    "staff:original": Row(get=reviewers_only(200), arguments=lambda world: [world.file_id, 1]),
    "staff:figures": Row(get=heads_only(200), post=heads_only(405)),
    "staff:figures_csv": Row(get=heads_only(200), post=heads_only(405), arguments=lambda world: ["weeks"]),
    "staff:pledge": Row(get=heads_only(200), post=heads_only(422)),
    "staff:pledge_add_day": Row(get=heads_only(302), post=heads_only(422)),
    "staff:pledge_remove_day": Row(get=heads_only(302), post=heads_only(422)),
    "staff:reasons": Row(get=reviewers_only(200)),
    "staff:reason_add": Row(get=heads_only(200), post=heads_only(422)),
    "staff:reason_change": Row(get=heads_only(200), post=heads_only(422), arguments=lambda world: [world.reason_id]),
    "staff:reason_retire": Row(get=heads_only(302), post=heads_only(302), arguments=lambda world: [world.reason_id]),
    "staff:reason_restore": Row(get=heads_only(302), post=heads_only(302), arguments=lambda world: [world.reason_id]),
    "mailbox:letters": Row(get=everybody(200)),
    "mailbox:letter_html": Row(get=everybody(404), arguments=lambda world: ["no-such-letter"]),
}


class World:
    """One of each: a company with a document, an application that waits, somebody for each role."""

    def __init__(self) -> None:
        a_notice_text()
        newcomer, company, other = a_company_account(), a_company_account(), a_company_account()
        for account in (company, other):
            everything_acknowledged(account)
        self.file_id = a_stored_document_with_files().pk
        a_company_document(
            company=company.company, file=StoredDocument.objects.get(pk=self.file_id), submitted_by=company.user
        )
        self.case_id = an_application().document_id
        self.reason_id = a_reason().pk
        self.look_id = a_second_look().pk
        self.token = issue(an_approved_application().user)
        self.mending_token = issue_link(a_refused_application())
        self.people: dict[str, User | None] = {
            "stranger": None,
            "newcomer": newcomer.user,
            "company": company.user,
            "other company": other.user,
            "reviewer": a_reviewer(),
            **{role.value: a_staff_member(role) for role in StaffRole if role != StaffRole.REVIEWER},
        }

    def client(self, role: str) -> Client:
        client = Client()
        if person := self.people[role]:
            client.force_login(person)
        return client


@pytest.fixture
def world() -> World:
    return World()


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def test_every_address_has_a_row() -> None:
    assert sorted(_names(get_resolver())) == sorted(MATRIX)


def _asked(world: World, name: str, ask: Callable[[Client, str], HttpResponse]) -> dict[str, int]:
    path = reverse(name, args=MATRIX[name].arguments(world))
    with closing_all() as answers:
        answers.update({role: ask(world.client(role), path) for role in ROLES})
        return {role: answer.status_code for role, answer in answers.items()}


@contextmanager
def closing_all() -> Iterator[dict[str, HttpResponse]]:
    """Answers that hold a file open until they are closed."""
    answers: dict[str, HttpResponse] = {}
    yield answers
    for answer in answers.values():
        answer.close()


@pytest.mark.parametrize("name", MATRIX)
def test_get(world: World, name: str) -> None:
    answered = _asked(world, name, lambda client, path: client.get(path))

    assert answered == dict(zip(ROLES, MATRIX[name].get, strict=True))


@pytest.mark.parametrize("name", MATRIX)
def test_post(world: World, name: str) -> None:
    answered = _asked(world, name, lambda client, path: client.post(path))

    expected = MATRIX[name].post
    if name.startswith(("staff:", "company:")) and expected == everybody(405):
        expected = company_only(302, 405) if name.startswith("company:") else reviewers_only(405)
    assert answered == dict(zip(ROLES, expected, strict=True))
