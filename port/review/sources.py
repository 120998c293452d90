"""Where the cases of each view of the queue come from: lists that an index brings in the order of their time.

A page takes the first rows of each list and no more, so it costs the same however many cases there are, and wait. A case
that stands in several lists is shown once. What a view holds is said a second time, as a condition, for whoever looks
among few cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import BigIntegerField, Q, QuerySet, TextChoices
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.registration.enums import ApplicationState
from port.review.cases import ACCOUNT_WAITS, DOCUMENT_WAITS
from port.review.models import HeldDecision

OF_APPLICATION = "application__submitted_at"
"""The time of an application is that of its document; but its own index knows it as its own."""


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
class Source:
    """Some cases, and the column whose index brings them in the order of their time."""

    rows: "QuerySet[CompanyDocument]"
    time: str = "submitted_at"

    def narrowed(self, *conditions: Q) -> "Source":
        return replace(self, rows=self.rows.filter(*conditions))

    def keys(self, most: int, *, newest_first: bool = False) -> "QuerySet[CompanyDocument, int]":
        """The keys of the first ones, in their order."""
        sign = "-" if newest_first else ""
        return self.rows.order_by(f"{sign}{self.time}", f"{sign}pk").values_list("pk", flat=True)[:most]

    def behind(self, at: datetime, pk: int, *, newest_first: bool = False) -> "Source":
        """Those that come after the case of that time and key. The first comparison is the one that an index answers."""
        way = "lt" if newest_first else "gt"
        further = Q(**{f"{self.time}__{way}": at}) | Q(**{f"pk__{way}": pk})
        return self.narrowed(Q(**{f"{self.time}__{way}e": at}), further)


def sources(chosen: CaseFilter, sight: Sight) -> Sequence[Source]:
    documents, accounts = waiting()
    match chosen:
        case CaseFilter.WAITING:
            return documents, accounts
        case CaseFilter.OVER_TIME:
            return [source.narrowed(_sent_before(sight.late_before, source.time)) for source in (documents, accounts)]
        case CaseFilter.RETURNED:
            # What came with a mended application has the refused one's document as its forerunner.
            later = documents.narrowed(Q(forerunner__isnull=False))
            return later.narrowed(DOCUMENT_MENDED), later.narrowed(MENDED), accounts.narrowed(MENDED)
        case CaseFilter.ACCOUNT:
            return (accounts,)
        case CaseFilter.REFUSED:
            return _where(DOCUMENT_REFUSED), _where(ACCOUNT_REFUSED, time=OF_APPLICATION)
    return (_where(condition(chosen, sight)),)


def waiting() -> tuple[Source, Source]:
    """What waits for its document, and what waits for its account; most cases wait for both."""
    return _where(DOCUMENT_WAITS), _where(ACCOUNT_WAITS, time=OF_APPLICATION)


def _where(condition: Q, *, time: str = "submitted_at") -> Source:
    return Source(CompanyDocument.objects.filter(condition), time)


def condition(chosen: CaseFilter, sight: Sight) -> Q:
    """What holds of the cases of the view, and of no others."""
    conditions = {
        CaseFilter.MINE: Q(claim__holder=sight.by, claim__until__gt=sight.at),
        CaseFilter.WAITING: WAITS,
        CaseFilter.OVER_TIME: WAITS & _sent_before(sight.late_before, "submitted_at"),
        CaseFilter.RETURNED: WAITS & RETURNED,
        CaseFilter.ACCOUNT: ACCOUNT_WAITS,
        CaseFilter.DOCUMENT: DOCUMENT_WAITS,
        CaseFilter.HELD: Q(pk__in=held_keys()),
        CaseFilter.REFUSED: DOCUMENT_REFUSED | ACCOUNT_REFUSED,
        CaseFilter.DECIDED: ANSWERED & ~Q(pk__in=held_keys()),
        CaseFilter.ALL: Q(),
    }
    return conditions[chosen]


def held_keys() -> "QuerySet[HeldDecision, int]":
    return HeldDecision.objects.held().values_list("case", flat=True)


WAITS = DOCUMENT_WAITS | ACCOUNT_WAITS
DOCUMENT_REFUSED = Q(state=DocumentState.REJECTED)
ACCOUNT_REFUSED = Q(application__state=ApplicationState.REJECTED)
MENDED = Q(application__forerunner__isnull=False)
DOCUMENT_MENDED = Q(forerunner__state=DocumentState.REJECTED)
RETURNED = MENDED | DOCUMENT_MENDED
ANSWERED = ~Q(state=DocumentState.PENDING) & ~Q(application__state=ApplicationState.SUBMITTED)


def _sent_before(moment: datetime, time: str) -> Q:
    """Sent before that moment, and nothing that waits of it was reopened since: until its first answer it did not wait for
    the second. Of a document only the record knows when it was reopened; that happens seldom."""
    account_again = ACCOUNT_WAITS & Q(application__reopened_at__isnull=False, application__reopened_at__gte=moment)
    reopened = AuditRecord.objects.filter(
        act=Act.DOCUMENT_REOPENED, at__gte=moment, object_type=CompanyDocument._meta.label_lower
    ).values_list(Cast("object_id", BigIntegerField()), flat=True)
    document_again = DOCUMENT_WAITS & Q(pk__in=reopened)
    return Q(**{f"{time}__lt": moment}) & ~account_again & ~document_again
