"""The page of 稽核: what is typed, what stands in the address, what is shown, and what is recorded of it."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.audit.context import origin, request_id
from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.audit.recorder import APPLICANT, CLOCK, record
from port.taiwan.dates import roc_date
from tests.factories import (
    PASSWORD,
    a_company,
    a_company_account,
    a_reviewer,
    a_staff_member,
    an_application,
    an_approved_application,
)
from tests.record_guard import lifted_guard
from web.staff.record_acts import FAMILIES

RECORD = reverse("staff:record")
SEARCH = reverse("staff:record_search")
CSV = reverse("staff:record_csv")
NAMES = ("王小明", "陳職員", "林審核", "李小華")


@pytest.fixture
def auditor(db: None, client: Client) -> User:
    auditor = a_staff_member(StaffRole.AUDITOR, name="周稽核")
    client.force_login(auditor)
    return auditor


def searched(client: Client, **typed: str) -> tuple[str, Any]:
    """The address that a search leads to, and the page there."""
    answer = client.post(SEARCH, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url, client.get(answer.url)


def shown(answer: Any) -> list[int]:
    return [row.record.pk for row in answer.context["rows"]]


def about(kind: type, key: Any) -> str:
    return reverse("staff:record_object", args=[kind._meta.label_lower, key])


def stored(at: datetime) -> Any:
    """As the database in use keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def searches() -> list[dict[str, Any]]:
    return list(AuditRecord.objects.filter(act=Act.RECORD_SEARCHED).order_by("id").values_list("facts", flat=True))


def test_a_record_is_shown_in_words_with_the_time_of_taiwan_and_its_offset(client: Client, auditor: User) -> None:
    account, reviewer = a_company_account(), a_reviewer()
    request, network = request_id.set("a1b2c3d4e5f6"), origin.set("192.0.2.0/24 0123456789abcdef")
    row = record(
        Act.DOCUMENT_REJECTED,
        about=account.company,
        by=reviewer,
        acting_company_id=account.company_id,
        facts={"reasons": ["D06"]},
        result=Result.FAILED,
    )
    request_id.reset(request)
    origin.reset(network)

    answer = client.get(RECORD)

    local = timezone.localtime(row.at)
    assertContains(answer, f"{roc_date(local)} {local:%H:%M:%S} +08:00")
    for words in (
        f"{reviewer.username}（林審核）",
        "審核人員",
        account.company.name,
        "公司證明文件未通過",
        "失敗",
        "[&quot;D06&quot;]",
        "a1b2c3d4e5f6",
        "192.0.2.0/24",
        row.hash,
    ):
        assertContains(answer, words)


def test_what_was_typed_leads_to_an_address_without_names_and_numbers(client: Client, auditor: User) -> None:
    account = a_company_account()
    application = an_application()
    typed = {
        "account": account.user.username.upper(),
        "number": account.company.number,
        "reference": application.reference,
    }

    address, _page = searched(client, **typed)

    assert parse_qs(urlsplit(address).query) == {
        "actor": [str(account.user_id)],
        "company": [str(account.company_id)],
        "kind": ["registration.accountapplication"],
        "key": [str(application.pk)],
    }


def test_the_form_shows_again_what_was_typed(client: Client, auditor: User) -> None:
    account = a_company_account()

    _address, page = searched(
        client, account=account.user.username, number=account.company.number, since="115.11.22", until="2026-11-23"
    )

    for value in (account.user.username, account.company.number, "115.11.22 00:00", "115.11.23 23:59"):
        assertContains(page, f'value="{value}"')


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"act": "case.claimed"}, ["claim"]),
        ({"result": "refused"}, ["refusal"]),
        ({"act": "case.claimed", "result": "refused"}, []),
        ({"kind": "companies.company"}, ["company"]),
        ({"request": "0123456789ab"}, ["claim"]),
    ],
)
def test_a_search_finds_what_it_says(client: Client, auditor: User, typed, found) -> None:
    reviewer = a_reviewer()
    token = request_id.set("0123456789ab")
    rows = {"claim": record(Act.CASE_CLAIMED, about=reviewer, by=reviewer)}
    request_id.reset(token)
    rows["refusal"] = record(Act.ACCESS_REFUSED, about=reviewer, by=reviewer, result=Result.REFUSED)
    rows["company"] = record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)

    _address, page = searched(client, **typed)

    assert shown(page) == [rows[name].pk for name in found]


def test_a_person_is_found_by_the_name_of_the_account(client: Client, auditor: User) -> None:
    reviewer, other = a_reviewer(), a_reviewer()
    wanted = record(Act.CASE_CLAIMED, about=other, by=reviewer)
    record(Act.CASE_CLAIMED, about=reviewer, by=other)

    _address, page = searched(client, account=reviewer.username)

    assert shown(page) == [wanted.pk]


def test_a_company_is_found_by_what_was_done_for_it_and_to_it(client: Client, auditor: User) -> None:
    company, other = a_company(), a_company()
    to_it = record(Act.COMPANY_CREATED, about=company, by=CLOCK)
    for_it = record(Act.TEXT_ACKNOWLEDGED, about=other, by=APPLICANT, acting_company_id=company.pk)
    record(Act.COMPANY_CREATED, about=other, by=CLOCK, acting_company_id=other.pk)

    _address, page = searched(client, number=company.number)

    assert shown(page) == [for_it.pk, to_it.pk]


