"""A decided application waits once more. The letter about the first answer has left, so another one tells of it.

The account stays, and its door is shut meanwhile (`entry.py`).
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.duties import need_reviewer
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.moves import take_turns_about
from port.companies.reopening import ReopeningRefused, needed_reason, reopen_with_application
from port.database import locked
from port.registration import letters
from port.registration.chain import lock_account_of
from port.registration.checks import is_username_free
from port.registration.enums import ApplicationMove, ApplicationState
from port.registration.mending_links import successor_of
from port.registration.models import AccountApplication
from port.registration.moves import moved, take_turns_for


@transaction.atomic
def reopen(application: AccountApplication, *, by: User, reason: str) -> AccountApplication:
    """重新審核: the application waits again, no link that was sent still works, and the letter tells the reason.

    Raises `MoveRefused`, `ReopeningRefused` when somebody came later (a mended application, or another holder of the
    account name), `ValidationError` without a reason, and `NotTheirDuty`.
    """
    need_reviewer(by)
    if application.document:
        take_turns_about(application.document)
    lock_account_of(application)
    decided = locked(AccountApplication.objects.filter(pk=application.pk)).get()
    application = moved(decided, ApplicationMove.REOPEN)
    reason = needed_reason(reason)
    take_turns_for(application.username)
    _refuse_when_overtaken(decided)
    _wait_again(application)
    _let_links_die(application)
    if application.document:
        reopen_with_application(application.document, by=by)
    letters.post_reopened(application, reason=reason)
    _record(application, decided, by=by)
    return application


def _refuse_when_overtaken(decided: AccountApplication) -> None:
    if successor := successor_of(decided):
        sentence = _("申請人已經補正並重新送出（受理號碼 %(reference)s），請改為審核那一份申請。")
        raise ReopeningRefused(sentence % {"reference": successor.reference}, code="mended")
    if decided.user and not decided.user.is_active:
        sentence = _("這件申請的帳號已經移交或停用，不能重新審核。")
        raise ReopeningRefused(sentence, code="account_ended")
    if decided.state == ApplicationState.REJECTED and not is_username_free(decided.username, forerunner=decided):
        raise _name_is_held()


def _wait_again(application: AccountApplication) -> None:
    application.decided_by = application.decided_at = application.verified_at = application.reminded_at = None
    application.answer = ""
    application.reopened_at = timezone.now()
    fields = ["state", "decided_by", "decided_at", "verified_at", "reminded_at", "answer", "reopened_at"]
    try:
        with transaction.atomic():
            application.save(update_fields=fields)
    except IntegrityError as taken:
        # Somebody else has just sent an application with this name.
        raise _name_is_held() from taken


def _name_is_held() -> ReopeningRefused:
    return ReopeningRefused(
        _("這個帳號名稱現在由別的申請或帳號使用，這份申請不能重新審核；請通知申請人以其他帳號名稱補正。"),
        code="username_taken",
    )


def _let_links_die(application: AccountApplication) -> None:
    """Neither the proof of an address, a new password, nor the mending of a refusal goes on from what was decided before."""
    now = timezone.now()
    application.mending_links.live(now).update(superseded_at=now)
    if user := application.user:
        for links in (user.verifications, user.password_links, user.email_changes):
            links.live().update(superseded_at=now)
        User.objects.filter(pk=user.pk).update(email_verified_at=None)


def _record(application: AccountApplication, decided: AccountApplication, *, by: User) -> None:
    """What the row forgets stays in the record: how it was decided, by whom, and for which reasons."""
    codes = list(application.reasons.values_list("code", flat=True))
    application.reasons.clear()
    facts = {"from": decided.state, "decided_by": decided.decided_by_id, "reasons": codes}
    company_id = application.company_id
    record(Act.APPLICATION_REOPENED, about=application, by=by, acting_company_id=company_id, facts=facts)
