"""切換公司: who may, where it leads, what is recorded, and how one company is found among many."""

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from tests.factories import a_binding, a_company, a_company_account, all_read
from tests.web.company.acting import switch
from web.company.acting import MENU

HOME = "/company/"


def test_a_switch_is_recorded_with_the_company_before(switcher, companies, holder):
    switch(switcher, companies[0])

    switch(switcher, companies[1])

    first, second = AuditRecord.objects.filter(act=Act.COMPANY_SWITCHED).order_by("id")
    assert (first.actor_id, first.acting_company_id, first.facts) == (holder.pk, companies[0].pk, {"former": None})
    assert (second.acting_company_id, second.facts) == (companies[1].pk, {"former": companies[0].pk})


def test_switching_to_the_same_company_again_records_nothing(switcher, companies):
    switch(switcher, companies[0])

    switch(switcher, companies[0])

    assert AuditRecord.objects.filter(act=Act.COMPANY_SWITCHED).count() == 1


def test_a_look_at_the_page_switches_nothing(switcher, companies):
    switch(switcher, companies[0])

    page = switcher.get("/company/switch/", {"company": companies[1].pk})

    assert page.wsgi_request.acting_company == companies[0]


@pytest.mark.parametrize("wanted", ["", "0", "x", "999999999999999999999", None])
def test_nobody_switches_to_what_is_no_company(switcher, wanted):
    typed = {} if wanted is None else {"company": wanted}

    assert switcher.post("/company/switch/", typed).status_code == 404


def test_nobody_switches_to_a_company_that_they_do_not_hold(switcher, companies):
    stranger = a_company_account().company

    assert switch(switcher, stranger).status_code == 404
    assert not AuditRecord.objects.filter(act=Act.COMPANY_SWITCHED).exists()


@pytest.mark.parametrize(
    ("here", "goal"),
    [
        ("/company/documents/", "/company/documents/"),
        ("/company/data/", "/company/data/"),
        ("/company/bindings/", HOME),
        ("/company/worklist/", HOME),
        ("/company/switch/", HOME),
        ("/company/bindings/7/end/", HOME),
        ("/company/documents/00000000-0000-0000-0000-000000000001/1/", HOME),
        ("/staff/", HOME),
        ("/nowhere/", HOME),
        ("https://evil.example/company/documents/", HOME),
        ("//evil.example/company/documents/", HOME),
        ("/\\evil.example/", HOME),
        ("", HOME),
    ],
)
def test_one_stays_where_that_makes_sense(switcher, companies, here, goal):
    assert switch(switcher, companies[0], stay=here).url == goal


@pytest.mark.parametrize(
    ("wanted", "goal"),
    [
        ("/company/documents/", "/company/documents/"),
        ("/company/data/", "/company/data/"),
        ("/login/", HOME),
        ("//evil.example/", HOME),
        ("https://evil.example/company/documents/", HOME),
    ],
)
def test_a_line_of_the_worklist_leads_to_its_page_and_to_no_other_site(switcher, companies, wanted, goal):
    assert switch(switcher, companies[0], next=wanted).url == goal


@pytest.fixture
def many(holder) -> list[str]:
    names = [f"{word}灣示範船務有限公司" for word in "金木水火土日月星"] + ["臺港示範報關行"]
    for number, name in enumerate(names):
        company = a_company(name=name, number=f"{number:08}")
        a_binding(shared=holder, general=a_company_account(company=company).user)
    all_read(holder)
    return names


def found(client, wanted: str) -> list[str]:
    return [company.name for company in client.get("/company/switch/", {"q": wanted}).context["found"]]


@pytest.mark.parametrize("wanted", ["臺港", "台港", " 台港 ", "00000008", "０００００００８", "報關"])
def test_a_company_is_found_by_a_part_of_its_name_or_number_however_it_is_written(client, holder, many, wanted):
    client.force_login(holder)

    assert found(client, wanted) == ["臺港示範報關行"]


def test_all_are_found_by_nothing_and_none_by_what_nobody_is_called(client, holder, many):
    client.force_login(holder)

    assert sorted(found(client, "")) == sorted(many)
    assert found(client, "無此公司") == []
    assert "沒有符合的公司" in client.get("/company/switch/", {"q": "無此公司"}).content.decode()


def test_the_menu_has_a_search_only_when_there_are_many(client, holder, many, switcher):
    page = switcher.get("/company/worklist/").content.decode()

    menu = page[page.index('class="switch"') : page.index("</details>")]
    assert 'type="search"' in menu
    assert menu.count('name="company"') == MENU


def test_the_menu_of_a_few_names_them_all_with_their_numbers(switcher, companies):
    page = switcher.get("/company/worklist/").content.decode()

    menu = page[page.index('class="switch"') : page.index("</details>")]
    assert 'type="search"' not in menu
    assert all(company.name in menu and company.number in menu for company in companies)
