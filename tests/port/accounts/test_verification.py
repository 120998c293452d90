"""The token of a link that proves an address: who finds it, when it dies, how often a new one may be sent (M-03 to M-06)."""

import string
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from port.accounts.models import EmailVerification, User
from port.accounts.verification import find, issue, may_send_again
from port.options import options
from tests.factories import Clock, a_user

pytestmark = pytest.mark.django_db

TAIPEI = ZoneInfo("Asia/Taipei")
MIDDAY = datetime(2026, 11, 22, 12, 0, tzinfo=TAIPEI)
PAUSE = options().verification_pause


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(MIDDAY).rule(monkeypatch)


def issue_at(clock: Clock, user: User, moments: Iterable[datetime]) -> None:
    for clock.now in moments:
        issue(user)


def test_a_token_is_found_and_belongs_to_the_account_and_its_address(clock):
    user = a_user()

    token = issue(user)

    proof = find(token)
    assert proof is not None
    assert (proof.user, proof.email, proof.expires_at) == (user, user.email, MIDDAY + timedelta(hours=72))
    assert proof.is_live(clock.now)


def test_a_token_has_at_least_128_bits_and_is_kept_only_as_its_hash():
    user = a_user()

    token = issue(user)

    assert len(set(token) - set(string.ascii_letters + string.digits + "-_")) == 0
    assert len(token) * 6 >= 128
    assert token not in str(EmailVerification.objects.values())


def test_a_token_with_one_other_character_is_unknown():
    token = issue(a_user())
    others = [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(len(token))]

    found = [find(other) for other in [*others, token[:-1], token + "A", token.swapcase(), ""]]

    assert set(found) == {None}


def test_a_newer_token_lets_the_older_one_die():
    user = a_user()
    older = issue(user)

    newer = issue(user)

    now = datetime.now(tz=TAIPEI)
    assert [proof.is_live(now) for proof in (find(older), find(newer)) if proof] == [False, True]


def test_a_token_of_another_account_lives_on():
    one, other = a_user(email="same@example.com"), a_user(email="same@example.com")
    token = issue(one)

    issue(other)

    proof = find(token)
    assert proof is not None
    assert proof.superseded_at is None


@pytest.mark.parametrize(
    ("later", "answer"),
    [(timedelta(0), False), (PAUSE - timedelta(seconds=1), False), (PAUSE, True), (timedelta(hours=1), True)],
)
def test_between_two_letters_there_are_three_minutes(clock, later, answer):
    user = a_user()
    issue(user)

    assert may_send_again(user, at=MIDDAY + later) is answer


def test_there_are_five_letters_a_day_and_no_sixth(clock):
    user = a_user()
    issue_at(clock, user, (MIDDAY + number * PAUSE for number in range(4)))
    fifth = may_send_again(user, at=MIDDAY + 4 * PAUSE)
    issue_at(clock, user, [MIDDAY + 4 * PAUSE])

    sixth = may_send_again(user, at=MIDDAY + 5 * PAUSE)

    assert (fifth, sixth) == (True, False)


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        (datetime(2026, 11, 22, 8, 30, tzinfo=TAIPEI), False),  # a new day in Greenwich only
        (datetime(2026, 11, 22, 23, 59, 59, tzinfo=TAIPEI), False),
        (datetime(2026, 11, 23, 0, 0, tzinfo=TAIPEI), True),
    ],
)
def test_the_day_is_taiwans_day(clock, moment, answer):
    user = a_user()
    dawn = datetime(2026, 11, 22, 6, 0, tzinfo=TAIPEI)
    issue_at(clock, user, (dawn + number * PAUSE for number in range(5)))

    assert may_send_again(user, at=moment.astimezone(ZoneInfo("UTC"))) is answer
