"""Whoever is signed in and asks for what is not theirs stands in the record (V-52, 16.3.2)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.audit.reading import note_refusal
from port.audit.recorder import broken_links
from tests.factories import a_company_account, a_reviewer

pytestmark = pytest.mark.django_db

FIGURES = reverse("staff:figures")


def refusals() -> list[AuditRecord]:
    return list(AuditRecord.objects.filter(act=Act.ACCESS_REFUSED).order_by("id"))


def test_a_refusal_says_who_asked_for_what(client: Client) -> None:
    reviewer = a_reviewer()
    client.force_login(reviewer)

    answer = client.get(FIGURES)

    (row,) = refusals()
    assert answer.status_code == 403
    assert (row.actor_id, row.object_type, row.object_id) == (reviewer.pk, "accounts.user", str(reviewer.pk))
    assert (row.facts, row.result) == ({"view": "staff:figures", "method": "GET"}, Result.REFUSED)
    assert row.request_id == answer["X-Request-ID"]


def test_a_form_without_its_token_is_a_refusal_too() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_reviewer())

    answer = client.post(reverse("staff:bulk"))

    (row,) = refusals()
    assert answer.status_code == 403
    assert row.facts == {"view": "staff:bulk", "method": "POST"}


def test_who_asks_again_within_a_minute_does_not_flood_the_record(client: Client) -> None:
    client.force_login(a_reviewer())

    for _ in range(3):
        client.get(FIGURES)
    client.get(reverse("staff:pledge"))

    assert [row.facts["view"] for row in refusals()] == ["staff:figures", "staff:pledge"]


def test_a_minute_later_it_is_recorded_again_and_for_another_person_at_once(client: Client) -> None:
    first, second, now = a_reviewer(), a_reviewer(), timezone.now()
    asked = {"acting_company_id": None, "view": "staff:figures", "method": "GET"}

    note_refusal(about=first, by=first, at=now, **asked)
    note_refusal(about=second, by=second, at=now, **asked)
    note_refusal(about=first, by=first, at=now + timedelta(minutes=2), **asked)

    assert [row.actor_id for row in refusals()] == [first.pk, second.pk, first.pk]
    assert broken_links() == []


def test_a_company_at_the_desk_is_refused_and_recorded(client: Client) -> None:
    person = a_company_account().user
    client.force_login(person)

    client.get(reverse("staff:queue"))

    assert [row.actor_id for row in refusals()] == [person.pk]


def test_strangers_and_pages_that_open_leave_nothing(client: Client) -> None:
    client.get(FIGURES)
    client.force_login(a_reviewer())
    client.get(reverse("staff:queue"))

    assert refusals() == []
