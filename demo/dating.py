"""Dates back what an act has just written, to when it is said to have happened.

What is dated are the rows that people see. The audit record is not: it says, truly, when the demonstration was made.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F, Model
from django.utils import timezone

from port.accounts.models import EmailVerification, User
from port.companies.models import Company, CompanyAccount, CompanyDocument
from port.documents.models import StoredDocument
from port.letters.enums import LetterState
from port.letters.models import Letter
from port.options import options
from port.pledges.models import CalendarDay, Pledge
from port.registration.models import AccountApplication, MendingLink
from port.review.models import Claim, HeldDecision, InternalNote, SecondLook
from port.taiwan.dates import roc_year

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LATELY = 2 * HOUR
"""Letters of this age are left in the outbox, and the worker brings them to the mailbox; older ones count as sent."""

MOMENTS: Mapping[type[Model], tuple[str, ...]] = {
    AccountApplication: ("submitted_at", "decided_at", "verified_at", "reminded_at", "reopened_at"),
    CompanyDocument: ("submitted_at", "decided_at"),
    StoredDocument: ("kept_at",),
    User: ("created_at", "email_verified_at"),
    Company: ("created_at",),
    CompanyAccount: ("created_at",),
    EmailVerification: ("created_at", "used_at", "superseded_at"),
    MendingLink: ("created_at", "used_at", "superseded_at"),
    HeldDecision: ("made_at", "due_at", "ended_at"),
    SecondLook: ("drawn_at", "looked_at"),
    InternalNote: ("at",),
    Claim: ("claimed_at", "until"),
    Pledge: ("set_at",),
    CalendarDay: ("set_at",),
}


def date_back(*, since: datetime, to: datetime) -> None:
    """Every moment that was written since then lies at `to` from now on; whatever was dated before lies earlier."""
    _date_references(since, to)
    for model, names in MOMENTS.items():
        for name in names:
            model._default_manager.filter(**{f"{name}__gte": since}).update(**{name: to})
    letters = Letter.objects.filter(created_at__gte=since)
    if since - to < LATELY:
        letters.update(created_at=to, due_at=to)
    else:
        letters.update(created_at=to, due_at=to, state=LetterState.SENT, sent_at=to + MINUTE, tries=1, link="")


def let_time_limits_run() -> None:
    """From when each was made; while people walk, their links live and their claims do not."""
    EmailVerification.objects.update(expires_at=F("created_at") + options().verification_lifetime)
    MendingLink.objects.update(expires_at=F("created_at") + options().mending_lifetime)
    Claim.objects.update(until=F("claimed_at") + options().claim_lease)


def _date_references(since: datetime, to: datetime) -> None:
    """A reference number begins with the day, and stands in the letters."""
    day = timezone.localdate(to)
    for application in AccountApplication.objects.filter(submitted_at__gte=since):
        told = application.reference
        application.reference = f"{roc_year(day)}-{day:%m%d}-{told[-5:]}"
        application.save(update_fields=["reference"])
        for letter in Letter.objects.filter(created_at__gte=since):
            letter.text = letter.text.replace(told, application.reference)
            letter.html = letter.html.replace(told, application.reference)
            letter.save(update_fields=["text", "html"])
