import pytest
from django.db import IntegrityError

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.options import Options
from port.pledges.models import Pledge
from port.pledges.target import second_look_percent, set_pledge, target_working_days

pytestmark = pytest.mark.django_db


def test_as_long_as_nothing_is_set_the_words_of_the_operator_hold(settings) -> None:
    settings.PORT_OPTIONS = Options(review_working_days=4, second_look_percent=7)

    assert target_working_days() == 4
    assert second_look_percent() == 7


def test_what_was_set_last_holds_and_what_was_set_before_stays_on_record(head: User) -> None:
    set_pledge(target_working_days=3, second_look_percent=10, by=head)

    set_pledge(target_working_days=1, second_look_percent=20, by=head)

    assert (target_working_days(), second_look_percent()) == (1, 20)
    assert list(Pledge.objects.values_list("target_working_days", flat=True)) == [1, 3]
    facts = AuditRecord.objects.filter(act=Act.PLEDGE_SET, actor_id=head.pk).last().facts
    assert facts == {"target_working_days": 1, "second_look_percent": 20}


def test_setting_the_same_once_more_changes_nothing(head: User) -> None:
    first = set_pledge(target_working_days=3, second_look_percent=10, by=head)

    again = set_pledge(target_working_days=3, second_look_percent=10, by=head)

    assert again == first
    assert AuditRecord.objects.filter(act=Act.PLEDGE_SET).count() == 1


@pytest.mark.parametrize(("days", "percent"), [(0, 5), (61, 5), (2, 101)], ids=["none", "a year", "more than all"])
def test_what_makes_no_sense_is_refused_by_the_database(days: int, percent: int, head: User) -> None:
    with pytest.raises(IntegrityError):
        set_pledge(target_working_days=days, second_look_percent=percent, by=head)
