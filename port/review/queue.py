"""The queue: which cases a view shows, how many there are, where a search leads, and one page after the other by key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import (
    CharField,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
)
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyAccount, CompanyDocument
from port.database import CappedCount
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.cases import ACCOUNT_WAITS, DOCUMENT_WAITS, cases, waiting_cases, waiting_keys
from port.review.enums import HeldState, Question
from port.review.models import Claim, HeldDecision
from port.taiwan.text import fold_width, strip_separators

REFUSED = Q(application__state=ApplicationState.REJECTED) | Q(state=DocumentState.REJECTED)
RETURNED = Q(application__forerunner__isnull=False) | Q(forerunner__state=DocumentState.REJECTED)
PAGE_ROWS = 100
"""As many as can be decided at once, so that one page holds a whole choice."""
MOST_COUNTED = 1000


class CaseFilter(TextChoices):
    MINE = "mine", _("我的")
    WAITING = "waiting", _("待審")
    OVER_TIME = "over_time", _("逾時")
    RETURNED = "returned", _("補正後")
    ACCOUNT = "account", _("帳號待審")
    DOCUMENT = "document", _("文件待審")
    HELD = "held", _("待生效")
    REFUSED = "refused", _("未通過")
    DECIDED = "decided", _("已決定")
    ALL = "all", _("全部")

    @property
    def is_work(self) -> bool:
        """Work is shown waiting longest first; what lies behind is shown newest first."""
        return self not in {CaseFilter.HELD, CaseFilter.REFUSED, CaseFilter.DECIDED, CaseFilter.ALL}


@dataclass(frozen=True, kw_only=True)
class Sight:
    """From where the queue is seen: whose claims are 我的, as of when, and before when a case must have been sent to be 逾時."""

    by: User
    at: datetime
    late_before: datetime


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `after` is the key that the next page begins behind, None at the end."""

    cases: list[CompanyDocument]
    after: str | None


def _held_keys() -> "QuerySet[HeldDecision, int]":
    return HeldDecision.objects.held().values_list("case", flat=True)


def _sent_before(moment: datetime) -> Q:
    """Sent before that moment, and nothing that waits of it was reopened since: until its first answer it did not wait for
    the second. The comparison comes first and has an index; what was reopened is asked of the few that are left."""
    account_again = ACCOUNT_WAITS & Q(application__reopened_at__gte=moment)
    document_again = DOCUMENT_WAITS & Q(Exists(_reopenings_of_document().filter(at__gte=moment)))
    return Q(submitted_at__lt=moment) & ~account_again & ~document_again


_VIEWS: "dict[CaseFilter, Callable[[Sight], QuerySet[CompanyDocument]]]" = {
    CaseFilter.MINE: lambda sight: cases().filter(claim__holder=sight.by, claim__until__gt=sight.at),
    CaseFilter.WAITING: lambda sight: waiting_cases(),
    CaseFilter.OVER_TIME: lambda sight: waiting_cases().filter(_sent_before(sight.late_before)),
    CaseFilter.RETURNED: lambda sight: waiting_cases().filter(RETURNED),
    CaseFilter.ACCOUNT: lambda sight: cases().filter(ACCOUNT_WAITS),
    CaseFilter.DOCUMENT: lambda sight: cases().filter(DOCUMENT_WAITS),
    CaseFilter.HELD: lambda sight: cases().filter(pk__in=_held_keys()),
    CaseFilter.REFUSED: lambda sight: cases().filter(REFUSED),
    CaseFilter.DECIDED: lambda sight: cases().exclude(pk__in=waiting_keys()).exclude(pk__in=_held_keys()),
    CaseFilter.ALL: lambda sight: cases(),
}


def filtered_cases(chosen: CaseFilter, sight: Sight) -> "QuerySet[CompanyDocument]":
    return _VIEWS[chosen](sight)


