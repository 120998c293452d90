"""What a reviewer works through: each handed-in document is a case, with the account application that it came with, if any.

A case waits while its document waits, or while its application does.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.files import File
from django.db import transaction
from django.db.models import IntegerField, Q, QuerySet, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.companies.enums import DocumentState
from port.companies.models import CompanyAccount, CompanyDocument
from port.database import lock_until_commit
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.taiwan.text import fold_width, strip_separators

ACCOUNT_WAITS = Q(application__state=ApplicationState.SUBMITTED)
DOCUMENT_WAITS = Q(state=DocumentState.PENDING)
REFUSED = Q(application__state=ApplicationState.REJECTED) | Q(state=DocumentState.REJECTED)

PAGE_ROWS = 50
MOST_COUNTED = 1000
SAME_VIEW = timedelta(hours=1)
"""Looking again within this time is one look, and one record."""


class CaseFilter(TextChoices):
    WAITING = "waiting", _("待審")
    ACCOUNT = "account", _("帳號待審")
    DOCUMENT = "document", _("文件待審")
    REFUSED = "refused", _("未通過")
    DECIDED = "decided", _("已決定")
    ALL = "all", _("全部")

    @property
    def is_work(self) -> bool:
        """Work is shown waiting longest first; what lies behind is shown newest first."""
        return self in {CaseFilter.WAITING, CaseFilter.ACCOUNT, CaseFilter.DOCUMENT}


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `after` is the key that the next page begins behind, None at the end."""

    cases: list[CompanyDocument]
    after: str | None


