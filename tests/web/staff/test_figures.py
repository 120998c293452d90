import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from tests.factories import a_company_document, a_reason, a_staff_member, an_application, come_in
from web.staff.csv_file import csv_file, harmless
from web.staff.figure_tables import Table

FIGURES = reverse("staff:figures")


@pytest.fixture
def head(db: None, client: Client) -> User:
    head = a_staff_member(StaffRole.HEAD)
    come_in(client, head)
    return head


def a_refused_document(by: User, label: str = "文件缺頁") -> None:
    now = timezone.now()
    document = a_company_document(
        submitted_at=now - timedelta(hours=3),
        state=DocumentState.REJECTED,
        decided_by=by,
        decided_at=now,
        answer="文件缺頁。",
    )
    document.reasons.add(a_reason(label=label))


def cells(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_head_sees_charts_with_a_name_a_sentence_and_a_table_each(client: Client, head: User) -> None:
    an_application()
    a_refused_document(head)

    answer = client.get(FIGURES)

    page = answer.content.decode()
    assert page.count('role="img"') == page.count("<desc ") == page.count('class="figures-scroll"') == 3
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assertContains(answer, "共收件 3 件、決定 1 件；帳號與文件各算一件。")
    assertContains(answer, "文件缺頁")


def test_a_desk_without_any_case_has_figures_too(client: Client, head: User) -> None:
    answer = client.get(FIGURES)

    assertContains(answer, "這段期間沒有未通過的案件。")
    assertNotContains(answer, "nan")


@pytest.mark.parametrize(
    ("asked", "weeks"), [("4", 4), ("52", 52), ("", 12), ("5", 12), ("-1", 12), ("x", 12), ("９", 12)]
)
def test_the_period_stands_in_the_address(asked: str, weeks: int, client: Client, head: User) -> None:
    answer = client.get(FIGURES, {"weeks": asked})

    assert answer.context["weeks"] == weeks
    assertContains(answer, '<tr><th scope="row">', count=3 * weeks)


@pytest.mark.usefixtures("notices_known")
def test_the_number_of_statements_does_not_grow(client: Client, head: User) -> None:
    a_refused_document(head)
    with CaptureQueriesContext(connection) as with_one:
        client.get(FIGURES)
    for _ in range(10):
        an_application()
        a_refused_document(head)

    with CaptureQueriesContext(connection) as with_many:
        client.get(FIGURES)

    assert len(with_many) == len(with_one)


def test_the_weeks_can_be_taken_along_and_that_is_recorded(client: Client, head: User) -> None:
    an_application()

    answer = client.get(reverse("staff:figures_csv", args=["weeks"]), {"weeks": "4"})

    rows = cells(answer)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(rows) == 1 + 4
    assert rows[-1][2:4] == ["1", "1"]
    assert re.fullmatch(r"1\d\d\.\d\d\.\d\d", rows[-1][0])
    made = AuditRecord.objects.get(act=Act.FIGURES_EXPORTED)
    assert (made.actor_id, made.facts) == (head.pk, {"table": "weeks", "weeks": 4})


def test_the_name_of_a_reason_is_no_formula_in_a_spreadsheet(client: Client, head: User) -> None:
    a_refused_document(head, label='=HYPERLINK("https://example.com")')

    rows = cells(client.get(reverse("staff:figures_csv", args=["reasons"])))

    assert rows[1][1:] == ['\'=HYPERLINK("https://example.com")', "1", "100"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_run_as_a_formula(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"


def test_numbers_and_plain_words_stay_as_they_are() -> None:
    table = Table("示範", ["週", "件數"], [["115.11.16", -3], ["", 2.5]])

    assert cells(csv_file(table, name="x")) == [["週", "件數"], ["115.11.16", "-3"], ["", "2.5"]]


def test_a_table_that_is_none_is_not_found_and_leaves_no_record(client: Client, head: User) -> None:
    assert client.get(reverse("staff:figures_csv", args=["people"])).status_code == 404
    assert not AuditRecord.objects.filter(act=Act.FIGURES_EXPORTED).exists()