def test_a_day_means_the_whole_day_of_taiwan(client: Client, auditor: User) -> None:
    company, day = a_company(), timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [day - timedelta(seconds=1), day, day + timedelta(days=1, seconds=-1), day + timedelta(days=1)]
    rows = [record(Act.COMPANY_CREATED, about=company, by=CLOCK) for _ in moments]
    with lifted_guard(), connection.cursor() as cursor:
        for row, at in zip(rows, moments, strict=True):
            cursor.execute("UPDATE audit_auditrecord SET at = %s WHERE id = %s", [stored(at), row.pk])

    _address, page = searched(client, since=roc_date(day), until=f"{day:%Y/%m/%d}", kind="companies.company")

    assert shown(page) == [rows[2].pk, rows[1].pk]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("since", "yesterday"),
        ("until", "115.13.1"),
        ("act", "nothing.done"),
        ("account", "nobody.here"),
        ("number", "00000000"),
        ("reference", "115-0101-99999"),
        ("kind", "secret.thing"),
        ("key", "0912-345-678"),
        ("request", "x\u202ey"),
    ],
)
def test_what_is_not_understood_is_said_at_its_field_and_nothing_is_searched(client, auditor, field, typed) -> None:
    answer = client.post(SEARCH, {field: typed})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assertNotContains(answer, "entries", status_code=422)
    assert searches() == []


@pytest.mark.parametrize(
    "address",
    [
        "?since=x&until=&act=x&actor=x&company=-1&kind=x&key=%0A&result=x&request=x&after=x",
        f"?actor={'9' * 30}&company={2**63}&after={'9' * 19}",
        "?key=0912-345-678&request=clerk@example.com",
        "?actor=%EF%BC%91",
    ],
)
def test_an_address_that_somebody_made_up_is_answered_with_what_is_understood(client, auditor, address) -> None:
    answer = client.get(RECORD + address)

    assert answer.status_code == 200
    assert searches() == [{}]


def test_a_search_is_recorded_once_an_hour_for_the_same_question(client: Client, auditor: User) -> None:
    address, _page = searched(client, act="case.claimed", since="115.11.22")
    client.get(address)
    client.get(address + "&after=999999")
    searched(client, act="case.released")

    assert searches() == [{"since": "2026-11-22T00:00", "act": "case.claimed"}, {"act": "case.released"}]


def test_pages_are_turned_by_key_and_keep_the_filters(client: Client, auditor: User) -> None:
    company = a_company()
    rows = [record(Act.COMPANY_CREATED, about=company, by=CLOCK) for _ in range(51)]

    _address, first = searched(client, kind="companies.company")
    second = client.get(RECORD + first.context["next"])

    assert shown(first) == [row.pk for row in reversed(rows[1:])]
    assert shown(second) == [rows[0].pk]
    assert not second.context["next"]


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("address", [RECORD, RECORD + "?act=company.created"])
def test_the_number_of_statements_does_not_grow_with_what_is_shown(client: Client, auditor: User, address) -> None:
    record(Act.COMPANY_CREATED, about=a_company(), by=a_reviewer())
    few = statements(client, address)

    for _ in range(20):
        account = a_company_account()
        record(Act.COMPANY_CREATED, about=a_company(), by=account.user, acting_company_id=account.company_id)

    assert statements(client, address) == few


def test_the_time_line_of_a_thing_tells_all_that_happened_to_it(client: Client, auditor: User) -> None:
    application = an_approved_application()

    answer = client.get(about(type(application), application.pk))

    acts = [row.record.act for row in answer.context["rows"]]
    assert acts == [Act.APPLICATION_APPROVED]
    assert searches() == [{"kind": "registration.accountapplication", "key": application.pk}]


def test_the_time_line_of_an_account_leads_to_what_it_did(client: Client, auditor: User) -> None:
    person = a_company_account().user
    client.logout()
    client.post(reverse("public:login"), {"username": person.username, "password": PASSWORD})
    client.logout()
    client.force_login(auditor)

    answer = client.get(about(User, person.pk))

    assertContains(answer, f"{person.username}（王小明）")
    assertContains(answer, f'href="{RECORD}?actor={person.pk}"')


def test_what_is_gone_is_still_told_of_by_its_number(client: Client, auditor: User) -> None:
    company = a_company()
    key = company.pk
    record(Act.COMPANY_CREATED, about=company, by=CLOCK, acting_company_id=key)
    company.delete()

    assertContains(client.get(about(type(company), key)), f"公司 #{key}（已刪除）")


@pytest.mark.parametrize(
    "path", ["accounts.user/999999/", "no.such/1/", "auth.user/1/", "accounts.user/0912-345-678/", "accounts.user/x/"]
)
def test_a_thing_of_which_nothing_is_known_has_no_time_line(client: Client, auditor: User, path) -> None:
    assert client.get(f"{RECORD}{path}").status_code == 404


def test_every_act_can_be_chosen() -> None:
    prefixes = [prefix for family in FAMILIES.values() for prefix in family]

    assert {act.value.partition(".")[0] for act in Act} == set(prefixes)
    assert len(prefixes) == len(set(prefixes))


def test_the_page_is_kept_by_no_cache(client: Client, auditor: User) -> None:
    assert client.get(RECORD)["Cache-Control"] == "private, no-store"
