"""帳號註冊通知: received, approved with the link, not approved with the reasons, in the words of the manual."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from port.accounts.models import User
from port.letters.enums import LetterKind
from port.letters.links import register_url, verification_url
from port.letters.models import Letter
from port.letters.workflow import compose, post
from port.options import options
from port.registration.models import AccountApplication

A_DAY = timedelta(hours=24)


def may_be_written_to(email_canonical: str) -> bool:
    """Whether one more application may name this address: each brings a letter to somebody who may know nothing of it."""
    lately = AccountApplication.objects.filter(submitted_at__gt=timezone.now() - A_DAY)
    # Without case, since most mailboxes ignore it and the canonical form keeps that of the part before the @.
    return lately.filter(email_canonical__iexact=email_canonical).count() < options().applications_a_day_per_email


def post_received(application: AccountApplication) -> Letter:
    context = _context(application) | {"working_days": options().review_working_days}
    return post(LetterKind.APPLICATION_RECEIVED, to=application.email, about=application, context=context)


def post_owners_told(application: AccountApplication) -> None:
    """The company's other accounts hear of a new application; the applicant never hears of them (decision 3).

    Each hears of it once a day at most, and in no words of the applicant's, so that nobody can be flooded or lured.
    """
    owners = User.objects.filter(
        is_active=True,
        company_account__company__number_kind=application.number_kind,
        company_account__company__number=application.number,
    ).exclude(email=application.email)
    today = Letter.objects.filter(kind=LetterKind.OWNER_TOLD, created_at__gt=timezone.now() - A_DAY)
    owners = owners.exclude(email__in=today.values("to_address"))
    for owner in owners.select_related("company_account__company").order_by("pk"):
        company = owner.company_account.company
        context = {"name": owner.name, "company_name": company.name, "reference": application.reference}
        post(LetterKind.OWNER_TOLD, to=owner.email, about=application, context=context)


def post_approved(application: AccountApplication, *, token: str) -> Letter:
    return post(
        LetterKind.APPLICATION_APPROVED,
        to=application.email,
        about=application,
        context=_approved(application, application.answer),
        link=verification_url(token),
    )


def post_rejected(application: AccountApplication) -> Letter:
    return post(
        LetterKind.APPLICATION_REJECTED,
        to=application.email,
        about=application,
        context=_rejected(application, application.answer),
    )


def post_verification(application: AccountApplication, *, token: str) -> Letter:
    return post(
        LetterKind.VERIFICATION,
        to=application.email,
        about=application,
        context=_approved(application, ""),
        link=verification_url(token),
    )


def post_reminder(application: AccountApplication) -> Letter:
    days = (options().lapse_after - options().remind_after).days
    context = _context(application) | {"days": days}
    return post(LetterKind.VERIFICATION_REMINDER, to=application.email, about=application, context=context)


def post_lapsed(application: AccountApplication) -> Letter:
    return post(LetterKind.APPLICATION_LAPSED, to=application.email, about=application, context=_context(application))


def preview(application: AccountApplication, *, approved: bool, answer: str) -> Letter:
    """The very letter that would leave, not yet in the outbox."""
    kind = LetterKind.APPLICATION_APPROVED if approved else LetterKind.APPLICATION_REJECTED
    context = _approved(application, answer) if approved else _rejected(application, answer)
    return compose(kind, to=application.email, about=application, context=context)


def _context(application: AccountApplication) -> dict[str, Any]:
    return {"name": application.name, "username": application.username, "reference": application.reference}


def _approved(application: AccountApplication, note: str) -> dict[str, Any]:
    hours = int(options().verification_lifetime.total_seconds() // 3600)
    return _context(application) | {"note": note, "hours": hours}


def _rejected(application: AccountApplication, answer: str) -> dict[str, Any]:
    return _context(application) | {"reasons": answer.splitlines(), "register_url": register_url()}
