"""One line of each list of second looks, in the words that the desk shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from port.review.cases import application_of
from port.review.enums import Verdict
from port.review.models import SecondLook
from port.taiwan.dates import roc_datetime
from web.staff.look_forms import SettleForm


@dataclass(frozen=True)
class LookRow:
    """What a second reviewer may know before looking: which case, which question, since when; not who has answered what."""

    look: SecondLook

    @property
    def company(self) -> str:
        return self.look.decision.case.company_name

    @property
    def reference(self) -> str:
        application = application_of(self.look.decision.case)
        return application.reference if application else _("補送文件")

    @property
    def question(self) -> str:
        return self.look.decision.get_question_display()

    @property
    def drawn(self) -> str:
        return roc_datetime(self.look.drawn_at)


@dataclass(frozen=True)
class Answered:
    """One of the two answers."""

    heading: str
    name: str
    at: str
    verdict: str
    is_good: bool
    reasons: list[str]
    note: str


@dataclass(frozen=True)
class Difference(LookRow):
    form: SettleForm

    @property
    def answers(self) -> list[Answered]:
        look, decision = self.look, self.look.decision
        first = Answered(
            _("原決定"),
            look.first_by.name,
            roc_datetime(decision.made_at),
            decision.get_verdict_display(),
            decision.verdict == Verdict.APPROVE,
            [],
            decision.note,
        )
        second = Answered(
            _("複閱"),
            look.by.name,
            roc_datetime(look.looked_at),
            look.get_verdict_display(),
            look.verdict == Verdict.APPROVE,
            [reason.label for reason in look.reasons.all()],
            look.note,
        )
        return [first, second]
