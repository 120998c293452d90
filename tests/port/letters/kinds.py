"""Each kind of letter, brought about by the act that sends it, from somebody who typed the worst that fits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from port.accounts.alarms import find
from port.accounts.enums import StaffEnding, StaffRole
from port.accounts.models import EmailVerification, User
from port.accounts.passwords_kept import change_password
from port.accounts.person import ask_email_change, confirm_email_change
from port.accounts.securing import secure
from port.accounts.staff import NewStaff, invite
from port.accounts.staff import end as end_staff
from port.accounts.staff_idle import end_idle_staff
from port.accounts.totp import try_totp
from port.bindings.models import Binding
from port.bindings.workflow import agree, decline, end
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.changes.workflow import approve as approve_change
from port.changes.workflow import reject as reject_change
from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document, reject_document
from port.content.opinions import send_opinion
from port.language import language_now
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.registration.mending import send_link_again
from port.registration.models import AccountApplication, MendingLink
from port.registration.progress import send_code
from port.registration.proof import lapse, remind, send_verification_again
from port.registration.recovery import send_names, send_password_link
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject, submit
from port.rights.models import RightsRequest
from port.rights.workflow import answer, extend
from port.taiwan.email import clean_email
from tests.factories import (
    a_company,
    a_company_account,
    a_head,
    a_holder,
    a_request,
    a_reviewer,
    a_rights_request,
    a_staff_member,
    a_submission,
    a_user,
    an_application,
    an_approved_application,
)
from tests.factories.changes import a_change
from tests.factories.factors import a_passkey, an_alarm

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


def _a_person() -> User:
    return a_user(name=NAME, username="a" * 30)


def _ask_for_names() -> None:
    account = a_company_account(user=_a_person())
    company = account.company
    send_names(number_kind=company.number_kind, number=company.number, address=clean_email(account.user.email))


def _ask_for_a_password() -> None:
    person = _a_person()
    send_password_link(username=person.username, address=clean_email(person.email))


def _change_the_password() -> None:
    person = _a_person()
    change_password(person, password="傍晚的燈塔照著兩艘慢慢回港的漁船", by=person, keep=None)


def _move(*, confirmed: bool) -> None:
    person = _a_person()
    change = ask_email_change(person, address=clean_email("new@example.com"), by=person)
    if confirmed:
        confirm_email_change(change, by=person)


def _hold_at_the_factor() -> None:
    person, at = _a_person(), timezone.now()
    for _failure in range(options().factor_tries):
        try_totp(person, "000000", at=at)


def _a_request() -> Binding:
    """Each side typed the worst, and so did the company."""
    general = a_company_account(user=a_user(name=NAME, username="a" * 30), company=a_company(name=COMPANY))
    return a_request(shared=a_holder(name=NAME, username="b" * 30), general=general.user)[0]


def _end_a_binding() -> None:
    binding = agree(_a_request())
    end(binding, by=binding.shared)


def _a_member() -> User:
    return a_staff_member(StaffRole.REVIEWER, name=NAME, username="c" * 30)


def _manager() -> User:
    return a_staff_member(StaffRole.SYSTEM)


def _invite() -> None:
    person = NewStaff(username="c" * 30, name=NAME, email="new@example.com", role=StaffRole.REVIEWER)
    invite(person, by=_manager())


def _warn_of_the_end() -> None:
    _a_member()
    end_idle_staff(timezone.now() + options().staff_idle_warning)


def _a_change(kind: ChangeKind = ChangeKind.COMPANY) -> ChangeRequest:
    return a_change(kind, account=a_company_account(company=a_company(name=COMPANY)))


def _hand_over() -> None:
    approve_change(_a_change(ChangeKind.HANDOVER), by=a_reviewer(), note=NOTE)


def _a_right() -> RightsRequest:
    return a_rights_request(person=_a_person())


def _write_to_the_port() -> None:
    send_opinion(email="anybody@example.com", name=NAME, text=NOTE, language=language_now())


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
    LetterKind.ACCOUNT_NAMES: _ask_for_names,
    LetterKind.PASSWORD_LINK: _ask_for_a_password,
    LetterKind.PASSWORD_CHANGED: _change_the_password,
    LetterKind.EMAIL_CHANGE: lambda: _move(confirmed=False),
    LetterKind.EMAIL_CHANGED: lambda: _move(confirmed=True),
    LetterKind.FACTOR_CHANGED: lambda: a_passkey(_a_person(), name=NAME),
    LetterKind.ACCOUNT_HELD: _hold_at_the_factor,
    LetterKind.ACCOUNT_SECURED: lambda: secure(find(an_alarm(_a_person())), at=timezone.now()),
    LetterKind.BINDING_ASKED: _a_request,
    LetterKind.BINDING_MADE: lambda: agree(_a_request()),
    LetterKind.BINDING_DECLINED: lambda: decline(_a_request()),
    LetterKind.BINDING_ENDED: _end_a_binding,
    LetterKind.STAFF_INVITED: _invite,
    LetterKind.STAFF_IDLE: _warn_of_the_end,
    LetterKind.STAFF_ENDED: lambda: end_staff(_a_member(), reason=StaffEnding.LEFT, by=_manager()),
    LetterKind.CHANGE_RECEIVED: _a_change,
    LetterKind.CHANGE_APPROVED: _hand_over,
    LetterKind.CHANGE_REJECTED: lambda: reject_change(_a_change(), by=a_reviewer(), reasons=[], note=NOTE),
    LetterKind.ACCOUNT_HANDED_OVER: _hand_over,
    LetterKind.RIGHTS_RECEIVED: _a_right,
    LetterKind.RIGHTS_EXTENDED: lambda: extend(_a_right(), by=a_head(), reason=NOTE),
    LetterKind.RIGHTS_ANSWERED: lambda: answer(_a_right(), by=a_head(), granted=False, text=NOTE),
    LetterKind.OPINION: _write_to_the_port,
    LetterKind.OPINION_RECEIVED: _write_to_the_port,
}
SAYS_NOTHING_TYPED = {LetterKind.OPINION_RECEIVED}
"""Anybody can have it sent to anybody."""
CARRIES_NOTE = {
    LetterKind.APPLICATION_APPROVED,
    LetterKind.APPLICATION_REJECTED,
    LetterKind.MENDING_LINK,
    LetterKind.DOCUMENT_APPROVED,
    LetterKind.DOCUMENT_REJECTED,
    LetterKind.APPLICATION_REOPENED,
    LetterKind.DOCUMENT_REOPENED,
    LetterKind.CHANGE_APPROVED,
    LetterKind.CHANGE_REJECTED,
    LetterKind.RIGHTS_EXTENDED,
    LetterKind.RIGHTS_ANSWERED,
    LetterKind.OPINION,
}
CARRIES_SECRET = {
    LetterKind.BINDING_ASKED: "/binding/",
    LetterKind.APPLICATION_APPROVED: "/verify/",
    LetterKind.VERIFICATION: "/verify/",
    LetterKind.APPLICATION_REJECTED: "/mend/",
    LetterKind.MENDING_LINK: "/mend/",
    LetterKind.PASSWORD_LINK: "/choose-password/",
    LetterKind.PASSWORD_CHANGED: "/not-me/",
    LetterKind.FACTOR_CHANGED: "/not-me/",
    LetterKind.ACCOUNT_HELD: "/not-me/",
    LetterKind.ACCOUNT_SECURED: "/choose-password/",
    LetterKind.EMAIL_CHANGE: "/account/email/",
    LetterKind.EMAIL_CHANGED: "/not-me/",
    LetterKind.STAFF_INVITED: "/choose-password/",
    LetterKind.CHANGE_APPROVED: "/choose-password/",
}
"""Where its secret link leads."""


def a_letter_of(kind: LetterKind) -> Letter:
    BROUGHT_ABOUT[kind]()
    return Letter.objects.filter(kind=kind).latest("created_at")
