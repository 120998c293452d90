"""Where an account is signed in: the row decides how long that lasts, and who ends it (A-05, V-30, V-31)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from port.accounts.models import SignIn, User
from port.accounts.sessions import Over, begin, end, end_all, expire, expire_forgotten, leave, use, why_over
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.upkeep.clock import tidy
from tests.factories import Clock, a_reviewer, a_user

pytestmark = pytest.mark.django_db

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LIMITS = pytest.mark.parametrize(
    ("whose", "idle", "longest"), [(a_user, 30 * MINUTE, 12 * HOUR), (a_reviewer, 15 * MINUTE, 8 * HOUR)]
)


def a_sign_in(user: User | None = None) -> SignIn:
    session = SessionStore()
    session.create()
    return begin(
        user=user or a_user(), session_key=str(session.session_key), device="Chrome・Windows", with_factor=False
    )


def acts(user: User) -> list[tuple[str, dict[str, object]]]:
    return [(row.act, row.facts) for row in AuditRecord.objects.about(user)]


def why(sign_in: SignIn) -> Over | None:
    return why_over(SignIn.objects.get(pk=sign_in.pk), at=timezone.now())


def test_a_sign_in_is_kept_and_recorded():
    sign_in = a_sign_in()

    assert SignIn.objects.open(timezone.now()).get() == sign_in
    assert acts(sign_in.user) == [(Act.ACCOUNT_SIGNED_IN, {"sign_in": sign_in.pk, "with_factor": False})]


@LIMITS
def test_a_sign_in_that_nobody_uses_ends_at_its_idle_limit(clock: Clock, whose, idle, longest):
    sign_in = a_sign_in(whose())

    clock.advance(idle - SECOND)
    before = why(sign_in)
    clock.advance(2 * SECOND)

    assert (before, why(sign_in)) == (None, Over.IDLE)


@LIMITS
def test_a_sign_in_ends_after_its_whole_time_however_much_it_is_used(clock: Clock, whose, idle, longest):
    sign_in = a_sign_in(whose())
    began = clock.now

    while clock.now < began + longest - 5 * MINUTE:
        clock.advance(5 * MINUTE)
        use(sign_in, at=clock.now)
    before = why(sign_in)
    clock.advance(5 * MINUTE)

    assert (before, why(sign_in)) == (None, Over.LASTED)


@pytest.mark.parametrize("later", [MINUTE, 10 * MINUTE, 29 * MINUTE])
def test_the_limit_runs_anew_from_a_use_to_the_second(clock: Clock, later):
    sign_in = a_sign_in()
    clock.advance(later)

    use(sign_in, at=clock.now)
    clock.advance(30 * MINUTE - SECOND)
    before = why(sign_in)
    clock.advance(SECOND)

    assert (before, why(sign_in)) == (None, Over.IDLE)


@pytest.mark.parametrize("seconds", range(1, 60, 7))
def test_of_uses_within_a_minute_none_is_cut_short_and_none_gets_more_than_a_minute(clock: Clock, seconds):
    sign_in = a_sign_in()
    began = clock.now
    for _ in range(seconds):
        clock.advance(SECOND)
        use(SignIn.objects.get(pk=sign_in.pk), at=clock.now)

    ends = SignIn.objects.get(pk=sign_in.pk).idle_at

    assert clock.now + 30 * MINUTE <= ends <= began + 31 * MINUTE


def test_however_often_it_is_used_a_minute_costs_two_writes_at_most(clock: Clock):
    sign_in = a_sign_in()
    clock.advance(MINUTE)

    with CaptureQueriesContext(connection) as queries:
        for _ in range(59):
            use(sign_in, at=clock.now)
            clock.advance(SECOND)

    assert len([query for query in queries if query["sql"].startswith("UPDATE")]) == 2


def test_a_use_that_comes_too_late_brings_nothing_back():
    sign_in = a_sign_in()
    late = SignIn.objects.get(pk=sign_in.pk)
    end(sign_in, by=sign_in.user)

    use(late, at=timezone.now() + MINUTE)

    assert why(sign_in) is Over.ENDED


@pytest.mark.parametrize(
    ("act", "recorded"),
    [
        (lambda row: end(row, by=row.user), (Act.SESSION_ENDED, {})),
        (leave, (Act.ACCOUNT_SIGNED_OUT, {})),
        (lambda row: expire(row, Over.IDLE), (Act.SESSION_EXPIRED, {"why": "idle"})),
    ],
    ids=["end", "leave", "expire"],
)
def test_what_ends_takes_its_session_with_it_and_is_recorded_once(act, recorded):
    sign_in = a_sign_in()

    act(sign_in)
    act(sign_in)

    sign_in.refresh_from_db()
    assert sign_in.ended_at
    assert sign_in.session_key == ""
    assert not Session.objects.exists()
    assert acts(sign_in.user)[1:] == [(recorded[0], {"sign_in": sign_in.pk, **recorded[1]})]


def test_all_sign_ins_of_an_account_end_and_no_others():
    user, stranger = a_user(), a_sign_in()
    rows = [a_sign_in(user) for _ in range(3)]

    ended = end_all(user, by=user)

    assert ended == 3
    assert list(SignIn.objects.open(timezone.now())) == [stranger]
    assert Session.objects.count() == 1
    assert acts(user)[3:] == [(Act.SESSIONS_ENDED, {"sign_ins": [row.pk for row in rows]})]


def test_all_others_end_and_this_one_stays():
    user = a_user()
    rows = [a_sign_in(user) for _ in range(3)]

    ended = end_all(user, by=user, but=rows[1])

    assert ended == 2
    assert SignIn.objects.open(timezone.now()).get() == rows[1]


def test_where_nothing_is_open_nothing_is_recorded():
    user = a_user()

    assert end_all(user, by=user) == 0
    assert acts(user) == []


def test_what_nobody_came_back_to_ends_after_a_day(clock: Clock):
    forgotten = a_sign_in()
    clock.advance(30 * MINUTE + timedelta(days=1))
    fresh = a_sign_in()

    tidy(at=clock.now)

    assert why(forgotten) is Over.ENDED
    assert why(fresh) is None
    assert acts(forgotten.user)[1:] == [(Act.SESSION_EXPIRED, {"sign_in": forgotten.pk, "why": "idle"})]


def test_what_reached_its_limit_today_still_tells_whoever_comes_back(clock: Clock):
    sign_in = a_sign_in()
    clock.advance(12 * HOUR)

    expire_forgotten(at=clock.now)

    assert why(sign_in) is Over.IDLE
