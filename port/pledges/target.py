"""What the desk aims at: within how many working days it answers, and which share of its approvals is looked at twice."""

from django.db import transaction
from django.utils.translation import ngettext

from port.accounts.duties import need_head
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.options import options
from port.pledges.models import Pledge


def target_working_days() -> int:
    """Within how many working days an answer is aimed at: as the head set it last, or as the operator did."""
    return current_pledge().target_working_days


def target_in_words() -> str:
    """`2 個工作天`, in the language in hand."""
    return days_in_words(target_working_days())


def days_in_words(days: int) -> str:
    return ngettext("%(days)d 個工作天", "%(days)d 個工作天", days) % {"days": days}


def second_look_percent() -> int:
    """How many of a hundred approvals go to a second reviewer: as the head set it last, or as the operator did."""
    return current_pledge().second_look_percent


def current_pledge() -> Pledge:
    """The newest row; one that is in no database, with the words of the operator, as long as the head has set none."""
    return Pledge.objects.first() or Pledge(
        target_working_days=options().review_working_days, second_look_percent=options().second_look_percent
    )


@transaction.atomic
def set_pledge(*, target_working_days: int, second_look_percent: int, by: User) -> Pledge:
    """From now on this is aimed at; what was promised before stays on record. The same once more changes nothing.

    Raises `NotTheirDuty`, and `IntegrityError` for a target outside 1 to 60 days and for a share above 100.
    """
    need_head(by)
    wanted = {"target_working_days": target_working_days, "second_look_percent": second_look_percent}
    last = Pledge.objects.first()
    if last and all(getattr(last, name) == value for name, value in wanted.items()):
        return last
    pledge = Pledge.objects.create(**wanted, set_by=by)
    record(Act.PLEDGE_SET, about=pledge, by=by, facts=wanted)
    return pledge
