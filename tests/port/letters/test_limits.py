"""How often one kind of letter goes to one mailbox: a pause between two, and so many on a day of Taiwan's (M-04)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from port.letters.limits import may_follow
from port.letters.models import Letter
from tests.factories import a_letter

pytestmark = pytest.mark.django_db

JUST_AFTER_MIDNIGHT = datetime(2026, 11, 22, 0, 1, tzinfo=ZoneInfo("Asia/Taipei"))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("ago", "answer"),
    [([], True), ([3 * MINUTE], True), ([3 * MINUTE - timedelta(seconds=1)], False)],
    ids=["first", "pause over", "too soon"],
)
def test_a_letter_follows_another_after_the_pause(ago, answer):
    for time in ago:
        a_letter(created_at=JUST_AFTER_MIDNIGHT - time)

    assert may_follow(Letter.objects.all(), at=JUST_AFTER_MIDNIGHT, pause=3 * MINUTE, a_day=5) is answer


def test_only_those_of_the_day_of_taiwan_are_counted():
    a_letter(created_at=JUST_AFTER_MIDNIGHT - 2 * MINUTE)
    a_letter(created_at=JUST_AFTER_MIDNIGHT - MINUTE)

    counted = [may_follow(Letter.objects.all(), at=JUST_AFTER_MIDNIGHT, a_day=a_day) for a_day in (1, 2)]

    assert counted == [False, True]
