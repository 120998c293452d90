"""當事人權利 at the desk: the nearest due day first, and the answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.enums import StaffRole
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.rights.enums import RightState
from port.rights.models import RightsRequest
from tests.factories import a_staff_member
from tests.factories.rights import a_rights_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(a_staff_member(StaffRole.HEAD))
    return client


def due_in(days: int) -> RightsRequest:
    asked = a_rights_request()
    asked.due_on = timezone.localdate() + timedelta(days=days)
    asked.save(update_fields=["due_on"])
    return asked


def test_the_nearest_due_day_stands_first(office: Client) -> None:
    later, nearer = due_in(20), due_in(3)

    page = office.get(reverse("staff:rights")).content.decode()

    assert page.index(nearer.reference) < page.index(later.reference)


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "已逾期"), (0, "今天到期"), (7, "還有 7 天"), (20, "還有 20 天")], ids=str
)
def test_how_long_is_left_is_said_in_words(office: Client, days: int, said: str) -> None:
    asked = due_in(days)

    assertContains(office.get(reverse("staff:rights")), said)
    assertContains(office.get(reverse("staff:right", args=[asked.pk])), said)


def test_an_answer_is_sent_and_the_request_stands_among_the_ended(office: Client) -> None:
    asked = due_in(3)

    answer = office.post(reverse("staff:right", args=[asked.pk]), {"granted": "yes", "text": "已更正。"})

    assertRedirects(answer, reverse("staff:rights"))
    assertContains(office.get(reverse("staff:rights")), RightState.GRANTED.label)
    assert Letter.objects.filter(kind=LetterKind.RIGHTS_ANSWERED).count() == 1


def test_an_answer_without_words_is_asked_for_again(office: Client) -> None:
    asked = due_in(3)

    page = office.post(reverse("staff:right", args=[asked.pk]), {"granted": "no", "text": ""})

    assertContains(page, "請寫下處理結果", status_code=422)
    assertContains(page, "需要修正－", status_code=422)


def test_the_day_is_put_off_once(office: Client) -> None:
    address = reverse("staff:right", args=[due_in(3).pk])
    assertContains(office.get(address), "延長 30 天並寄信")

    office.post(address, {"extend": "yes", "reason": "需要向登記機關查證。"})

    page = office.get(address)
    assertNotContains(page, "延長 30 天並寄信")
    assertContains(page, "需要向登記機關查證。")
