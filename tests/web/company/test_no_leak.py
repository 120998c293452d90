"""Company data never shows across a switch: random companies, random switches, every address of the inside (V-50).

Whatever belongs to another company answers 404, files and thumbnails included, and no page names another company, outside
the pages that list all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from port.accounts.models import User
from port.audit.models import AuditRecord
from port.bindings.asking import ask_by_letter
from port.bindings.models import Binding
from port.changes.models import ChangeRequest
from port.companies.models import Company, CompanyDocument
from tests.factories import (
    a_binding,
    a_company_account,
    a_company_document,
    a_holder,
    a_stored_document_with_files,
    all_read,
    everything_acknowledged,
    the_three_texts,
)
from tests.factories.changes import a_change
from tests.web.company.acting import main_of, sent_for, switch
from web.company.urls import urlpatterns

LISTS_ALL = {"worklist", "switch", "bindings", "end_binding"}
"""Pages of the shared account itself, over all its companies."""
HELD, COMPANIES = 3, 4
"""The last company is not held by the shared account."""
RUN = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True)
class Estate:
    """A company with one of each thing that has an address, and the words by which any of it would be recognised."""

    company: Company
    clerk: User
    document: CompanyDocument
    change: ChangeRequest
    binding: Binding

    @property
    def words(self) -> list[str]:
        company = self.company
        own = [company.name, company.number, company.address, company.representative, company.phone]
        return [*own, self.clerk.username, self.document.file.name, self.change.reference, self.change.new_company_name]


ARGUMENTS: dict[str, Callable[[Estate], list[object]]] = {
    "thumbnail": lambda estate: [estate.document.file_id, 1],
    "withdraw_request": lambda estate: [estate.change.pk],
    "end_binding": lambda estate: [estate.binding.pk],
}
"""An object of the company for each address that names one; a new such address fails until it is here."""
FILES: list[Callable[[Estate], list[object]]] = [
    lambda estate: [estate.document.file_id, 1],
    lambda estate: [estate.change.file_id, 1],
]


def names_an_object(pattern: URLPattern) -> bool:
    return bool(pattern.pattern.converters)


PAGES = [pattern.name for pattern in urlpatterns if not names_an_object(pattern)]
OBJECTS = [pattern.name for pattern in urlpatterns if names_an_object(pattern)]


def an_estate(number: int) -> Estate:
    account = a_company_account()
    company = account.company
    company.address, company.representative = (
        f"202001基隆市中正區第{number}示範路{number}號",
        f"負責人{'甲乙丙丁'[number]}",
    )
    company.phone = f"02-2420610{number}#77{number}"
    company.save()
    file = a_stored_document_with_files(name=f"登記抄本{'甲乙丙丁'[number]}.pdf")
    document = a_company_document(company=company, submitted_by=account.user, file=file)
    everything_acknowledged(account)
    change = a_change(account=account)
    return Estate(company, account.user, document, change, a_binding(general=account.user))


@pytest.fixture
def estates(db: None) -> list[Estate]:
    the_three_texts()
    return [an_estate(number) for number in range(COMPANIES)]


@pytest.fixture
def holder(estates) -> User:
    holder = a_holder()
    for estate in estates[:HELD]:
        a_binding(shared=holder, general=estate.clerk)
    all_read(holder, *(estate.company.pk for estate in estates[:HELD]))
    ask_by_letter(shared=holder, username=estates[HELD].clerk.username)
    return holder


def test_every_address_that_names_an_object_is_looked_at():
    assert set(OBJECTS) == set(ARGUMENTS)
    assert len(PAGES) > 10


def assert_nothing_of(others: list[Estate], text: str) -> None:
    assert [word for other in others for word in other.words if word in text] == []


def look_at_pages(client: Client, estate: Estate, others: list[Estate], name: str, *, method: str) -> None:
    """The page and its title; the menu in its head lists the companies of the person."""
    response = getattr(client, method)(reverse(f"company:{name}"), sent_for(estate.company))
    page = response.content.decode()
    if name not in LISTS_ALL:
        assert_nothing_of(others, main_of(response))
        assert_nothing_of(others, page[page.find("<title>") : page.find("</title>")])


def ask_for_objects(client: Client, estate: Estate, other: Estate) -> None:
    before = AuditRecord.objects.count()
    for name in OBJECTS:
        path = reverse(f"company:{name}", args=ARGUMENTS[name](other))
        assert client.get(path).status_code in {404, 405}, path
        assert client.post(path, sent_for(estate.company)).status_code in {404, 405}, path
    for file in FILES:
        assert client.get(reverse("company:thumbnail", args=file(other))).status_code == 404
    assert AuditRecord.objects.count() == before


def own_file_is_shown(client: Client, estate: Estate) -> bool:
    return client.get(reverse("company:thumbnail", args=[estate.document.file_id, 1])).status_code == 200


steps = st.lists(
    st.tuples(
        st.integers(0, HELD - 1),
        st.integers(0, COMPANIES - 1),
        st.sampled_from(PAGES),
        st.sampled_from(["get", "post"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def test_a_shared_account_sees_what_is_of_the_company_acted_for_and_nothing_else(estates, holder, client):
    client.force_login(holder)
    requests = ChangeRequest.objects.values_list("pk", "state")
    before = sorted(requests)

    @RUN
    @given(steps)
    def play(steps: list[tuple[int, int, str, str, bool]]) -> None:
        for here, there, name, method, in_second_tab in steps:
            estate, other = estates[here], estates[there]
            (other_tab(client) if in_second_tab else client).post("/company/switch/", {"company": estate.company.pk})
            others = [each for each in estates if each is not estate]

            if name != "switch":
                look_at_pages(client, estate, others, name, method=method)
            if other is not estate:
                ask_for_objects(client, estate, other)
            assert own_file_is_shown(client, estate)

    play()
    assert sorted(ChangeRequest.objects.values_list("pk", "state")) == before


def other_tab(client: Client) -> Client:
    """The same browser: its cookies are shared."""
    tab = Client()
    tab.cookies = client.cookies
    return tab


def test_general_accounts_see_their_own_company_alone(estates):
    clients = [Client() for _ in estates]
    for client, estate in zip(clients, estates, strict=True):
        client.force_login(estate.clerk)

    @RUN
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(PAGES)), min_size=1, max_size=6))
    def play(steps: list[tuple[int, int, str]]) -> None:
        for here, there, name in steps:
            client, estate, other = clients[here], estates[here], estates[there]
            others = [each for each in estates if each is not estate]
            assert_nothing_of(others, client.get(reverse(f"company:{name}")).content.decode())
            if other is not estate:
                ask_for_objects(client, estate, other)
            assert own_file_is_shown(client, estate)

    play()


def test_a_leak_would_be_noticed(estates, holder, client):
    client.force_login(holder)
    switch(client, estates[0].company)

    with pytest.raises(AssertionError):
        look_at_pages(client, estates[1], [estates[0]], "data", method="get")
    with pytest.raises(AssertionError):
        ask_for_objects(client, estates[1], estates[0])


def test_a_company_that_is_not_held_cannot_be_acted_for(estates, holder, client):
    client.force_login(holder)

    assert switch(client, estates[HELD].company).status_code == 404
    assert_nothing_of([estates[HELD]], main_of(client.get("/company/switch/")))
