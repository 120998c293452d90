"""What is told to staff alone stands on top of the desk, and greets them once."""

import pytest
from django.test import Client

from port.accounts.enums import StaffRole
from port.content.enums import Audience, EntryKind
from tests.factories import a_reviewer, a_staff_member
from tests.factories.content import an_entry

pytestmark = pytest.mark.django_db


def desk_of(person, address: str = "/staff/") -> str:
    client = Client()
    client.force_login(person)
    return client.get(address, follow=True).content.decode()


@pytest.mark.parametrize("role", [StaffRole.REVIEWER, StaffRole.CONTENT, StaffRole.AUDITOR])
def test_a_notice_for_staff_is_there_wherever_they_land(role: StaffRole) -> None:
    an_entry(EntryKind.NOTICE, title="週五複閱會議", body="三樓會議室。", audience=Audience.STAFF)

    page = desk_of(a_staff_member(role))

    assert '<details class="flag">' in page
    assert page.count("三樓會議室。") == 2
    assert 'data-open-once="notices-' in page


def test_notices_for_others_are_not_there() -> None:
    an_entry(EntryKind.NOTICE, title="給所有人的公告")
    an_entry(EntryKind.NOTICE, title="給公司的公告", audience=Audience.COMPANIES)

    page = desk_of(a_reviewer())

    assert "給所有人的公告" not in page
    assert "給公司的公告" not in page
    assert 'class="flag"' not in page
