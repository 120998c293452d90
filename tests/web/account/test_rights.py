"""個資權利: what a person reads of themselves, takes along, and asks for."""

import json
import uuid

import pytest
from django.test import Client

from port.rights.enums import RightState
from port.rights.models import RightsRequest
from port.taiwan.dates import roc_datetime
from tests.factories import a_company_account, a_notice_text, a_rights_request, everything_acknowledged

pytestmark = pytest.mark.django_db

PAGE = "/account/rights/"


@pytest.fixture
def person(client: Client):
    a_notice_text()
    account = a_company_account()
    everything_acknowledged(account)
    client.force_login(account.user)
    return account.user


def test_what_is_kept_is_shown_in_the_words_and_years_of_the_pages(client, person):
    page = client.get(f"{PAGE}data/").content.decode()

    assert roc_datetime(person.created_at) in page
    assert "正體中文" in page
    assert person.created_at.isoformat() not in page


def test_the_file_says_the_same_with_times_for_programs(client, person):
    file = client.post(f"{PAGE}data/file/")

    account = json.loads(file.content)["sections"][0]["rows"][0]
    assert account["帳號"] == person.username
    assert account["建立時間"].startswith(f"{person.created_at:%Y-%m-%dT%H:%M}")
    assert file.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'


def test_a_request_is_received_once_with_its_number(client, person):
    typed = {"kind": "correct", "text": "手機號碼已停用。", "submission_id": str(uuid.uuid4())}

    pages = [client.post(PAGE, typed, follow=True).content.decode() for _ in range(2)]

    asked = RightsRequest.objects.get(person=person)
    assert all(asked.reference in page for page in pages)


def test_what_was_typed_stays_when_something_is_missing(client, person):
    answer = client.post(PAGE, {"text": "手機號碼已停用。", "submission_id": str(uuid.uuid4())})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "請選擇一項請求。" in page
    assert "手機號碼已停用。" in page


def test_a_request_can_be_withdrawn_by_whoever_asked_and_by_nobody_else(client, person):
    mine, other = a_rights_request(person=person), a_rights_request()

    assert client.post(f"{PAGE}{mine.pk}/withdraw/").status_code == 302
    assert client.post(f"{PAGE}{other.pk}/withdraw/").status_code == 404

    states = dict(RightsRequest.objects.values_list("pk", "state"))
    assert states == {mine.pk: RightState.WITHDRAWN, other.pk: RightState.OPEN}
