"""Every page that answers somebody, and every form that is sent back to them, against the machine codes and the conventions."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from port.accounts.models import User
from port.changes.models import ChangeRequest
from port.companies.models import Company
from port.content.enums import EntryKind, EntryState
from port.content.library import install_content
from port.content.models import Entry
from port.documents.models import StoredDocument
from port.language import Language
from port.taiwan.text import mask_organisation
from tests.web.conventions import CONVENTIONS, KEYS
from tests.web.machine_codes import PAGE_CODES, Seen, sizes_of_type_are_relative
from tests.web.test_role_matrix import MATRIX, ROLES, World, closing_all

pytestmark = pytest.mark.django_db

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
CHECKS = {**PAGE_CODES, **CONVENTIONS}
NOT_OURS = {"mailbox", "gallery"}
"""Of the local run alone."""

WITHOUT_CRUMBS = {"public:home", "company:home", "company:worklist", "company:acknowledgements"}
"""Where paths begin, and what stands before all of them."""

ALLOWED: dict[str, set[str]] = {"W-34 crumbs": WITHOUT_CRUMBS}


@pytest.fixture
def world() -> World:
    install_content()
    return World()


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Each view at an address, and each kind of what is published at the address of one of them."""
    for name, row in MATRIX.items():
        if name.partition(":")[0] not in NOT_OURS:
            yield name, reverse(name, args=row.arguments(world))
    ways = {
        EntryKind.NEWS: ("news_item", "pk"),
        EntryKind.FAQ: ("faq_item", "slug"),
        EntryKind.DOWNLOAD: ("download", "slug"),
    }
    for kind, (view, key) in ways.items():
        for entry in Entry.objects.filter(kind=kind, state=EntryState.PUBLISHED):
            yield f"public:{view}", reverse(f"public:{view}", args=[getattr(entry, key)])
    for slug in ("how-to-apply", "what-to-prepare"):
        yield "public:page", reverse("public:page", args=[slug])
    yield "public:rules_version", reverse("public:rules_version", args=[1])
    yield "nowhere", reverse("public:home") + "nowhere/"
    yield "public:search", reverse("public:search") + "?q=公司"
    yield "public:search", reverse("public:search") + "?q=xyzzy"


def roles_for(name: str) -> tuple[str, ...]:
    """One of each kind of reader for whom the page differs."""
    if name in {"public:home", "nowhere"}:
        return ("stranger", "company", "reviewer")
    rooms = {
        "public": ("stranger",),
        "account": ("company", "shared", "head"),
        "company": ("newcomer", "company", "shared"),
    }
    if readers := rooms.get(name.partition(":")[0]):
        return readers
    welcome = [role for role, status in zip(ROLES, MATRIX[name].get, strict=True) if status == 200]
    return (*welcome[:1], "company") if name == "staff:queue" else tuple(welcome[:1])


def pages(world: World, *, language: Language) -> Iterator[Seen]:
    with translation.override(language.value):
        every = list(addresses(world))
    names = names_of(world)
    with closing_all() as answers:
        for name, path in every:
            if language is Language.CHINESE or path.startswith("/en/"):
                for number, (role, answer) in enumerate(answers_to(world, name, path)):
                    answers[f"{path} {number}"] = answer
                    if is_a_page(answer):
                        yield Seen(
                            view=name,
                            role=role,
                            path=path,
                            html=answer.content.decode(),
                            status=answer.status_code,
                            names=names,
                        )


def names_of(world: World) -> tuple[str, ...]:
    """What is not said in English, since it has no other name; and the words that are looked for."""
    people = User.objects.values_list("name", flat=True)
    companies = Company.objects.values_list("name", "representative", "address")
    wanted = ChangeRequest.objects.values_list("new_company_name", flat=True)
    files = StoredDocument.objects.values_list("name", flat=True)
    every = {*people, *wanted, *files, *(name for names in companies for name in names)}
    written = ("王小明", "晴海示範船務股份有限公司", "晴海示範船務股份有限")
    return (*written, *filter(None, every), *(mask_organisation(name) for name, *_ in companies), "公司")


