"""Every address answers every role; an address without a row here fails the suite (A-09, V-50).

A row gives the answers to GET in the order of `ROLES`, and to POST where it differs from "405 for all".
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.world import World

pytestmark = pytest.mark.django_db

COMPANIES = ("newcomer", "company", "other company", "shared")
"""The last one is a shared account that acts for the company, with everything acknowledged."""
ROLES = ("stranger", *COMPANIES, "reviewer", "head", "content", "system", "auditor")


@dataclass(frozen=True)
class Row:
    get: tuple[int, ...]
    post: tuple[int, ...] = (405,) * len(ROLES)
    arguments: Callable[["World"], list[object]] = lambda world: []


def everybody(status: int) -> tuple[int, ...]:
    return (status,) * len(ROLES)


def company_only(newcomer: int, company: int, other: int | None = None, shared: int | None = None) -> tuple[int, ...]:
    """Strangers are sent to the login, staff to their desk. Whoever is not named is answered like the company."""
    others = (company if status is None else status for status in (other, shared))
    return (302, newcomer, company, *others, 302, 302, 302, 302, 302)


def reviewers_only(status: int) -> tuple[int, ...]:
    return staff_with(status, "reviewer", "head")


def heads_only(status: int) -> tuple[int, ...]:
    return staff_with(status, "head")


def keepers_only(status: int) -> tuple[int, ...]:
    return staff_with(status, "content")


def staff_with(status: int, *roles: str) -> tuple[int, ...]:
    """Staff of these roles get the status, everybody else who is signed in 403."""
    return tuple(302 if role == "stranger" else status if role in roles else 403 for role in ROLES)


def any_staff(status: int) -> tuple[int, ...]:
    return staff_with(status, "reviewer", "head", "content", "system", "auditor")


def signed_in(status: int) -> tuple[int, ...]:
    """Whoever is signed in, of whatever kind."""
    return tuple(302 if role == "stranger" else status for role in ROLES)


def page(view: str) -> dict[str, Row]:
    return {f"public:{view}": Row(get=everybody(200))}


MATRIX: dict[str, Row] = {
    **page("home"),
    **page("news"),
    **page("notices"),
    **page("rules"),
    **page("rules_history"),
    "public:rules_version": Row(get=everybody(404), arguments=lambda world: [999_999]),
    **page("queries"),
    **page("faq"),
    "public:faq_topic": Row(get=everybody(200), arguments=lambda world: ["account"]),
    "public:faq_item": Row(get=everybody(404), arguments=lambda world: ["no-such-question"]),
    "public:faq_helpful": Row(get=everybody(405), post=everybody(404), arguments=lambda world: ["no-such-question"]),
    **page("downloads"),
    "public:download": Row(get=everybody(404), arguments=lambda world: ["no-such-file"]),
    "public:file": Row(get=everybody(404), arguments=lambda world: [UUID(int=1), "none.pdf"]),
    **page("search"),
    **page("feed"),
    "public:opinions": Row(get=everybody(200), post=everybody(422)),
    **page("opinions_sent"),
    **page("manual"),
    **page("sitemap"),
    **page("privacy"),
    **page("security"),
    **page("open_data"),
    **page("accessibility"),
    "public:page": Row(get=everybody(404), arguments=lambda world: ["no-such-page"]),
    "public:forgotten_account": Row(get=everybody(200), post=everybody(422)),
    **page("forgotten_account_sent"),
    "public:forgotten_password": Row(get=everybody(200), post=everybody(422)),
    **page("forgotten_password_sent"),
    "public:second_factor": Row(get=everybody(302), post=everybody(302)),
    "public:second_factor_passkey": Row(get=everybody(405), post=everybody(302)),
    "public:second_factor_asked": Row(get=everybody(405), post=everybody(409)),
    "public:recovery_code": Row(get=everybody(302), post=everybody(302)),
    "public:not_me": Row(get=everybody(200), post=everybody(422), arguments=lambda world: [world.alarm_token]),
    **page("secured"),
    "public:choose_password": Row(
        get=everybody(200), post=everybody(422), arguments=lambda world: [world.password_token]
    ),
    "account:person": Row(get=signed_in(200), post=signed_in(405)),
    "account:edit_person": Row(get=signed_in(200), post=signed_in(422)),
    "account:new_email": Row(get=signed_in(200), post=signed_in(422)),
    "account:confirm_email": Row(get=everybody(404), post=everybody(404), arguments=lambda world: ["never-made"]),
    "account:password": Row(get=signed_in(200), post=signed_in(422)),
    **page("register"),
    **page("verified"),
    **page("healthz"),
    **page("readyz"),
    "public:metrics": Row(get=everybody(404)),
    "public:news_item": Row(get=everybody(404), arguments=lambda world: [999_999]),
    "public:login": Row(get=everybody(200), post=everybody(422)),
    "public:send_again": Row(get=everybody(405), post=everybody(302)),
    "public:logout": Row(get=everybody(405), post=everybody(302)),
    "public:register_general": Row(get=everybody(200), post=everybody(422)),
    "public:register_shared": Row(get=everybody(200), post=everybody(422)),
    "public:register_shared_field": Row(get=everybody(405), post=everybody(404)),
    "public:register_field": Row(get=everybody(405), post=everybody(404)),
    "public:register_document": Row(get=everybody(405), post=everybody(422)),
    "public:register_advice": Row(get=everybody(405), post=everybody(200)),
    "public:register_pages": Row(get=everybody(405), post=everybody(400)),
    "public:register_confirm": Row(get=everybody(405), post=everybody(409)),
    "public:register_thumbnail": Row(get=everybody(404), arguments=lambda world: [world.file_id, 1]),
    "public:register_sent": Row(get=everybody(302)),
    "public:lost_mailbox": Row(get=everybody(200), post=everybody(422)),
    "public:lost_mailbox_sent": Row(get=everybody(302)),
    "public:lost_mailbox_document": Row(get=everybody(405), post=everybody(422)),
    "public:lost_mailbox_pages": Row(get=everybody(405), post=everybody(400)),
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
    "account:stay": Row(get=signed_in(405), post=signed_in(204)),
    "account:standing": Row(get=everybody(200)),
    "account:devices": Row(get=signed_in(200)),
    "account:end_device": Row(get=signed_in(405), post=signed_in(404), arguments=lambda world: [999_999]),
    "account:end_others": Row(get=signed_in(405), post=signed_in(302)),
    "company:home": Row(get=company_only(302, 200)),
    "company:acknowledgements": Row(get=company_only(200, 302), post=company_only(422, 302)),
    "company:documents": Row(get=company_only(302, 200), post=company_only(302, 422)),
    "company:receive_document": Row(get=company_only(302, 405), post=company_only(302, 422)),
    "company:document_advice": Row(get=company_only(302, 405), post=company_only(302, 200)),
    "company:change_pages": Row(get=company_only(302, 405), post=company_only(302, 400)),
    "company:thumbnail": Row(get=company_only(302, 200, 404), arguments=lambda world: [world.file_id, 1]),
    "company:data": Row(get=company_only(302, 200)),
    "company:edit_facts": Row(get=company_only(302, 200), post=company_only(302, 422)),
    "company:change_identity": Row(get=company_only(302, 200), post=company_only(302, 422)),
    "company:hand_over": Row(get=company_only(302, 200), post=company_only(302, 422)),
    "company:receive_change_document": Row(get=company_only(302, 405), post=company_only(302, 422)),
    "company:change_document_pages": Row(get=company_only(302, 405), post=company_only(302, 400)),
    "company:withdraw_request": Row(
        get=company_only(302, 405), post=company_only(302, 302, 404, 404), arguments=lambda world: [world.change_id]
    ),
    "company:passes": Row(get=company_only(302, 200)),
    "company:worklist": Row(get=company_only(302, 302, shared=200)),
    "company:switch": Row(get=company_only(302, 302, shared=200), post=company_only(302, 302, shared=404)),
    "company:bindings": Row(get=company_only(302, 200), post=company_only(302, 405, shared=422)),
    "company:end_binding": Row(
        get=company_only(302, 200, 404, 404),
        post=company_only(302, 302, 404, 404),
        arguments=lambda world: [world.binding_id],
    ),
    "public:binding": Row(get=everybody(200), post=everybody(422), arguments=lambda world: [world.binding_token]),
    "account:factors": Row(get=signed_in(200)),
    "account:add_app": Row(get=signed_in(200), post=signed_in(422)),
    "account:add_passkey": Row(get=signed_in(200), post=signed_in(422)),
    "account:passkey_asked": Row(get=signed_in(405), post=signed_in(200)),
    "account:remove_factor": Row(get=signed_in(404), post=signed_in(404), arguments=lambda world: [999_999]),
    "account:recovery_codes": Row(get=signed_in(302), post=signed_in(302)),
    "account:rights": Row(get=signed_in(200), post=signed_in(422)),
    "account:own_data": Row(get=signed_in(200)),
    "account:own_data_file": Row(get=signed_in(405), post=signed_in(200)),
    "account:rights_withdraw": Row(get=signed_in(405), post=signed_in(404), arguments=lambda world: [999_999]),
    "staff:rights": Row(get=staff_with(200, "head"), post=staff_with(405, "head")),
    "staff:manual": Row(get=any_staff(200), post=any_staff(405)),
    "staff:manual_file": Row(get=any_staff(404), post=any_staff(405), arguments=lambda world: ["no-such-file.avif"]),
    "staff:right": Row(
        get=staff_with(200, "head"), post=staff_with(422, "head"), arguments=lambda world: [world.right_id]
    ),
    "staff:home": Row(get=(302, *(403,) * len(COMPANIES), 302, 302, 302, 302, 302), post=(302, *everybody(405)[1:])),
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
    "staff:shared": Row(get=reviewers_only(200)),
    "staff:shared_case": Row(get=reviewers_only(200), arguments=lambda world: [world.shared_id]),
    "staff:decide_shared": Row(
        get=reviewers_only(302), post=reviewers_only(422), arguments=lambda world: [world.shared_id]
    ),
    "staff:preview_shared": Row(
        get=reviewers_only(302), post=reviewers_only(200), arguments=lambda world: [world.shared_id]
    ),
    "staff:reopen_shared": Row(
        get=reviewers_only(302), post=reviewers_only(409), arguments=lambda world: [world.shared_id]
    ),
    "staff:letters": Row(get=reviewers_only(200)),
    "staff:changes": Row(get=reviewers_only(200)),
    "staff:change": Row(get=reviewers_only(200), arguments=lambda world: [world.change_id]),
    **{
        f"staff:change_{act}": Row(
            get=reviewers_only(302), post=reviewers_only(status), arguments=lambda world: [world.change_id]
        )
        for act, status in (("check", 422), ("decide", 422), ("link", 302))
    },
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
    "staff:record": Row(get=staff_with(200, "auditor")),
    "staff:record_search": Row(get=staff_with(302, "auditor"), post=staff_with(302, "auditor")),
    "staff:record_csv": Row(get=staff_with(200, "auditor")),
    "staff:record_object": Row(
        get=staff_with(200, "auditor"),
        arguments=lambda world: ["registration.accountapplication", world.approved_id],
    ),
    "staff:reasons": Row(get=reviewers_only(200)),
    "staff:reason_add": Row(get=heads_only(200), post=heads_only(422)),
    "staff:reason_change": Row(get=heads_only(200), post=heads_only(422), arguments=lambda world: [world.reason_id]),
    "staff:reason_retire": Row(get=heads_only(302), post=heads_only(302), arguments=lambda world: [world.reason_id]),
    "staff:reason_restore": Row(get=heads_only(302), post=heads_only(302), arguments=lambda world: [world.reason_id]),
    "staff:content": Row(get=keepers_only(200)),
    "staff:content_new": Row(get=keepers_only(200), post=keepers_only(422), arguments=lambda world: ["news"]),
    "staff:content_new_preview": Row(get=keepers_only(302), post=keepers_only(200), arguments=lambda world: ["news"]),
    "staff:content_files": Row(get=keepers_only(200), post=keepers_only(422)),
    "staff:content_helpful": Row(get=keepers_only(200)),
    **{
        f"staff:content_{name}": Row(
            get=keepers_only(get), post=keepers_only(post), arguments=lambda world: [world.entry_id]
        )
        for name, get, post in (
            ("entry", 200, 422),
            ("preview", 302, 200),
            ("publish", 200, 302),
            ("undo", 302, 302),
            ("withdraw", 200, 302),
            ("comments", 200, 405),
        )
    },
    "staff:content_revision": Row(get=keepers_only(200), arguments=lambda world: [world.entry_id, 1]),
    "staff:content_restore": Row(
        get=keepers_only(302), post=keepers_only(302), arguments=lambda world: [world.entry_id, 1]
    ),
    "staff:people": Row(get=staff_with(200, "system")),
    "staff:people_review": Row(get=staff_with(200, "system")),
    "staff:people_csv": Row(get=staff_with(200, "system")),
    "staff:person_invite": Row(get=staff_with(200, "system"), post=staff_with(422, "system")),
    "staff:person": Row(get=staff_with(200, "system"), arguments=lambda world: [world.staff_id]),
    **{
        f"staff:person_{act}": Row(
            get=staff_with(302, "system"), post=staff_with(status, "system"), arguments=lambda world: [world.staff_id]
        )
        for act, status in (
            ("role", 422),
            ("end", 422),
            ("restore", 302),
            ("invite_again", 302),
            ("end_sessions", 302),
            ("review", 422),
        )
    },
    "mailbox:letters": Row(get=everybody(200)),
    "gallery:components": Row(get=everybody(200)),
    "gallery:head": Row(get=everybody(200), arguments=lambda world: ["public"]),
    "gallery:error": Row(get=everybody(200), arguments=lambda world: [404]),
    "gallery:standing": Row(get=everybody(200), arguments=lambda world: ["warned"]),
    "mailbox:letter_html": Row(get=everybody(404), arguments=lambda world: ["no-such-letter"]),
}


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

    assert answered == dict(zip(ROLES, posted_statuses(name), strict=True))


def posted_statuses(name: str) -> tuple[int, ...]:
    expected = MATRIX[name].post
    return _never_posted_to(name) if expected == everybody(405) else expected


def _never_posted_to(name: str) -> tuple[int, ...]:
    """405 for whoever may look; the others are turned away before."""
    if name.startswith("public:"):
        return everybody(405)
    if name.startswith("company:"):
        return company_only(302, 405)
    if name.startswith("account:") and MATRIX[name].get[0] == 302:
        return signed_in(405)
    return tuple(405 if status in (200, 404) else status for status in MATRIX[name].get)
