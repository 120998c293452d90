"""The queue: one page after the other by key, and what a row says beside its case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import (
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast
from django.utils import timezone

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import Company, CompanyDocument
from port.database import IsAmong
from port.registration.models import AccountApplication
from port.review.cases import cases, held_relations
from port.review.counting import MOST_COUNTED, count_cases
from port.review.finding import found
from port.review.models import Claim
from port.review.sources import CaseFilter, Sight, Source, condition, sources, waiting

__all__ = [
    "MOST_COUNTED",
    "CaseFilter",
    "Sight",
    "count_cases",
    "filtered_cases",
    "for_rows",
    "found",
    "queue_page",
    "sources",
]

PAGE_ROWS = 100
"""As many as can be decided at once, so that one page holds a whole choice."""


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `after` is the key that the next page begins behind, None at the end."""

    cases: list[CompanyDocument]
    after: str | None


def filtered_cases(chosen: CaseFilter, sight: Sight) -> "QuerySet[CompanyDocument]":
    """All cases of the view, for whoever looks among few; a page is taken from its `sources`."""
    return cases().filter(condition(chosen, sight))


def for_rows(rows: "QuerySet[CompanyDocument]") -> "QuerySet[CompanyDocument]":
    """The cases with what a row says beside them, in the same statement: who has claimed it, what is held (`held_account`,
    `held_document`, absent where there is none), whether it takes the place of a refused one (`mends_refused`), when its
    document was reopened (`document_reopened_at`), and whose it is where it came without an application."""
    held = held_relations()
    refused = CompanyDocument.objects.filter(pk=OuterRef("forerunner"), state=DocumentState.REJECTED)
    own = Company.objects.filter(pk=OuterRef("company"))
    told = {
        "mends_refused": Exists(refused),
        "document_reopened_at": _document_reopened_at(),
        "company_number_kind": Subquery(own.values("number_kind")[:1]),
        "company_number": Subquery(own.values("number")[:1]),
        "sender_name": Subquery(User.objects.filter(pk=OuterRef("submitted_by")).values("name")[:1]),
    }
    return rows.annotate(**held, **told).select_related("claim__holder", *held)


def _document_reopened_at() -> Subquery:
    return Subquery(_reopenings_of_document().order_by("-id").values("at")[:1])


def _reopenings_of_document() -> "QuerySet[AuditRecord]":
    # Of a document only the record knows when it was reopened; found by the index of the record, row by row.
    about = {"object_type": CompanyDocument._meta.label_lower, "object_id": Cast(OuterRef("pk"), CharField())}
    return AuditRecord.objects.filter(act=Act.DOCUMENT_REOPENED, **about)


def queue_page(of: Sequence[Source], *, after: str = "", newest_first: bool = False) -> QueuePage:
    """The next rows, waiting longest first, behind the key `after` (`<ISO time>_<id>`). A key that is none is ignored."""
    if key := key_of(after):
        of = [source.behind(*key, newest_first=newest_first) for source in of]
    found = list(for_rows(_first(_with_application(), of, PAGE_ROWS + 1, newest_first=newest_first)))
    shown = found[:PAGE_ROWS]
    more = len(found) > PAGE_ROWS
    return QueuePage(cases=shown, after=key_behind(shown[-1]) if more else None)


def _with_application() -> "QuerySet[CompanyDocument]":
    """What the row of a case needs, and no more: each further table makes the database think longer than it reads. With nine
    it took 12 ms to find the way, and 2 to go it."""
    return CompanyDocument.objects.select_related("application").order_by("submitted_at", "pk")


def _first(
    rows: "QuerySet[CompanyDocument]", of: Iterable[Source], most: int, *, newest_first: bool = False
) -> "QuerySet[CompanyDocument]":
    """The first cases of all sources together: none of the first is further down in its own."""
    rows = rows.filter(IsAmong("pk", *(source.keys(most, newest_first=newest_first) for source in of)))
    return rows.order_by("-submitted_at", "-pk")[:most] if newest_first else rows[:most]


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
    rest = [source.narrowed(~Q(pk=case.pk), ~Q(Exists(claims))) for source in waiting()]
    behind_it = [source.behind(case.submitted_at, case.pk) for source in rest]
    return _first(cases(), behind_it, 1).first() or _first(cases(), rest, 1).first()


def previous_waiting(case: CompanyDocument) -> CompanyDocument | None:
    """The waiting case before this one; None when it is the first."""
    before_it = [source.behind(case.submitted_at, case.pk, newest_first=True) for source in waiting()]
    return _first(cases(), before_it, 1, newest_first=True).first()
