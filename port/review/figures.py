"""The figures of the desk by week: what came in, what was decided, what waits, how long it took, and why not.

The number of statements is fixed, whatever the period and the data.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncWeek

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.models import CompanyDocument
from port.pledges.calendar import desk_calendar
from port.pledges.usual import Usual
from port.registration.models import AccountApplication
from port.review.asked import MOST_ROWS, Asked, Waited, asked_since, waited, waiting_times
from port.review.enums import Question
from port.review.reason_shares import ReasonShare, reason_shares

TAIPEI = ZoneInfo("Asia/Taipei")
WEEK = timedelta(weeks=1)
WEEKS = 12
USUAL_PERIOD = timedelta(days=30)
FEWEST_ANSWERS = 20
"""With fewer, nine of ten is the word of one or two cases, and one that was forgotten would be told to everybody."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One question in one week; `waiting` at its end, or by now in the week that has not ended."""

    received: int
    approved: int
    refused: int
    waiting: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            received=self.received + other.received,
            approved=self.approved + other.approved,
            refused=self.refused + other.refused,
            waiting=self.waiting + other.waiting,
        )

    @property
    def decided(self) -> int:
        return self.approved + self.refused


@dataclass(frozen=True, kw_only=True)
class Week:
    """From Monday `first` on Taiwan's clock; `waited` is about both questions, None when nothing was decided."""

    first: date
    account: Tally
    document: Tally
    waited: Waited | None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def both(self) -> Tally:
        return self.account + self.document


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The oldest week first, the commonest reason first. `capped` when only the newest `MOST_ROWS` could be counted."""

    weeks: list[Week]
    reasons: list[ReasonShare]
    waited: Waited | None
    capped: bool


def figures(*, at: datetime, weeks: int = WEEKS) -> Figures:
    """The week of `at` and those before it."""
    mondays = _mondays(at, weeks)
    since = _midnight(mondays[0])
    rows = asked_since(since)
    calendar = desk_calendar()
    account, document = (_tallies(question, rows, mondays) for question in (Question.ACCOUNT, Question.DOCUMENT))
    times = {day: waiting_times(answered, calendar) for day, answered in _by_week(rows).items()}
    return Figures(
        weeks=[
            Week(first=day, account=account[day], document=document[day], waited=waited(times.get(day, [])))
            for day in mondays
        ],
        reasons=reason_shares(since),
        waited=waited(chain.from_iterable(times.values())),
        capped=any(count >= MOST_ROWS for count in Counter(row.question for row in rows).values()),
    )


def compute_usual_waiting(*, at: datetime) -> Usual | None:
    """How long answers of the last 30 days took; None when fewer than `FEWEST_ANSWERS` were given."""
    rows = (row for row in asked_since(at - USUAL_PERIOD) if row.answered and row.answered <= at)
    found = waited(waiting_times(rows, desk_calendar()))
    if found is None or found.answers < FEWEST_ANSWERS:
        return None
    return Usual(median=found.median, most=found.most, decided=found.answers, computed_at=at)


@transaction.atomic
def note_export(*, table: str, weeks: int, by: User) -> None:
    """Figures that leave the house leave a record: which table, of how many weeks."""
    record(Act.FIGURES_EXPORTED, about=by, by=by, facts={"table": table, "weeks": weeks})


def _mondays(at: datetime, weeks: int) -> list[date]:
    return [_monday_of(at) - WEEK * number for number in reversed(range(weeks))]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=TAIPEI)


def _monday_of(moment: datetime) -> date:
    day = moment.astimezone(TAIPEI).date()
    return day - timedelta(days=day.weekday())


def _by_week(rows: Iterable[Asked]) -> dict[date, list[Asked]]:
    """The answered rows under the Monday of the week of their answer."""
    weeks: dict[date, list[Asked]] = defaultdict(list)
    for row in rows:
        if row.answered:
            weeks[_monday_of(row.answered)].append(row)
    return weeks


def _tallies(question: Question, rows: Iterable[Asked], mondays: list[date]) -> dict[date, Tally]:
    own = [row for row in rows if row.question == question]
    received = _received(question, _midnight(mondays[0]))
    approved, refused = (
        sorted(row.answered for row in own if row.answered and row.refused is is_refusal)
        for is_refusal in (False, True)
    )
    sent = sorted(row.sent for row in own)
    tallies = {}
    for monday in mondays:
        begin, end = _midnight(monday), _midnight(monday + WEEK)
        tallies[monday] = Tally(
            received=received.get(monday, 0),
            approved=_between(approved, begin, end),
            refused=_between(refused, begin, end),
            waiting=bisect_left(sent, end) - bisect_left(approved, end) - bisect_left(refused, end),
        )
    return tallies


def _between(moments: list[datetime], begin: datetime, end: datetime) -> int:
    return bisect_left(moments, end) - bisect_left(moments, begin)


def _received(question: Question, since: datetime) -> dict[date, int]:
    """How many came in, under the Monday of the week."""
    came = (CompanyDocument if question == Question.DOCUMENT else AccountApplication).objects.filter(
        submitted_at__gte=since
    )
    weeks = came.order_by().annotate(week=TruncWeek("submitted_at", tzinfo=TAIPEI)).values_list("week")
    return {week.astimezone(TAIPEI).date(): count for week, count in weeks.annotate(Count("pk"))}
