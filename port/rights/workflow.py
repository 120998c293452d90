"""The acts of 當事人權利: ask, withdraw, extend once, answer (個人資料保護法 §3, §13)."""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.duties import need
from port.accounts.models import User
from port.accounts.permissions import Permission
from port.audit.enums import Act
from port.audit.recorder import record
from port.database import lock_until_commit
from port.options import options
from port.registration.models import new_reference
from port.rights import letters
from port.rights.enums import RightKind, RightMove
from port.rights.models import RightsRequest
from port.rights.moves import moved

WAITING_AT_MOST = 20
"""Of one person; each brings a letter, and work to the desk."""


@transaction.atomic
def ask(*, person: User, kind: RightKind, text: str, submission_id: uuid.UUID) -> RightsRequest:
    """From now on the port has 30 days (§13). The same `submission_id` again answers with what was asked first.

    Raises `ValidationError` when nothing says what it is about, when so many wait that one more would tell nothing new,
    and for the form of somebody else.
    """
    lock_until_commit(f"rights of {person.pk}")
    if earlier := RightsRequest.objects.filter(submission_id=submission_id).first():
        return _own(earlier, person)
    if RightsRequest.objects.waiting().filter(person=person).count() >= WAITING_AT_MOST:
        sentence = _("您已有 %(most)d 件請求正在處理，請等候答覆，或先撤回不需要的請求。")
        raise ValidationError(sentence, code="too_many", params={"most": WAITING_AT_MOST})
    request = RightsRequest.objects.create(
        reference=_free_reference(),
        submission_id=submission_id,
        person=person,
        kind=kind,
        text=_said(text, _("請寫下是哪一項資料，以及希望怎麼處理。")),
        due_on=timezone.localdate() + timedelta(days=options().rights_days),
    )
    letters.post_received(request)
    record(Act.RIGHTS_ASKED, about=request, by=person, facts={"kind": str(kind)})
    return request


@transaction.atomic
def withdraw(request: RightsRequest, *, by: User) -> RightsRequest:
    """Only who asked can. Raises `MoveRefused` once it is answered."""
    if request.person_id != by.pk:
        raise RightsRequest.DoesNotExist
    request = moved(request, RightMove.WITHDRAW)
    request.save(update_fields=["state"])
    record(Act.RIGHTS_WITHDRAWN, about=request, by=by)
    return request


@transaction.atomic
def extend(request: RightsRequest, *, by: User, reason: str) -> RightsRequest:
    """30 days more, once, with the reason told in writing (§13). Raises `MoveRefused` and `ValidationError`."""
    need(by, Permission.ANSWER_RIGHTS)
    request = moved(request, RightMove.EXTEND)
    if request.extended_at:
        raise ValidationError(_("答覆期限只能延長一次，這件請求已經延長過。"), code="extended")
    request.extension_reason = _said(reason, _("請寫下延長的原因，這段文字會寄給當事人。"))
    request.extended_at = timezone.now()
    request.due_on += timedelta(days=options().rights_extension_days)
    request.save(update_fields=["extension_reason", "extended_at", "due_on"])
    letters.post_extended(request)
    record(Act.RIGHTS_EXTENDED, about=request, by=by, facts={"due_on": request.due_on.isoformat()})
    return request


@transaction.atomic
def answer(request: RightsRequest, *, by: User, granted: bool, text: str) -> RightsRequest:
    """What was done, or why it was not. Raises `MoveRefused`, and `ValidationError` when nothing is said."""
    need(by, Permission.ANSWER_RIGHTS)
    request = moved(request, RightMove.GRANT if granted else RightMove.REFUSE)
    request.answer = _said(text, _("請寫下處理結果，這段文字會寄給當事人。"))
    request.answered_by, request.answered_at = by, timezone.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    letters.post_answered(request)
    record(Act.RIGHTS_ANSWERED, about=request, by=by, facts={"state": str(request.state)})
    return request


def _own(request: RightsRequest, person: User) -> RightsRequest:
    if request.person_id == person.pk:
        return request
    raise ValidationError(_("這個頁面已經失效，請重新整理頁面後再送出一次。"), code="form_of_another")


def _said(text: str, missing: str) -> str:
    if said := text.strip():
        return said
    raise ValidationError(missing, code="missing")


def _free_reference() -> str:
    while RightsRequest.objects.filter(reference=(drawn := new_reference())).exists():
        pass
    return drawn
