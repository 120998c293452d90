"""Five proofs that fail hold the second factor for a quarter of an hour, whichever way they were tried."""

from datetime import UTC, datetime, timedelta

import pytest

from port.accounts.factor_tries import Answer, Fault, Way, held_until, try_factor
from port.accounts.holds import count_try
from port.accounts.models import SignInCount
from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from tests.factories import a_user, at_once

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def tries(user, *, right: bool = False, times: int = 1, at: datetime = AT, way: Way = Way.TOTP) -> list[Answer]:
    return [try_factor(user, way=way, look=lambda holder: None if right else Fault.WRONG, at=at) for _ in range(times)]


def test_after_five_failures_nothing_is_looked_at():
    user = a_user()

    answers = tries(user, times=5) + tries(user, right=True)

    assert answers == [Answer.WRONG] * 5 + [Answer.HELD]
    assert held_until(user, at=AT) == AT + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("later", "answer"),
    [(timedelta(minutes=14, seconds=59), Answer.HELD), (timedelta(minutes=15), Answer.PASSED)],
)
def test_a_hold_lasts_fifteen_minutes(later, answer):
    user = a_user()
    tries(user, times=5)

    assert tries(user, right=True, at=AT + later) == [answer]


def test_after_a_hold_there_are_five_new_tries():
    user = a_user()
    tries(user, times=5)

    answers = tries(user, times=6, at=AT + timedelta(minutes=15))

    assert answers == [Answer.WRONG] * 5 + [Answer.HELD]


def test_every_way_counts_together():
    user = a_user()

    answers = [tries(user, way=way)[0] for way in (*Way, *Way)]

    assert answers == [Answer.WRONG] * 5 + [Answer.HELD]


def test_a_right_proof_begins_anew():
    user = a_user()
    tries(user, times=4)

    tries(user, right=True)

    assert tries(user, times=4) == [Answer.WRONG] * 4
    assert held_until(user, at=AT) is None


def test_another_account_is_not_held():
    user = a_user()
    tries(user, times=5)

    assert tries(a_user(), right=True) == [Answer.PASSED]


def test_the_holder_is_told_once_that_somebody_knew_the_password():
    user = a_user()

    tries(user, times=7)

    letter = Letter.objects.get(kind=LetterKind.ACCOUNT_HELD)
    assert letter.to_address == user.email
    assert "以正確的密碼登入" in letter.text
    assert "115.11.22 09:15" in letter.text
    assert "/not-me/" in letter.link


def test_a_mailbox_is_not_flooded_with_holds():
    user = a_user()

    for hold in range(10):
        tries(user, times=5, at=AT + hold * timedelta(minutes=15))

    assert Letter.objects.filter(kind=LetterKind.ACCOUNT_HELD).count() <= 3


def test_each_failure_is_recorded_with_its_way():
    user = a_user()

    tries(user, times=6, way=Way.RECOVERY_CODE)

    failed = AuditRecord.objects.filter(act=Act.FACTOR_FAILED)
    assert [row.result for row in failed] == [Result.FAILED] * 5 + [Result.REFUSED]
    assert failed[0].facts == {"way": "recovery_code", "why": "wrong"}
    assert AuditRecord.objects.about(user).filter(act=Act.ACCOUNT_HELD).count() == 1


def test_wrong_passwords_and_wrong_proofs_are_counted_apart():
    user = a_user()
    for _try in range(options().login_failures):
        count_try(user.username, at=AT)

    assert tries(user, right=True) == [Answer.PASSED]


def test_no_name_that_a_stranger_types_counts_here():
    user = a_user()
    tries(user)
    kept = SignInCount.objects.get().name_hash

    for name in (str(user.pk), f"factor:{user.pk}", kept):
        count_try(name, at=AT)

    assert SignInCount.objects.get(name_hash=kept).failures == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_the_same_instant_five_are_looked_at():
    user, looked = a_user(), []

    def look(holder):
        looked.append(1)
        return Fault.WRONG

    at_once(*[lambda: try_factor(user, way=Way.TOTP, look=look, at=AT)] * 20)

    assert len(looked) == 5
