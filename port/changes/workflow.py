"""The acts on a change request that waits: approve, reject, withdraw. Asking is in `asking.py`."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from port.accounts.duties import NotTheirDuty, need_reviewer
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.changes import letters
from port.changes.applying import carry_out, issue_link
from port.changes.checks import awaits_password, may_be_approved
from port.changes.enums import ChangeMove
from port.changes.models import ChangeRequest
from port.changes.moves import moved
from port.companies.models import Reason
from port.companies.workflow import refusal_answer
from port.database import locked
from port.letters.limits import may_follow
from port.options import options


@transaction.atomic
def approve(change: ChangeRequest, *, by: User, note: str = "") -> ChangeRequest:
    """審核通過: what was asked for happens, and whoever it concerns is told.

    Raises `MoveRefused`, `ValidationError` when it cannot be done as things stand now, and `NotTheirDuty`.
    """
    need_reviewer(by)
    _lock_account_of(change)
    change = moved(change, ChangeMove.APPROVE)
    answer = may_be_approved(change)
    if not answer.yes:
        raise ValidationError(answer.reason, code="not_possible")
    change.answer = note.strip()
    envelopes = letters.of_approval(change, change.answer)
    token = carry_out(change, by=by)
    _decided(change, by=by)
    letters.post_all(change, envelopes, token=token)
    facts = {"kind": change.kind}
    record(Act.CHANGE_APPROVED, about=change, by=by, acting_company_id=change.company_id, facts=facts)
    return change


@transaction.atomic
def reject(change: ChangeRequest, *, by: User, reasons: Sequence[Reason], note: str = "") -> ChangeRequest:
    """審核不通過: everything stays as it is. Raises `MoveRefused`, `NotTheirDuty`, and `ValidationError` when nothing tells why."""
    need_reviewer(by)
    change = moved(change, ChangeMove.REJECT)
    change.answer = refusal_answer(reasons, note)
    _decided(change, by=by)
    change.reasons.set(reasons)
    letters.post_all(change, letters.of_refusal(change, change.answer, reasons))
    facts = {"kind": change.kind, "reasons": [reason.code for reason in reasons]}
    record(Act.CHANGE_REJECTED, about=change, by=by, acting_company_id=change.company_id, facts=facts)
    return change


@transaction.atomic
def withdraw(change: ChangeRequest, *, by: User) -> ChangeRequest:
    """撤回, by whoever asked, as long as nobody has decided. Raises `MoveRefused` and `NotTheirDuty`."""
    if change.asked_by_id is None or change.asked_by_id != by.pk:
        raise NotTheirDuty(by)
    change = moved(change, ChangeMove.WITHDRAW)
    change.save(update_fields=["state"])
    record(Act.CHANGE_WITHDRAWN, about=change, by=by, acting_company_id=change.company_id, facts={"kind": change.kind})
    return change


@transaction.atomic
def send_link_again(change: ChangeRequest, *, by: User) -> bool:
    """The link of an approved request once more; the earlier one dies. False when it is too soon, or nobody waits for it."""
    need_reviewer(by)
    if (account := awaits_password(change)) is None:
        return False
    account = locked(User.objects.filter(pk=account.pk)).get()
    now, chosen = timezone.now(), options()
    sent = account.password_links.all()
    if not may_follow(sent, at=now, pause=chosen.verification_pause, a_day=chosen.verification_letters_a_day):
        return False
    letters.post_all(change, letters.link_again(change), token=issue_link(change, account))
    record(Act.PASSWORD_LINK_SENT, about=account, by=by, facts={"change": change.pk})
    return True


def _lock_account_of(change: ChangeRequest) -> None:
    """The row of the account, if there is one; taken before that of the request."""
    locked(User.objects.filter(change_requests=change)).first()


def _decided(change: ChangeRequest, *, by: User) -> None:
    change.decided_by, change.decided_at = by, timezone.now()
    former = ["former_company_name", "former_number", "former_email"]
    change.save(update_fields=["state", "answer", "decided_by", "decided_at", *former])