class _CappedCount(Subquery):
    """How many rows the sliced query has; it stops at the slice, while `count(*)` would read the whole table."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()


def cases() -> "QuerySet[CompanyDocument]":
    return CompanyDocument.objects.select_related(
        "application__decided_by", "application__user", "company", "decided_by", "submitted_by", "file"
    ).order_by("submitted_at", "pk")


def waiting_cases() -> "QuerySet[CompanyDocument]":
    return cases().filter(pk__in=_waiting_keys())


def filtered_cases(chosen: CaseFilter) -> "QuerySet[CompanyDocument]":
    match chosen:
        case CaseFilter.WAITING:
            return waiting_cases()
        case CaseFilter.ACCOUNT:
            return cases().filter(ACCOUNT_WAITS)
        case CaseFilter.DOCUMENT:
            return cases().filter(DOCUMENT_WAITS)
        case CaseFilter.REFUSED:
            return cases().filter(REFUSED)
        case CaseFilter.DECIDED:
            return cases().exclude(pk__in=_waiting_keys())
        case CaseFilter.ALL:
            return cases()


def count_cases() -> dict[CaseFilter, int]:
    """How many cases each filter has, in one statement; `MOST_COUNTED` + 1 stands for more."""
    counts = {
        chosen.value: _CappedCount(filtered_cases(chosen).order_by().values("pk")[: MOST_COUNTED + 1])
        for chosen in CaseFilter
    }
    any_row = CompanyDocument.objects.order_by().values(**counts).first() or dict.fromkeys(counts, 0)
    return {chosen: any_row[chosen.value] for chosen in CaseFilter}


def _waiting_keys() -> "QuerySet[CompanyDocument, int]":
    """Two lists, each with an index of its own; one condition with an OR over two tables would read them whole."""
    documents = CompanyDocument.objects.filter(DOCUMENT_WAITS).order_by().values_list("pk", flat=True)
    accounts = AccountApplication.objects.filter(state=ApplicationState.SUBMITTED).order_by()
    return documents.union(accounts.values_list("document_id", flat=True))


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
    if key := _key(after):
        rows = rows.filter(_before(*key) if newest_first else _behind(*key))
    found = list(rows[: PAGE_ROWS + 1])
    shown = found[:PAGE_ROWS]
    more = len(found) > PAGE_ROWS
    return QueuePage(cases=shown, after=f"{shown[-1].submitted_at.isoformat()}_{shown[-1].pk}" if more else None)


def _key(after: str) -> tuple[datetime, int] | None:
    at, _separator, pk = after.partition("_")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        return (moment.astimezone(UTC), int(pk)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _behind(at: datetime, pk: int) -> Q:
    return Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk)


def _before(at: datetime, pk: int) -> Q:
    return Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk)


def application_of(case: CompanyDocument) -> AccountApplication | None:
    """The account application that the document came with; None for one that was handed in later."""
    return getattr(case, "application", None)


def next_waiting(case: CompanyDocument) -> CompanyDocument | None:
    """The waiting case behind this one, or the first of all when it was the last."""
    rest = waiting_cases().exclude(pk=case.pk)
    return rest.filter(_behind(case.submitted_at, case.pk)).first() or rest.first()


def previous_waiting(case: CompanyDocument) -> CompanyDocument | None:
    """The waiting case before this one; None when it is the first."""
    return waiting_cases().filter(_before(case.submitted_at, case.pk)).last()


def others_with_number(case: CompanyDocument) -> list[AccountApplication]:
    """Other applications under the same number, and so its other accounts; the newest first, at most ten.

    For a document that was handed in later, those that led to its company are no others, but its own past.
    """
    application = application_of(case)
    known = application or case.company
    if known is None:
        return []
    same = AccountApplication.objects.filter(number_kind=known.number_kind, number=known.number).exclude(document=case)
    if application is None:
        same = same.filter(company=None)
    return list(same.order_by("-submitted_at")[:10])


def first_application(case: CompanyDocument) -> AccountApplication | None:
    """The application by which the company of a document that was handed in later came into being."""
    if case.company is None or application_of(case):
        return None
    return case.company.applications.order_by("decided_at", "pk").first()


def earlier_documents(case: CompanyDocument) -> list[CompanyDocument]:
    """What the company had handed in before a document that came later; the newest first, at most ten."""
    if case.company is None or application_of(case):
        return []
    earlier = cases().filter(_before(case.submitted_at, case.pk), company=case.company)
    return list(earlier.reverse()[:10])


def newest_document(case: CompanyDocument) -> CompanyDocument | None:
    """What the company handed in last, when that was after this document."""
    if case.company is None:
        return None
    return cases().filter(_behind(case.submitted_at, case.pk), company=case.company).last()


def others_with_email(application: AccountApplication) -> list[AccountApplication]:
    """Other applications with the same e-mail address, whatever the company; the newest first, at most ten."""
    same = AccountApplication.objects.filter(email_canonical=application.email_canonical)
    return list(same.exclude(pk=application.pk).order_by("-submitted_at")[:10])


def note_view(case: CompanyDocument, *, by: User) -> None:
    """Looking at a case shows personal data, so it is recorded (A-16), once per reviewer and `SAME_VIEW`."""
    if _was_viewed(case, by):
        return
    with transaction.atomic():
        lock_until_commit(f"view of case {case.pk} by {by.pk}")
        if not _was_viewed(case, by):
            about = application_of(case) or case
            record(Act.APPLICATION_VIEWED, about=about, by=by, acting_company_id=case.company_id)


def _was_viewed(case: CompanyDocument, by: User) -> bool:
    views = AuditRecord.objects.about(application_of(case) or case).filter(act=Act.APPLICATION_VIEWED, actor_id=by.pk)
    return views.filter(at__gt=timezone.now() - SAME_VIEW).exists()


def open_original(case: CompanyDocument, number: int, *, by: User) -> "File[bytes]":
    """A file as it was received, counted from 1; that it left is recorded. Raises `FileNotFoundError`."""
    file = case.file.open_original(number)
    with transaction.atomic():
        facts = {"original": number}
        record(Act.DOCUMENT_DOWNLOADED, about=case, by=by, acting_company_id=case.company_id, facts=facts)
    return file