def answers_to(world: World, name: str, path: str) -> Iterator[tuple[str, HttpResponse]]:
    """What each role is shown, and what comes back to those who send the form as it is: with its faults."""
    for role in roles_for(name):
        yield role, world.client(role).get(path)
        if (posted := MATRIX.get(name)) and posted.post[ROLES.index(role)] == 422:
            yield f"{role}, who sent it", world.client(role).post(path)


def is_a_page(answer: HttpResponse) -> bool:
    """Answers for a script are parts of pages."""
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not answer.streaming and b"<html" in answer.content


def faults_of(page: Seen) -> Iterator[tuple[str, str]]:
    for code, check in CHECKS.items():
        if page.view not in ALLOWED.get(code, set()):
            for fault in check(page):
                yield code, fault


def told(world: World, language: Language) -> dict[str, list[str]]:
    """By code and fault, with one of the pages where it stands."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages(world, language=language):
        for fault in faults_of(page):
            found[fault].append(f"{page.view} as {page.role}")
    by_code = defaultdict(list)
    for (code, fault), where in found.items():
        by_code[code].append(f"{fault}  [{len(where)}: {where[0]}]")
    return dict(by_code)


@pytest.mark.parametrize("language", Language)
def test_no_page_breaks_a_machine_code_or_a_convention(world: World, language: Language) -> None:
    faults = told(world, language)
    assert not faults, "\n".join(f"{code}: {fault}" for code, each in faults.items() for fault in each)


def test_sizes_of_type_are_relative() -> None:
    assert sizes_of_type_are_relative(STYLES) == []


def test_the_map_of_the_site_tells_the_keys_of_its_pages_and_no_others(client: Client) -> None:
    """Both ways (W-32): each key that a page has, and each key that is told."""
    page = Seen(view="public:sitemap", role="stranger", path="/sitemap/", html=client.get("/sitemap/").content.decode())

    assert re.findall(r"Alt\+([A-Z])：", page.root.text) == KEYS
    assert [one.get("accesskey") for one in page.root.walk() if one.has("accesskey")] == KEYS


def test_no_two_public_pages_have_the_same_title(world: World) -> None:
    every = [page for page in pages(world, language=Language.CHINESE) if page.role == "stranger" and page.status == 200]
    titles: dict[str, set[str]] = defaultdict(set)
    for page in every:
        titles[page.title].add(page.path.partition("?")[0])

    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


BROKEN = {
    "HM1110100C": "<img src=a.png>",
    "HM1110106C": '<img src=a.png alt="" title="港口">',
    "HM1110101C": "<area href=/a>",
    "HM1110104C": "<input type=image>",
    "HM1110105C": "<object data=a.pdf></object>",
    "HM1110103C": "<p>✔ 完成</p>",
    "HM1130100C": "<h1>一</h1><h3>三</h3>",
    "HM1130101C": "<table><tr><th>甲</th></tr></table>",
    "HM1130102C": '<td headers="nowhere"></td>',
    "HM1130103C": "<optgroup></optgroup>",
    "HM1130104C": "<input name=a>",
    "HM1130105C": "<label><input type=radio name=a>是</label>",
    "HM1130200C": "<p>שלום</p>",
    "HM1240102C": "<header><ul><li><a href=/a>甲</a></li><li><a href=/b>乙</a></li></ul></header>",
    "HM1240200C": "<head><title></title></head>",
    "HM1240400C": "<p><a href=/a>圖</a><a href=/a>字</a></p>",
    "HM1240401C": "<a href=/a>更多</a>",
    "HM1310100C": "<html lang=xx></html>",
    "HM2310200C": "<p>Please wait a moment</p>",
    "ME1320200C": "<a href=/form.docx>表格</a>",
    "HM1410200C": "<button></button>",
    "HM1410201C": "<iframe src=/a></iframe>",
}


@pytest.mark.parametrize("code", PAGE_CODES)
def test_each_check_finds_what_it_is_for(code: str) -> None:
    page = Seen(view="broken", role="stranger", path="/", html=BROKEN[code])

    assert list(PAGE_CODES[code](page))
