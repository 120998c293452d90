from datetime import timedelta

import pytest
from django.db import IntegrityError

from port.pledges.models import UsualWaiting
from port.pledges.usual import FRESH, Usual, publish_usual_waiting, usual_waiting
from tests.factories import Clock

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_nothing_is_told_before_anything_was_counted() -> None:
    assert usual_waiting() is None


def test_what_was_counted_last_is_told(clock: Clock) -> None:
    publish_usual_waiting(median=9 * HOUR, most=20 * HOUR, decided=30, at=clock.now)
    clock.advance(HOUR)

    publish_usual_waiting(median=8 * HOUR, most=21 * HOUR, decided=31, at=clock.now)

    assert usual_waiting() == Usual(median=8 * HOUR, most=21 * HOUR, decided=31, computed_at=clock.now)


def test_old_numbers_are_told_to_nobody(clock: Clock) -> None:
    publish_usual_waiting(median=9 * HOUR, most=20 * HOUR, decided=30, at=clock.now)

    clock.advance(FRESH)

    assert usual_waiting() is None


def test_rows_do_not_pile_up(clock: Clock) -> None:
    for _hour in range(30):
        publish_usual_waiting(median=9 * HOUR, most=20 * HOUR, decided=30, at=clock.now)
        clock.advance(HOUR)

    assert UsualWaiting.objects.count() == FRESH // HOUR


@pytest.mark.parametrize(("median", "most", "decided"), [(9, 8, 30), (8, 9, 0)], ids=["upside down", "of nothing"])
def test_what_cannot_be_is_refused_by_the_database(median: int, most: int, decided: int, clock: Clock) -> None:
    with pytest.raises(IntegrityError):
        publish_usual_waiting(median=median * HOUR, most=most * HOUR, decided=decided, at=clock.now)
