"""The ways in which an account name can be known, or not, and what is behind the door then."""

from collections.abc import Callable

import pytest

from port.registration.entry import Door, Entry, try_door
from port.registration.models import AccountApplication
from port.registration.workflow import reject
from tests.factories import (
    PASSWORD,
    a_reopened_application,
    a_reviewer,
    a_user,
    a_verified_application,
    an_application,
    an_approved_application,
)

WRONG = "不是這一句，是另外一句很長的話"
NAME = "seagull1"


def a_refused_application() -> AccountApplication:
    return reject(an_application(username=NAME), by=a_reviewer(), reasons=[], note="缺頁")


def refused_again(application: AccountApplication) -> AccountApplication:
    return reject(application, by=a_reviewer(), reasons=[], note="缺頁")


ROADS: dict[str, Callable[[], object]] = {
    "nobody": lambda: None,
    "waiting": lambda: an_application(username=NAME),
    "refused": a_refused_application,
    "unverified": lambda: an_approved_application(username=NAME),
    "verified": lambda: a_verified_application(username=NAME),
    "reopened": lambda: a_reopened_application(username=NAME),
    "reopened and refused": lambda: refused_again(a_reopened_application(username=NAME)),
    "staff": lambda: a_reviewer(username=NAME),
    "unverified staff": lambda: a_reviewer(username=NAME, email_verified_at=None),
    "closed": lambda: a_user(username=NAME, is_active=False),
}
DOORS = {
    "nobody": Door.SHUT,
    "waiting": Door.AWAITS_REVIEW,
    "refused": Door.NOT_APPROVED,
    "unverified": Door.AWAITS_VERIFICATION,
    "verified": Door.OPEN,
    "reopened": Door.AWAITS_REVIEW,
    "reopened and refused": Door.NOT_APPROVED,
    "staff": Door.OPEN,
    "unverified staff": Door.OPEN,
    "closed": Door.SHUT,
}
each_road = pytest.mark.parametrize("road", list(ROADS))


def knock(password: str = PASSWORD, name: str = NAME) -> Entry:
    return try_door(username=name, password=password)


def knocks(times: int, password: str = WRONG) -> list[Door]:
    return [knock(password).door for _ in range(times)]
