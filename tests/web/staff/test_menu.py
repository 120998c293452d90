"""Each role finds in its menu what it may open and nothing else, and lands on the first of it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.enums import StaffRole
from tests.factories import a_company_account, a_shared_application, a_staff_member
from tests.factories.changes import a_change
from web.staff import menu
from web.staff.menu import MENU, tallies_of

pytestmark = pytest.mark.django_db
LANDS = {
    StaffRole.REVIEWER: "staff:queue",
    StaffRole.HEAD: "staff:queue",
    StaffRole.CONTENT: "staff:content",
    StaffRole.SYSTEM: "staff:people",
    StaffRole.AUDITOR: "staff:record",
}


@pytest.fixture
def signed_in(client: Client):
    def sign_in(role: StaffRole) -> Client:
        client.force_login(a_staff_member(role))
        return client

    return sign_in


@pytest.mark.parametrize(("role", "view"), LANDS.items(), ids=str)
def test_a_role_lands_on_its_work(role: StaffRole, view: str, signed_in) -> None:
    assertRedirects(signed_in(role).get(reverse("staff:home")), reverse(view))


def test_every_role_has_work_to_land_on() -> None:
    assert set(LANDS) == set(StaffRole)


@pytest.mark.parametrize("role", LANDS, ids=str)
def test_the_menu_holds_what_the_role_may_open_and_nothing_else(role: StaffRole, signed_in) -> None:
    desk = signed_in(role)

    page = desk.get(reverse(LANDS[role])).content.decode()

    shown = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
    assert shown
    offered = set(re.findall(r'href="([^"]+)"', shown.group()))
    assert offered == {entry.address for entry in MENU if desk.get(entry.address).status_code == 200}
    assert offered


def test_the_menu_marks_the_page_that_is_open(signed_in) -> None:
    desk = signed_in(StaffRole.HEAD)

    page = desk.get(reverse("staff:reason_add")).content.decode()

    assert re.findall(r'href="([^"]+)" aria-current="page"', page)[0] == reverse("staff:reasons")


def test_the_menu_says_how_much_waits_beside_the_queue(signed_in) -> None:
    a_shared_application()
    a_change(), a_change()
    desk = signed_in(StaffRole.REVIEWER)

    page = desk.get(reverse("staff:reasons"))

    assert re.findall(r'>(\w+) <span class="tally">(\d+)<', page.content.decode()) == [("共用帳號", "1"), ("變更", "2")]


def test_more_than_ninety_nine_are_not_counted(monkeypatch, reviewer) -> None:
    monkeypatch.setattr(menu, "MOST_TOLD", 1)

    tallies = [tallies_of(MENU, reviewer)["staff:shared"]]
    for _number in range(2):
        a_shared_application()
        tallies.append(tallies_of(MENU, reviewer)["staff:shared"])

    assert tallies == ["", "1", "1+"]


def test_all_that_waits_is_counted_with_one_statement(reviewer, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        tallies = tallies_of(MENU, reviewer)

    assert tallies == {entry.view: "" for entry in MENU if entry.waiting}


@pytest.mark.parametrize("path", ["/staff/", "/staff/cases/7/", "/staff/bulk/"])
def test_cases_and_bulk_belong_to_the_queue(path: str) -> None:
    queue = MENU[0]

    assert queue.is_current(path)
    assert not queue.is_current("/staff/letters/")


def test_a_refusal_says_whose_page_it_is_and_whom_to_ask(signed_in) -> None:
    page = signed_in(StaffRole.REVIEWER).get(reverse("staff:reason_add"))

    assertContains(page, "這一頁僅主管可以使用", status_code=403)
    assertContains(page, "您的職務是審核人員", status_code=403)
    assertContains(page, "請洽主管或系統管理人員", status_code=403)
    assertContains(page, reverse("staff:home"), status_code=403)


def test_a_company_is_not_told_who_works_at_the_port(client: Client) -> None:
    client.force_login(a_company_account().user)

    page = client.get(reverse("staff:people"))

    assertNotContains(page, "系統管理", status_code=403)
