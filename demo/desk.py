"""What belongs to the desk and to no applicant: its aims, its calendar, its library of reasons, and who is at work."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from demo.dating import DAY, date_back
from port.accounts.models import User
from port.companies.enums import MendableField, ReasonScope
from port.companies.library import ReasonFacts, add_reason
from port.companies.models import CompanyDocument
from port.options import options
from port.pledges.calendar import set_calendar_day
from port.pledges.target import set_pledge
from port.review.claims import claim
from port.taiwan.working_time import is_working_day
from port.upkeep.clock import tell_usual_waiting

ADDED = ReasonFacts(
    code="D06",
    scope=ReasonScope.BOTH,
    label="證明函已逾三年",
    sentence="主管機關的證明函開立至今已超過三年。",
    remedy="請向主管機關申請三個月內開立的證明函後再上傳。",
    unlocks=(MendableField.DOCUMENT,),
    help_url="/faq/",
)
SECOND_LOOK_PERCENT = 10
CLAIMED_BY_REVIEWER = ("tide.demo",)
CLAIMED_BY_COLLEAGUE = ("spray.demo", "lighthouse.demo")


@dataclass(frozen=True)
class Desk:
    """Who decides; `reviewer` is whoever looks at the demonstration, more often than not."""

    reviewer: User
    colleague: User
    head: User

    @property
    def reviewers(self) -> list[User]:
        return [self.reviewer, self.colleague]


def furnish(desk: Desk, *, began: datetime) -> None:
    """Before anybody applies. The lot falls on no approval of the demonstration by itself."""
    set_pledge(target_working_days=options().review_working_days, second_look_percent=0, by=desk.head)
    date_back(since=began, to=began - 200 * DAY)
    add_reason(ADDED, by=desk.head)
    today = timezone.localdate(began)
    typhoon = _next_working_day(today - 16 * DAY)
    set_calendar_day(date=typhoon, is_working=False, name="颱風停班", by=desk.head)
    date_back(since=began, to=began - 17 * DAY)


def open_today(desk: Desk, *, began: datetime) -> None:
    """When everybody has applied: the aims of today, who works on what, and how long an answer usually takes."""
    target = options().review_working_days
    set_pledge(target_working_days=target, second_look_percent=SECOND_LOOK_PERCENT, by=desk.head)
    date_back(since=began, to=began - 30 * DAY)
    for person, usernames in ((desk.reviewer, CLAIMED_BY_REVIEWER), (desk.colleague, CLAIMED_BY_COLLEAGUE)):
        for case in CompanyDocument.objects.filter(application__username__in=usernames).order_by("pk"):
            claim(case, by=person)
    tell_usual_waiting(at=timezone.now())


def _next_working_day(day: date) -> date:
    return next(later for later in (day + timedelta(number) for number in range(20)) if is_working_day(later))
