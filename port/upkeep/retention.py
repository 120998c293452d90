"""How long each table keeps what it holds: one row here for every table of the house, or the reason why it stays (P-13).

個人資料保護法 §11 asks for deletion once the purpose is over, 附表十 for logs of six months at least (A-15). Where no law
names a number, the periods are ours; an agency that must keep longer changes them here and nowhere else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from port.changes.enums import ChangeState
from port.companies.enums import DocumentState
from port.letters.enums import LetterState
from port.registration.enums import ApplicationState
from port.rights.enums import RightState
from port.upkeep.removals import (
    blank_comment,
    blank_person,
    remove_application,
    remove_document,
    remove_row,
    remove_with_file,
)

HALF_A_YEAR = timedelta(days=183)
A_YEAR = timedelta(days=365)
TWO_YEARS = 2 * A_YEAR
FIVE_YEARS = timedelta(days=5 * 365 + 2)
TEN_YEARS = 2 * FIVE_YEARS


@dataclass(frozen=True, kw_only=True)
class Period:
    """Rows of `model` go when `since` lies further back than `keep`, if they are among `which`; `remove` does it."""

    model: str
    keep: timedelta
    since: str
    which: Q = field(default_factory=Q)
    remove: Callable[[Any], None] = remove_row

    def rows(self) -> "QuerySet[Model]":
        table: type[Model] = apps.get_model(self.model)
        return table._default_manager.filter(self.which)


PERIODS: tuple[Period, ...] = (
    Period(
        model="letters.Letter",
        keep=A_YEAR,
        since="created_at",
        which=Q(state__in=[LetterState.SENT, LetterState.FAILED], followers__isnull=True),
    ),
    Period(model="accounts.EmailVerification", keep=HALF_A_YEAR, since="expires_at"),
    Period(model="accounts.PasswordLink", keep=HALF_A_YEAR, since="expires_at"),
    Period(model="accounts.EmailChange", keep=HALF_A_YEAR, since="expires_at"),
    Period(model="accounts.NotMeLink", keep=HALF_A_YEAR, since="expires_at"),
    Period(model="accounts.RecoveryCode", keep=HALF_A_YEAR, since="used_at"),
    Period(model="accounts.SignIn", keep=A_YEAR, since="ends_at"),
    Period(
        model="accounts.User",
        keep=FIVE_YEARS,
        since="ended_at",
        which=Q(is_active=False) & ~Q(name=""),
        remove=blank_person,
    ),
    Period(model="accounts.StaffReview", keep=FIVE_YEARS, since="at"),
    Period(
        model="registration.AccountApplication",
        keep=TWO_YEARS,
        since="decided_at",
        which=Q(state=ApplicationState.REJECTED, user__isnull=True, successor__isnull=True),
        remove=remove_application,
    ),
    Period(
        model="companies.CompanyDocument",
        keep=FIVE_YEARS,
        since="submitted_at",
        which=Q(
            state__in=[DocumentState.REJECTED, DocumentState.CLOSED], application__isnull=True, successors__isnull=True
        ),
        remove=remove_document,
    ),
    Period(
        model="companies.CompanyDocument",
        keep=TEN_YEARS,  # when it was replaced is not known by the row, so that half of it is for the time in force
        since="submitted_at",
        which=Q(state=DocumentState.REPLACED, application__isnull=True, successors__isnull=True),
        remove=remove_document,
    ),
    Period(
        model="changes.ChangeRequest",
        keep=FIVE_YEARS,
        since="submitted_at",
        which=~Q(state=ChangeState.SUBMITTED),
        remove=remove_with_file,
    ),
    Period(model="bindings.Binding", keep=FIVE_YEARS, since="ended_at"),
    Period(
        model="content.HelpfulAnswer",
        keep=A_YEAR,
        since="answered_on",
        which=~Q(comment=""),
        remove=blank_comment,  # the yes or no stays: it counts, and names nobody
    ),
    Period(model="content.Opinion", keep=A_YEAR, since="sent_at"),
    Period(model="rights.RightsRequest", keep=FIVE_YEARS, since="asked_at", which=~Q(state=RightState.OPEN)),
)

BY_ANOTHER_JOB: Mapping[str, str] = {
    "accounts.SignInCount": "port.accounts.holds.forget_old_tries",
    "accounts.VisitorCount": "port.accounts.limits.forget_counts",
    "registration.MendingLink": "port.registration.mending_links.forget_dead_links",
    "registration.ProgressCode": "port.registration.progress.forget_codes",
    "documents.StoredDocument": "port.documents.workflow.sweep",
}
"""What is gone within days, without a tombstone; a document that was kept goes with the case that it belongs to."""

WITH_ANOTHER: Mapping[str, str] = {
    "documents.OriginalDigest": "documents.StoredDocument",
    "documents.DocumentReading": "documents.StoredDocument",
    "review.Claim": "companies.CompanyDocument",
    "review.InternalNote": "companies.CompanyDocument",
    "review.HeldDecision": "companies.CompanyDocument",
    "review.SecondLook": "companies.CompanyDocument",
    "companies.CompanyAccount": "accounts.User",
    "accounts.FormerPassword": "accounts.User",
    "accounts.Factor": "accounts.User",
    "content.SearchTerm": "content.Entry",
}
"""What has no life of its own goes with the row that it belongs to."""

STAYS: Mapping[str, str] = {
    "audit.AuditRecord": "The record proves all the rest and names nobody; it is never removed (A-15, A-26).",
    "consents.Acknowledgement": "The port bears the burden of proof (個資法 §7), for as long as somebody may ask.",
    "consents.NoticeText": "What people acknowledged must be readable (P-21).",
    "companies.Company": "Public facts of the commercial register, and the anchor of all later passes.",
    "companies.NameTerm": "Parts of companies' names, by which the desk finds cases; no person in them.",
    "companies.Reason": "Words of the desk; no person in them.",
    "pledges.Pledge": "A setting; no person in it.",
    "pledges.CalendarDay": "A setting; no person in it.",
    "pledges.UsualWaiting": "A figure; no person in it.",
    "content.Entry": "Published for everybody.",
    "content.Revision": "What the portal told when; versions of the rules must be readable.",
    "content.Attachment": "Published for everybody; old revisions still offer it.",
}
