"""What is another person's answers 404, as if it were not there, and stays as it was (V-50)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from port.accounts.enums import StaffRole
from port.accounts.models import SignIn, User
from tests.factories import a_company_account, a_rights_request, a_shared_account, a_staff_member
from tests.factories.factors import an_app
from tests.factories.sign_ins import come_in
from web.account.urls import urlpatterns

pytestmark = pytest.mark.django_db

OBJECTS: dict[str, Callable[[User], Model]] = {
    "end_device": lambda user: SignIn.objects.filter(user=user).latest("pk"),
    "remove_factor": lambda user: user.factors.first() or an_app(user),
    "rights_withdraw": lambda user: a_rights_request(person=user),
}
"""For each address that names an object: one of a person's."""


def everybody() -> list[User]:
    general = [a_company_account().user for _ in range(3)]
    staff = [a_staff_member(role) for role in (StaffRole.HEAD, StaffRole.SYSTEM)]
    return [*general, a_shared_account(), *staff]


def columns(row: Model) -> dict[str, Any]:
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def test_every_address_that_names_an_object_is_tried() -> None:
    naming = {entry.name for entry in urlpatterns if "<int:" in str(entry.pattern)}

    assert naming == OBJECTS.keys()


def test_nobody_reaches_what_is_another_persons() -> None:
    people = everybody()
    browsers = [come_in(Client(), person) for person in people]
    pairs = st.permutations(range(len(people))).map(lambda order: (order[0], order[1]))

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(pairs, st.sampled_from(sorted(OBJECTS)), st.booleans())
    def reach(pair: tuple[int, int], name: str, looks: bool) -> None:
        owner, other = pair
        people[other].factors.all().delete()  # or the gate would ask for it first
        theirs = OBJECTS[name](people[owner])
        before, path = columns(theirs), reverse(f"account:{name}", args=[theirs.pk])

        answer = browsers[other].get(path) if looks else browsers[other].post(path)

        assert answer.status_code == (405 if looks and name != "remove_factor" else 404), (name, looks)
        assert columns(theirs) == before

    reach()


def test_whoever_owns_it_does_reach_it() -> None:
    person = a_company_account().user
    browser = come_in(Client(), person)
    asked = a_rights_request(person=person)

    answer = browser.post(reverse("account:rights_withdraw", args=[asked.pk]))

    assert answer.status_code == 302
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
