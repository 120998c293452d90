"""Dates back what an act has just written, to when it is said to have happened.

What is dated are the rows that people see. The audit record is not: it says, truly, when the demonstration was made.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Model, QuerySet
from django.utils import timezone

from port.accounts.models import EmailVerification, User
from port.bindings.models import Binding
from port.changes.models import ChangeRequest
from port.companies.models import Company, CompanyAccount, CompanyDocument
from port.content.models import Attachment, Entry, Opinion, Revision
from port.documents.models import StoredDocument
from port.letters.enums import LetterState
from port.letters.models import Letter
from port.options import options
from port.pledges.models import CalendarDay, Pledge
from port.registration.models import AccountApplication, MendingLink
from port.review.models import Claim, HeldDecision, InternalNote, SecondLook
from port.rights.models import RightsRequest
from port.taiwan.dates import roc_date, roc_year

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
    Binding: ("asked_at", "bound_at"),
    ChangeRequest: ("submitted_at", "decided_at"),
    RightsRequest: ("asked_at",),
    MendingLink: ("created_at", "used_at", "superseded_at"),
    HeldDecision: ("made_at", "due_at", "ended_at"),
    SecondLook: ("drawn_at", "looked_at"),
    InternalNote: ("at",),
    Claim: ("claimed_at", "until"),
    Pledge: ("set_at",),
    CalendarDay: ("set_at",),
    Entry: ("created_at", "published_at"),
    Revision: ("written_at", "published_at"),
    Attachment: ("added_at",),
    Opinion: ("sent_at",),
}

WITH_REFERENCE: Mapping[type[Model], str] = {
    AccountApplication: "submitted_at",
    ChangeRequest: "submitted_at",
    RightsRequest: "asked_at",
}


def date_back(*, since: datetime, to: datetime) -> None:
    """Every moment that was written since then lies at `to` from now on; whatever was dated before lies earlier."""
    letters = Letter.objects.filter(created_at__gte=since)
    for request in RightsRequest.objects.filter(asked_at__gte=since):
        _date_due_day(request, letters, to)
    for model, sent_at in WITH_REFERENCE.items():
        for sent in model._default_manager.filter(**{f"{sent_at}__gte": since}):
            _date_reference(sent, letters, to)
    for model, names in MOMENTS.items():
        for name in names:
            model._default_manager.filter(**{f"{name}__gte": since}).update(**{name: to})
    if since - to < LATELY:
        letters.update(created_at=to, due_at=to)
    else:
        letters.update(created_at=to, due_at=to, state=LetterState.SENT, sent_at=to + MINUTE, tries=1, link="")


def let_time_limits_run() -> None:
    """From when each was made; while people walk, their links live and their claims do not."""
    EmailVerification.objects.update(expires_at=F("created_at") + options().verification_lifetime)
    MendingLink.objects.update(expires_at=F("created_at") + options().mending_lifetime)
    Claim.objects.update(until=F("claimed_at") + options().claim_lease)


def _date_reference(sent: Any, letters: QuerySet[Letter], to: datetime) -> None:
    """A reference number begins with the day, and stands in the letters."""
    day, told = timezone.localdate(to), sent.reference
    sent.reference = f"{roc_year(day)}-{day:%m%d}-{told[-5:]}"
    sent.save(update_fields=["reference"])
    _say_instead(letters, told, sent.reference)


def _date_due_day(request: RightsRequest, letters: QuerySet[Letter], to: datetime) -> None:
    """The days to answer in begin on the day of the request."""
    told, request.due_on = request.due_on, timezone.localdate(to) + timedelta(days=options().rights_days)
    request.save(update_fields=["due_on"])
    _say_instead(letters, roc_date(told), roc_date(request.due_on))


def _say_instead(letters: QuerySet[Letter], told: str, meant: str) -> None:
    for letter in letters:
        letter.text, letter.html = letter.text.replace(told, meant), letter.html.replace(told, meant)
        letter.save(update_fields=["text", "html"])