def count_cases(sight: Sight) -> dict[CaseFilter, int]:
    """How many cases each view has, in one statement; `MOST_COUNTED` + 1 stands for more."""
    counts = {
        chosen.value: CappedCount(filtered_cases(chosen, sight).order_by().values("pk")[: MOST_COUNTED + 1])
        for chosen in CaseFilter
    }
    any_row = CompanyDocument.objects.order_by().values(**counts).first() or dict.fromkeys(counts, 0)
    return {chosen: any_row[chosen.value] for chosen in CaseFilter}


def for_rows(rows: "QuerySet[CompanyDocument]") -> "QuerySet[CompanyDocument]":
    """The cases with what a row says beside them, in the same statement: who has claimed it, what is held (`held_account`,
    `held_document`, absent where there is none), what it mends, and when its document was reopened
    (`document_reopened_at`)."""
    held = {
        f"held_{question.value}": FilteredRelation(
            "decisions", condition=Q(decisions__state=HeldState.HELD, decisions__question=question)
        )
        for question in Question
    }
    people = [f"{name}__by" for name in held]
    return rows.annotate(**held, document_reopened_at=_document_reopened_at()).select_related(
        "claim__holder", "forerunner", *people
    )


def _document_reopened_at() -> Subquery:
    return Subquery(_reopenings_of_document().order_by("-id").values("at")[:1])


def _reopenings_of_document() -> "QuerySet[AuditRecord]":
    # Of a document only the record knows when it was reopened; found by the index of the record, row by row.
    about = {"object_type": CompanyDocument._meta.label_lower, "object_id": Cast(OuterRef("pk"), CharField())}
    return AuditRecord.objects.filter(act=Act.DOCUMENT_REOPENED, **about)


def search(rows: "QuerySet[CompanyDocument]", words: str) -> "QuerySet[CompanyDocument]":
    """Cases whose 統編, company name, account name or 受理號碼 matches, and whatever else their companies handed in."""
    words = words.strip()
    number, username = strip_separators(fold_width(words)).upper(), words.lower()
    applications = AccountApplication.objects.filter(Q(username=username) | Q(reference=words)).order_by()
    accounts = CompanyAccount.objects.filter(user__username=username)
    return rows.filter(
        Q(company_name__icontains=words)
        | Q(application__number=number)
        | Q(company__number=number)
        | Q(application__in=applications)
        | Q(company__in=applications.values("company"))
        | Q(company__in=accounts.values("company"))
        | Q(submitted_by__username=username)
    )


def queue_page(rows: "QuerySet[CompanyDocument]", *, after: str = "", newest_first: bool = False) -> QueuePage:
    """The next rows, waiting longest first, behind the key `after` (`<ISO time>_<id>`). A key that is none is ignored."""
    if newest_first:
        rows = rows.order_by("-submitted_at", "-pk")
    if key := key_of(after):
        rows = rows.filter(before(*key) if newest_first else behind(*key))
    found = list(rows[: PAGE_ROWS + 1])
    shown = found[:PAGE_ROWS]
    more = len(found) > PAGE_ROWS
    return QueuePage(cases=shown, after=key_behind(shown[-1]) if more else None)


def key_behind(last: CompanyDocument | AccountApplication) -> str:
    return f"{last.submitted_at.isoformat()}_{last.pk}"


def key_of(after: str) -> tuple[datetime, int] | None:
    """What `key_behind` has written; None for anything else."""
    at, _separator, pk = after.partition("_")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        return (moment.astimezone(UTC), int(pk)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def behind(at: datetime, pk: int) -> Q:
    return Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk)


def before(at: datetime, pk: int) -> Q:
    return Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk)


def next_waiting(case: CompanyDocument, *, by: User | None = None) -> CompanyDocument | None:
    """The waiting case behind this one that no colleague of `by` works on, or the first of all when it was the last."""
    claims = Claim.objects.live(timezone.now()).filter(case=OuterRef("pk")).exclude(holder=by)
    rest = waiting_cases().exclude(pk=case.pk).exclude(Exists(claims))
    return rest.filter(behind(case.submitted_at, case.pk)).first() or rest.first()


def previous_waiting(case: CompanyDocument) -> CompanyDocument | None:
    """The waiting case before this one; None when it is the first."""
    return waiting_cases().filter(before(case.submitted_at, case.pk)).last()
