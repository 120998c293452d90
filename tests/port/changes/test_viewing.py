"""Looking at a request shows personal data, so it is recorded, once per reviewer and hour."""

from datetime import timedelta

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.changes.viewing import note_view
from tests.factories import a_reviewer
from tests.factories.changes import a_change

pytestmark = pytest.mark.django_db


def test_a_look_is_recorded_once_an_hour_for_each_reviewer(clock, reviewer):
    change = a_change()

    note_view(change, by=reviewer)
    note_view(change, by=reviewer)
    note_view(change, by=a_reviewer())
    clock.advance(timedelta(minutes=61))
    note_view(change, by=reviewer)

    views = AuditRecord.objects.about(change).filter(act=Act.CHANGE_VIEWED)
    assert views.count() == 3
    assert {view.acting_company_id for view in views} == {change.company_id}
