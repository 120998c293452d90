"""帳號註冊通知: received, approved with the link, not approved with the reasons, in the words of the manual."""

from typing import Any

from port.accounts.models import User
from port.letters.enums import LetterKind
from port.letters.links import register_url, verification_url
from port.letters.models import Letter
from port.letters.workflow import compose, post
from port.options import options
from port.registration.models import AccountApplication


def post_received(application: AccountApplication) -> Letter:
    context = _context(application) | {"working_days": options().review_working_days}
    return post(LetterKind.APPLICATION_RECEIVED, to=application.email, about=application, context=context)


def post_owners_told(application: AccountApplication) -> None:
    """The company's other accounts hear of a new application; the applicant never hears of them (decision 3)."""
    owners = User.objects.filter(
        is_active=True,
        company_account__company__number_kind=application.number_kind,
        company_account__company__number=application.number,
    ).exclude(email=application.email)
    for owner in owners.order_by("pk"):
        context = {"name": owner.name, "company_name": application.company_name, "reference": application.reference}
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
