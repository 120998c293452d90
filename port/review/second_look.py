"""The second look: a share of the approvals, drawn by lot, is judged once more by somebody who does not know the answer.

Nothing changes for the applicant. Where the two differ, the head of the desk settles it, and may reopen the case.
"""

from collections.abc import Sequence
from random import Random
from secrets import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.database import locked
from port.pledges.target import second_look_percent
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.cases import application_of, cases
from port.review.enums import LookState, Question, Verdict
from port.review.models import HeldDecision, SecondLook

STILL_HOLDS = Q(
    decision__question=Question.ACCOUNT,
    decision__case__application__state__in=[ApplicationState.APPROVED, ApplicationState.VERIFIED],
) | Q(decision__question=Question.DOCUMENT, decision__case__state=DocumentState.APPROVED)


class LookRefused(ValidationError):
    """This look is not for this person, or it has been taken already; the sentence says which."""


def draw_for(decision: HeldDecision) -> SecondLook | None:
    """Draw lots for a decision that takes effect, by the share that the head has set."""
    return draw(decision, percent=second_look_percent(), chance=SystemRandom())


def draw(decision: HeldDecision, *, percent: int, chance: Random) -> SecondLook | None:
    """`percent` of a hundred approvals are drawn; a refusal never is, since the applicant can answer it."""
    if decision.verdict != Verdict.APPROVE or chance.randrange(100) >= percent:
        return None
    return SecondLook.objects.create(decision=decision, first_by=decision.by)


def waiting_for(user: User) -> "QuerySet[SecondLook]":
    """What this reviewer may look at: nobody's second look is at an answer of their own or one that they have seen, or at
    one that holds no longer, since the case was reopened or another document has taken the place of this one."""
    fit = SecondLook.objects.waiting().filter(STILL_HOLDS, ~_answer_seen_by(user)).exclude(first_by=user)
    return fit.select_related("decision__case__file")


def blind_case(second_look: SecondLook) -> CompanyDocument:
    """The case as it stood before anybody had answered, with its application if it has one.

    Both answers are taken out, since the one to the other question says something of the one that is judged here. The
    rows stand in memory only and must not be saved; `reasons` are not among what a page may show of them.
    """
    case = cases().get(pk=second_look.decision.case_id)
    _forget_answer(case, DocumentState.PENDING)
    if application := application_of(case):
        _forget_answer(application, ApplicationState.SUBMITTED)
        application.user = application.company = application.verified_at = None
        case.company = None
    return case


@transaction.atomic
def look(
    second_look: SecondLook, *, by: User, verdict: Verdict, reasons: Sequence[Reason] = (), note: str = ""
) -> SecondLook:
    """完成複閱. Raises `LookRefused`, and `ValidationError` when a refusal tells the head of the desk no reason."""
    row = _locked(second_look)
    refuse_unless_fit(row, by=by)
    if verdict == Verdict.REJECT and not reasons and not note.strip():
        raise ValidationError(_("請至少勾選一項未通過原因，或填寫說明，讓主管了解您的判斷。"), code="reason_missing")
    row.state = LookState.AGREED if verdict == row.decision.verdict else LookState.DIFFERENT
    row.by, row.looked_at, row.verdict, row.note = by, timezone.now(), verdict, note.strip()
    row.save(update_fields=["state", "by", "looked_at", "verdict", "note"])
    row.reasons.set(reasons if verdict == Verdict.REJECT else [])
    codes = [reason.code for reason in row.reasons.all()]
    _record(Act.SECOND_LOOK_TAKEN, row, by=by, facts={"state": row.state, "verdict": verdict, "reasons": codes})
    return row


@transaction.atomic
def settle(second_look: SecondLook, *, by: User, note: str) -> SecondLook:
    """處理複閱差異: the head of the desk writes down what came of it. Raises `LookRefused`, and `ValidationError` without words."""
    row = _locked(second_look)
    if not by.is_head:
        raise LookRefused(_("複閱差異由主管處理。"), code="not_head")
    if row.state != LookState.DIFFERENT:
        raise LookRefused(_("這件複閱沒有待處理的差異。"), code="nothing_to_settle")
    if not note.strip():
        raise ValidationError(_("請寫下處理的結果。"), code="note_missing")
    row.state, row.settled_by, row.settled_at, row.settlement = LookState.SETTLED, by, timezone.now(), note.strip()
    row.save(update_fields=["state", "settled_by", "settled_at", "settlement"])
    _record(Act.SECOND_LOOK_SETTLED, row, by=by, facts={"state": row.state})
    return row


def refuse_unless_fit(second_look: SecondLook, *, by: User) -> None:
    """Who gave the answer, and who has seen it, gives no second one. Raises `LookRefused`."""
    if second_look.first_by_id == by.pk:
        raise LookRefused(_("這是您自己作的決定，請由另一位審核人員複閱。"), code="own_decision")
    if second_look.state != LookState.WAITING:
        raise LookRefused(_("這件複閱已經由其他審核人員完成。"), code="taken")
    if SecondLook.objects.filter(_answer_seen_by(by), pk=second_look.pk).exists():
        raise LookRefused(
            _("您在決定之後開啟過這件案件，已經看過審核結果，請由另一位審核人員複閱。"), code="answer_seen"
        )


def _answer_seen_by(user: User) -> Q:
    """The page of the case was opened after the answer that is judged was given. A look that is blind is recorded of the
    look itself (`note_view`), so it is none of these."""
    views = AuditRecord.objects.filter(
        act=Act.APPLICATION_VIEWED, actor_id=user.pk, at__gte=OuterRef("decision__made_at")
    )
    seen = Q()
    for model, key in ((AccountApplication, "decision__case__application"), (CompanyDocument, "decision__case")):
        about = {"object_type": model._meta.label_lower, "object_id": Cast(OuterRef(key), CharField())}
        seen |= Q(Exists(views.filter(**about)))
    return seen


def _locked(second_look: SecondLook) -> SecondLook:
    return locked(SecondLook.objects.filter(pk=second_look.pk)).get()


def _forget_answer(answered: CompanyDocument | AccountApplication, state: str) -> None:
    answered.state = state
    answered.decided_by = answered.decided_at = None
    answered.answer = ""


def _record(act: Act, row: SecondLook, *, by: User, facts: dict[str, object]) -> None:
    """About the look, not the case, whose time line stays free of it."""
    question = {"decision": row.decision_id, "question": row.decision.question}
    record(act, about=row, by=by, acting_company_id=row.decision.case.company_id, facts=question | facts)
