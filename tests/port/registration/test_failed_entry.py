"""What a try in vain leaves behind: one record, a letter to the owner of an account that is held, and no hint of time (V-44)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import PASSWORD, a_user, a_verified_application
from tests.port.registration.roads import NAME, ROADS, WRONG, each_road, knock, knocks

pytestmark = pytest.mark.django_db


def test_a_try_in_vain_is_recorded_about_the_account_and_the_right_password_by_whoever_lets_in():
    user = a_verified_application(username=NAME).user

    knock()
    knock(WRONG)

    rows = [(row.act, row.result, row.actor_role) for row in AuditRecord.objects.about(user)]
    assert rows == [(Act.ACCOUNT_SIGN_IN_FAILED, Result.FAILED, "stranger")]


def test_a_try_with_a_name_that_is_no_account_is_recorded_without_what_was_typed():
    knock(WRONG, name="maybe-a-password")

    (row,) = AuditRecord.objects.values()
    assert (row["act"], row["result"], row["object_type"]) == (
        Act.ACCOUNT_SIGN_IN_FAILED,
        Result.FAILED,
        "accounts.signincount",
    )
    assert "maybe-a-password" not in str(row)


def held_letters() -> int:
    return Letter.objects.filter(kind=LetterKind.ACCOUNT_HELD).count()


HAVE_AN_OWNER = {"unverified", "verified", "reopened", "reopened and refused", "staff", "unverified staff"}


@each_road
def test_the_owner_of_an_account_is_told_once_per_hold(road, clock):
    ROADS[road]()

    knocks(8)
    first = held_letters()
    clock.advance(timedelta(minutes=15))
    knocks(8)

    told = road in HAVE_AN_OWNER
    assert (first, held_letters()) == ((1, 2) if told else (0, 0))
    assert AuditRecord.objects.filter(act=Act.ACCOUNT_HELD).count() == (2 if told or road == "closed" else 0)


def test_the_right_password_at_the_fifth_try_holds_nobody_and_tells_nobody():
    a_verified_application(username=NAME)

    knocks(4)
    knock()

    assert not Letter.objects.filter(kind=LetterKind.ACCOUNT_HELD).exists()


def writes(act: Callable[[], object]) -> list[str]:
    """What an act writes into the database, table by table."""
    with CaptureQueriesContext(connection) as seen:
        act()
    said = [query["sql"].split(" ")[:3] for query in seen]
    return sorted(f"{word} {table}" for word, *rest in said if word in {"INSERT", "UPDATE"} for table in rest[-1:])


def test_an_unknown_name_a_wrong_password_a_held_name_and_a_closed_account_cost_the_same_writes():
    a_verified_application(username=NAME)
    a_user(username="closed.one", is_active=False)
    for name in (NAME, "closed.one", "nobody.here", "held.name"):
        knock(WRONG, name=name)
    for _ in range(4):
        knock(WRONG, name="held.name")

    costs = [
        writes(lambda name=name, password=password: knock(password, name=name))
        for name, password in ((NAME, WRONG), ("nobody.here", WRONG), ("held.name", WRONG), ("closed.one", PASSWORD))
    ]

    assert all(cost == costs[0] for cost in costs)
    assert any("audit" in table for table in costs[0])
