"""Each kind of letter, brought about by the act that sends it, from somebody who typed the worst that fits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from port.accounts.models import EmailVerification
from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document, reject_document
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.mending import send_link_again
from port.registration.models import AccountApplication, MendingLink
from port.registration.progress import send_code
from port.registration.proof import lapse, remind, send_verification_again
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject, submit
from tests.factories import (
    a_company,
    a_company_account,
    a_reviewer,
    a_submission,
    a_user,
    an_application,
    an_approved_application,
)

SCRIPT = "<script>alert('&')</script>"
NAME = f"{SCRIPT}{'王' * (50 - len(SCRIPT))}"
COMPANY = f"{SCRIPT}{'港' * (100 - len(SCRIPT))}"
NOTE = f"{SCRIPT} “請看” [[ {{{{ name }}}} ]] {'長' * 2000}"

Kinds = dict[LetterKind, Callable[[], object]]


def hostile(**more: Any) -> dict[str, Any]:
    return {"name": NAME, "company_name": COMPANY, "username": "a" * 30, "representative": COMPANY} | more


def _application() -> AccountApplication:
    return an_application(**hostile())


def _tell_the_owner() -> None:
    company = a_company()
    a_company_account(company=company, user=a_user(name=NAME))
    submit(**a_submission(**hostile(number=company.number)))


def _send_again() -> None:
    application = an_approved_application(**hostile())
    EmailVerification.objects.update(created_at=application.submitted_at - timedelta(hours=1))
    send_verification_again(application.user)


def _ask_for_another_mending_link() -> None:
    application = reject(_application(), by=a_reviewer(), reasons=[], note=NOTE)
    MendingLink.objects.update(created_at=application.submitted_at - timedelta(hours=1))
    send_link_again(application)


def _ask_for_progress() -> None:
    application = _application()
    send_code(reference=application.reference, email_canonical=application.email_canonical)


BROUGHT_ABOUT: Kinds = {
    LetterKind.APPLICATION_RECEIVED: lambda: submit(**a_submission(**hostile())),
    LetterKind.APPLICATION_APPROVED: lambda: approve(_application(), by=a_reviewer(), note=NOTE),
    LetterKind.APPLICATION_REJECTED: lambda: reject(_application(), by=a_reviewer(), reasons=[], note=NOTE),
    LetterKind.OWNER_TOLD: _tell_the_owner,
    LetterKind.DOCUMENT_APPROVED: lambda: approve_document(_application().document, by=a_reviewer(), note=NOTE),
    LetterKind.DOCUMENT_REJECTED: lambda: reject_document(
        _application().document, by=a_reviewer(), reasons=[], note=NOTE
    ),
    LetterKind.MENDING_LINK: _ask_for_another_mending_link,
    LetterKind.PROGRESS_CODE: _ask_for_progress,
    LetterKind.VERIFICATION: _send_again,
    LetterKind.VERIFICATION_REMINDER: lambda: remind(an_approved_application(**hostile())),
    LetterKind.APPLICATION_LAPSED: lambda: lapse(an_approved_application(**hostile())),
    LetterKind.APPLICATION_REOPENED: lambda: reopen(an_approved_application(**hostile()), by=a_reviewer(), reason=NOTE),
    LetterKind.DOCUMENT_REOPENED: lambda: reopen_document(
        approve_document(_application().document, by=a_reviewer()), by=a_reviewer(), reason=NOTE
    ),
}
CARRIES_NOTE = {
    LetterKind.APPLICATION_APPROVED,
    LetterKind.APPLICATION_REJECTED,
    LetterKind.MENDING_LINK,
    LetterKind.DOCUMENT_APPROVED,
    LetterKind.DOCUMENT_REJECTED,
    LetterKind.APPLICATION_REOPENED,
    LetterKind.DOCUMENT_REOPENED,
}
CARRIES_SECRET = {
    LetterKind.APPLICATION_APPROVED: "/verify/",
    LetterKind.VERIFICATION: "/verify/",
    LetterKind.APPLICATION_REJECTED: "/mend/",
    LetterKind.MENDING_LINK: "/mend/",
}
"""Where its secret link leads."""


def a_letter_of(kind: LetterKind) -> Letter:
    BROUGHT_ABOUT[kind]()
    return Letter.objects.get(kind=kind)
