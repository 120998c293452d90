"""帳號註冊通知: received, approved with the link, not approved with the reasons, in the words of the manual."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.utils import timezone

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.companies.models import Reason
from port.companies.reasons import paragraphs_told
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.links import mending_url, progress_url, verification_url
from port.letters.models import Letter
from port.letters.workflow import compose, post
from port.options import options
from port.pledges.target import target_in_words
from port.registration.chain import account_before, is_same_address
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication

A_DAY = timedelta(hours=24)


def may_be_written_to(email_canonical: str, *, mends: AccountApplication | None = None) -> bool:
    """Whether one more application may name this address: each brings a letter to somebody who may know nothing of it.

    Whoever `mends` an application got the link at its address, so that applications of strangers count for nothing there.
    """
    if mends and is_same_address(mends.email_canonical, email_canonical):
        return True
    lately = AccountApplication.objects.filter(submitted_at__gt=timezone.now() - A_DAY)
    # Without case, since most mailboxes ignore it and the canonical form keeps that of the part before the @.
    return lately.filter(email_canonical__iexact=email_canonical).count() < options().applications_a_day_per_email


def post_received(application: AccountApplication) -> Letter:
    with _for_its_reader(application):
        context = _context(application) | {"working_days": target_in_words()}
        return _post(LetterKind.APPLICATION_RECEIVED, application, context)


def post_owners_told(application: AccountApplication) -> None:
    """The company's other accounts hear of a new application; the applicant never hears of them (decision 3). There are
    none where no company is named (共用帳號).

    Each hears of it once a day at most, and in no words of the applicant's, so that nobody can be flooded or lured.
    An account that is under review again, or was refused then, is told nothing of its company.
    """
    if application.kind == AccountKind.SHARED:
        return
    owners = User.objects.filter(
        is_active=True,
        company_account__company__number_kind=application.number_kind,
        company_account__company__number=application.number,
    ).exclude(email=application.email)
    owners = owners.exclude(application__state__in=[ApplicationState.SUBMITTED, ApplicationState.REJECTED])
    today = Letter.objects.filter(kind=LetterKind.OWNER_TOLD, created_at__gt=timezone.now() - A_DAY)
    owners = owners.exclude(email__in=today.values("to_address"))
    for owner in owners.select_related("company_account__company").order_by("pk"):
        company = owner.company_account.company
        context = {"name": owner.name, "company_name": company.name, "reference": application.reference}
        with written_in(owner.language):
            post(LetterKind.OWNER_TOLD, to=owner.email, about=application, context=context)


def post_former_address_told(application: AccountApplication) -> None:
    """Who was written to so far hears that what mends the application goes on from another address, which is not named."""
    former = application.forerunner
    if former is None or is_same_address(former.email_canonical, application.email_canonical):
        return
    context = _context(former) | {"has_moved": True, "had_account": account_before(former) is not None}
    with _for_its_reader(former):
        post(LetterKind.OWNER_TOLD, to=former.email, about=application, context=context)


def post_approved(application: AccountApplication, *, token: str) -> Letter:
    with _for_its_reader(application):
        context, link = _approved(application, application.answer), verification_url(token)
        return _post(LetterKind.APPLICATION_APPROVED, application, context, link=link)


def post_rejected(application: AccountApplication, *, token: str) -> Letter:
    return _post_refusal(LetterKind.APPLICATION_REJECTED, application, token=token)


def post_mending_link(application: AccountApplication, *, token: str) -> Letter:
    return _post_refusal(LetterKind.MENDING_LINK, application, token=token)


def post_progress_code(application: AccountApplication, *, code: str) -> Letter:
    """The code stands in the place of the secret link, so that the outbox forgets it as well."""
    minutes = int(options().progress_code_lifetime.total_seconds() // 60)
    with _for_its_reader(application):
        context = _context(application) | {"minutes": minutes}
        return _post(LetterKind.PROGRESS_CODE, application, context, link=code)


def post_verification(application: AccountApplication, *, token: str) -> Letter:
    with _for_its_reader(application):
        context, link = _approved(application, ""), verification_url(token)
        return _post(LetterKind.VERIFICATION, application, context, link=link)


def post_reminder(application: AccountApplication) -> Letter:
    days = (options().lapse_after - options().remind_after).days
    with _for_its_reader(application):
        return _post(LetterKind.VERIFICATION_REMINDER, application, _context(application) | {"days": days})


def post_lapsed(application: AccountApplication) -> Letter:
    with _for_its_reader(application):
        return _post(LetterKind.APPLICATION_LAPSED, application, _context(application))


def post_reopened(application: AccountApplication, *, reason: str) -> Letter:
    with _for_its_reader(application):
        return _post(LetterKind.APPLICATION_REOPENED, application, _reopened(application, reason))


def preview(application: AccountApplication, *, approved: bool, answer: str, reasons: Iterable[Reason]) -> Letter:
    """The very letter that would leave, not yet in the outbox; `reasons` are those that the answer tells."""
    kind = LetterKind.APPLICATION_APPROVED if approved else LetterKind.APPLICATION_REJECTED
    with _for_its_reader(application):
        context = _approved(application, answer) if approved else _rejected(application, answer, reasons)
        return compose(kind, to=application.email, about=application, context=context)


def preview_reopened(application: AccountApplication, *, reason: str) -> Letter:
    """The very letter that reopening would send, not yet in the outbox."""
    kind = LetterKind.APPLICATION_REOPENED
    with _for_its_reader(application):
        return compose(kind, to=application.email, about=application, context=_reopened(application, reason))


def _for_its_reader(application: AccountApplication) -> AbstractContextManager[None]:
    """The language in which it was applied for, until there is an account that says otherwise."""
    return written_in(application.user.language if application.user else application.language)


def _post(kind: LetterKind, application: AccountApplication, context: dict[str, Any], *, link: str = "") -> Letter:
    return post(kind, to=application.email, about=application, context=context, link=link)


def _post_refusal(kind: LetterKind, application: AccountApplication, *, token: str) -> Letter:
    with _for_its_reader(application):
        context = _rejected(application, application.answer, application.reasons.all())
        return _post(kind, application, context, link=mending_url(token))


def _context(application: AccountApplication) -> dict[str, Any]:
    """`shared`: there is no company, so nothing is said of its document."""
    return {
        "name": application.name,
        "username": application.username,
        "reference": application.reference,
        "shared": application.kind == AccountKind.SHARED,
    }


def _approved(application: AccountApplication, note: str) -> dict[str, Any]:
    hours = int(options().verification_lifetime.total_seconds() // 3600)
    return _context(application) | {"note": note, "hours": hours}


def _rejected(application: AccountApplication, answer: str, reasons: Iterable[Reason]) -> dict[str, Any]:
    return _context(application) | {
        "reasons": paragraphs_told(answer, reasons),
        "days": options().mending_lifetime.days,
        "progress_url": progress_url(),
    }


def _reopened(application: AccountApplication, reason: str) -> dict[str, Any]:
    return _context(application) | {
        "reason": reason.splitlines(),
        "had_account": application.user_id is not None,
        "working_days": target_in_words(),
    }
