"""Applications for shared accounts at the desk (共用帳號). They have no document, so none of them is a case of the queue:
nobody claims them, no second look is drawn, and a decision happens at once by the acts of the registration.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.duties import need_reviewer
from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.companies.enums import ACCOUNT_FIELDS
from port.companies.models import Reason
from port.database import lock_until_commit
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject
from port.review.cases import SAME_VIEW
from port.review.enums import Verdict
from port.review.queue import before, behind, key_behind, key_of

PAGE_ROWS = 50


class SharedFilter(TextChoices):
    WAITING = "waiting", _("待審")
    DECIDED = "decided", _("已決定")


@dataclass(frozen=True)
class SharedPage:
    """One page of the list; `after` is the key that the next page begins behind, None at the end."""

    applications: list[AccountApplication]
    after: str | None


def shared_applications() -> "QuerySet[AccountApplication]":
    rows = AccountApplication.objects.filter(kind=AccountKind.SHARED)
    return rows.select_related("decided_by", "user", "forerunner").order_by("submitted_at", "pk")


def waiting_shared() -> "QuerySet[AccountApplication]":
    """Those that wait, waiting longest first."""
    return shared_applications().filter(state=ApplicationState.SUBMITTED)


def shared_page(chosen: SharedFilter, *, after: str = "") -> SharedPage:
    """What waits, longest first; what is decided, newest first. A key that is none is ignored."""
    waits, key = Q(state=ApplicationState.SUBMITTED), key_of(after)
    if chosen == SharedFilter.WAITING:
        rows = shared_applications().filter(waits, behind(*key) if key else Q())
    else:
        rows = shared_applications().exclude(waits).filter(before(*key) if key else Q())
        rows = rows.order_by("-submitted_at", "-pk")
    found = list(rows[: PAGE_ROWS + 1])
    shown = found[:PAGE_ROWS]
    return SharedPage(shown, key_behind(shown[-1]) if len(found) > PAGE_ROWS else None)


def next_shared(application: AccountApplication) -> AccountApplication | None:
    """The one that waits behind this one, or the first of all when it was the last."""
    rest = shared_applications().filter(state=ApplicationState.SUBMITTED).exclude(pk=application.pk)
    return rest.filter(behind(application.submitted_at, application.pk)).first() or rest.first()


def reasons_for_shared() -> "QuerySet[Reason]":
    """Those of the library that ask for something which a shared account has, or that leave it to the note."""
    fit = [
        reason.pk
        for reason in Reason.objects.for_account()
        if not reason.unlocks or set(ACCOUNT_FIELDS).intersection(reason.unlocks)
    ]
    return Reason.objects.filter(pk__in=fit)


@transaction.atomic
def answer_shared(
    application: AccountApplication, *, verdict: Verdict, by: User, reasons: Sequence[Reason] = (), note: str = ""
) -> AccountApplication:
    """審核 of a shared account: it happens at once, and its letter leaves.

    Raises `MoveRefused` when it waits no longer, `NotTheirDuty`, `ValidationError` when a refusal says no reason, and
    `ValueError` for the application of a company, which is a case and is decided as one (`decisions.py`).
    """
    need_reviewer(by)
    if application.kind != AccountKind.SHARED:
        raise ValueError("the application of a company is decided as a case")
    if verdict == Verdict.APPROVE:
        return approve(application, by=by, note=note)
    return reject(application, by=by, reasons=reasons, note=note)


def note_view_of(application: AccountApplication, *, by: User) -> None:
    """Looking shows personal data, so it is recorded (A-16), once per reviewer and `SAME_VIEW`, and anew once it was
    decided or reopened."""
    if _was_viewed(application, by):
        return
    with transaction.atomic():
        lock_until_commit(f"view of application {application.pk} by {by.pk}")
        if not _was_viewed(application, by):
            record(Act.APPLICATION_VIEWED, about=application, by=by)


def _was_viewed(application: AccountApplication, by: User) -> bool:
    turns = (timezone.now() - SAME_VIEW, application.decided_at, application.reopened_at)
    views = AuditRecord.objects.about(application).filter(act=Act.APPLICATION_VIEWED, actor_id=by.pk)
    return views.filter(at__gt=max(filter(None, turns))).exists()
