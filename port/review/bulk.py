"""Many cases decided with one answer: each by its own act, with its own letter and record; none harms another."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.duties import need_reviewer
from port.accounts.models import User
from port.companies.models import CompanyDocument, Reason
from port.options import options
from port.review.cases import cases
from port.review.claims import ClaimedByColleague
from port.review.decisions import AlreadyDecided, decide_all, held_for
from port.review.enums import HeldState, Question, Verdict
from port.review.models import HeldDecision
from port.review.questions import Answer, waiting_questions
from port.workflows import MoveRefused

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class BulkResult:
    """What became of one case, in a sentence for people; `case` is None when there is no such case."""

    case_id: int
    case: CompanyDocument | None
    decisions: Sequence[HeldDecision]
    sentence: str

    @property
    def decided(self) -> bool:
        return bool(self.decisions)


def decide_many(
    case_ids: Sequence[int],
    *,
    questions: Sequence[Question],
    verdict: Verdict,
    by: User,
    reasons: Sequence[Reason] = (),
    note: str = "",
) -> list[BulkResult]:
    """Answer those of the questions that each case still asks. One result per case, in the order given.

    Raises before anything is decided: `ValidationError` without case, question or reason and for more cases than
    `bulk_most`, and `NotTheirDuty`.
    """
    need_reviewer(by)
    chosen = list(dict.fromkeys(case_ids))
    answers = [
        Answer(question=question, verdict=verdict, reasons=reasons, note=note)
        for question in Question
        if question in questions
    ]
    if not chosen or not answers:
        raise ValidationError(_("請至少選擇一件案件與一個審核項目。"), code="nothing_chosen")
    if len(chosen) > options().bulk_most:
        most = {"most": options().bulk_most, "chosen": len(chosen)}
        raise ValidationError(_("一次最多決定 %(most)s 件，您選了 %(chosen)s 件。") % most, code="too_many")
    answers[0].words()
    return [_decide_one(pk, answers, by=by) for pk in chosen]


def _decide_one(pk: int, answers: Sequence[Answer], *, by: User) -> BulkResult:
    decisions: Sequence[HeldDecision] = ()
    case = None
    try:
        if case := cases().filter(pk=pk).first():
            decisions = decide_all(case, _asked_by(case, answers), by=by, keeps_claim=False)
        sentence = _done(decisions) if case else _("找不到這一件，可能已經刪除。")
    except (AlreadyDecided, ClaimedByColleague, MoveRefused, ValidationError) as refusal:
        sentence = told(refusal)
    except Exception as fault:  # noqa: BLE001 - the other cases must be decided whatever happens to this one
        logger.error("case %s could not be decided: %s", pk, type(fault).__name__)
        sentence = _("系統發生錯誤，這一件沒有決定，也沒有寄信。請稍後再試一次；仍然失敗時請通知系統管理人員。")
    return BulkResult(case_id=pk, case=case, decisions=decisions, sentence=sentence)


def _asked_by(case: CompanyDocument, answers: Sequence[Answer]) -> Sequence[Answer]:
    """The answers to what still waits; when nothing does, one that the case refuses with its reason."""
    waiting = waiting_questions(case, held_for(case))
    return [answer for answer in answers if answer.question in waiting] or answers[-1:]


def told(refusal: AlreadyDecided | ClaimedByColleague | MoveRefused | ValidationError) -> str:
    """Why a case was not decided, for whoever wanted to."""
    match refusal:
        case ClaimedByColleague(claim=claim):
            said = {"name": claim.holder.name, "until": _clock(claim.until)}
            return _("%(name)s 正在處理這一件（保留至 %(until)s），這次沒有決定。") % said
        case AlreadyDecided(decision=decision):
            said = {"name": decision.by.name, "verdict": decision.get_verdict_display()}
            said["until"] = _clock(decision.due_at)
            return _("%(name)s 已決定「%(verdict)s」，通知信將於 %(until)s 寄出，這次沒有再決定。") % said
        case MoveRefused():
            subject: Any = refusal.subject
            return _("這一件現在的狀態是「%(state)s」，不需要再決定。") % {"state": subject.get_state_display()}
    return " ".join(refusal.messages)


def _done(decisions: Sequence[HeldDecision]) -> str:
    overtaken = [told_overtaken(decision) for decision in decisions if decision.state == HeldState.OVERTAKEN]
    decisions = [decision for decision in decisions if decision.state != HeldState.OVERTAKEN]
    said = {
        "questions": "、".join(decision.get_question_display() for decision in decisions),
        "verdict": decisions[0].get_verdict_display(),
        "at": _clock(decisions[0].due_at),
    }
    if decisions[0].state == HeldState.HELD:
        return _("%(questions)s：已決定「%(verdict)s」，通知信將於 %(at)s 寄出，在此之前可以收回。") % said
    return " ".join([_("%(questions)s：已決定「%(verdict)s」，通知信會寄給申請人。") % said, *overtaken])


def told_overtaken(decision: HeldDecision) -> str:
    """That the one before it, of the same step, has taken its question away: the company that the account joins has a
    newer document."""
    said = {"question": decision.get_question_display(), "verdict": decision.get_verdict_display()}
    said["state"] = decision.case.get_state_display()
    return _("%(question)s「%(verdict)s」的決定沒有生效，也沒有寄信：這份文件現在的狀態是「%(state)s」。") % said


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"
