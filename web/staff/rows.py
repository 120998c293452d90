"""One line of the queue and one line of the outbox, in the words that the desk shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from port.companies.enums import NumberKind
from port.companies.models import CompanyDocument
from port.letters.enums import LetterState
from port.letters.models import Letter
from port.options import options
from port.registration.cases import application_of
from port.taiwan.dates import roc_datetime
from port.taiwan.text import mask_email, mask_name
from port.taiwan.working_time import working_time
from web.staff.questions import ACCOUNT, DOCUMENT, Question, Subject, kind_of_state, outcome, waits

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
NEARLY = 0.75
"""From this share of the promised time on, the bar warns."""


@dataclass(frozen=True)
class Age:
    """How long a case has waited, against the working days within which an answer is promised."""

    waited: timedelta
    promised: timedelta

    @property
    def hours(self) -> int:
        return self.waited // HOUR

    @property
    def most_hours(self) -> int:
        return self.promised // HOUR

    @property
    def text(self) -> str:
        return _span(self.waited)

    @property
    def rest(self) -> str:
        if self.waited > self.promised:
            return _("逾 %(span)s") % {"span": _span(self.waited - self.promised)}
        return _("剩 %(span)s") % {"span": _span(self.promised - self.waited)}

    @property
    def kind(self) -> str:
        if self.waited > self.promised:
            return "bad"
        return "warn" if self.waited > self.promised * NEARLY else ""


@dataclass(frozen=True)
class QueueRow:
    case: CompanyDocument
    now: datetime

    @property
    def reference(self) -> str:
        application = application_of(self.case)
        return application.reference if application else _("補送文件")

    @property
    def number(self) -> str:
        known = application_of(self.case) or self.case.company
        if known is None:
            return ""
        label = _("統編") if known.number_kind == NumberKind.UBN else _("機關代碼")
        return f"{label} {known.number}"

    @property
    def applicant(self) -> str:
        person = application_of(self.case) or self.case.submitted_by
        return mask_name(person.name) if person else ""

    @property
    def questions(self) -> list[tuple[Question, Subject]]:
        pairs = [(question, question.subject_of(self.case)) for question in (ACCOUNT, DOCUMENT)]
        return [(question, subject) for question, subject in pairs if subject is not None]

    @property
    def awaits(self) -> str:
        """帳號＋文件, 帳號 or 文件; empty when nothing waits."""
        words = {ACCOUNT: _("帳號"), DOCUMENT: _("文件")}
        return "＋".join(words[question] for question, subject in self.questions if waits(subject))

    @property
    def results(self) -> list[tuple[str, str]]:
        """Kind and words of what was answered, when nothing waits any more."""
        words = {ACCOUNT: _("帳號"), DOCUMENT: _("文件")}
        return [
            (kind_of_state(subject), f"{words[question]}{outcome(subject) or subject.get_state_display()}")
            for question, subject in self.questions
        ]

    @property
    def age(self) -> Age:
        waited = working_time(self.case.submitted_at, self.now)
        return Age(waited, timedelta(days=options().review_working_days))

    @property
    def sent(self) -> str:
        return roc_datetime(self.case.submitted_at)


@dataclass(frozen=True)
class LetterRow:
    letter: Letter

    @property
    def recipient(self) -> str:
        return mask_email(self.letter.to_address)

    @property
    def kind_of_state(self) -> str:
        return {LetterState.SENT: "good", LetterState.FAILED: "bad"}.get(self.letter.state, "now")

    @property
    def created(self) -> str:
        return roc_datetime(self.letter.created_at)

    @property
    def sent(self) -> str:
        return roc_datetime(self.letter.sent_at) if self.letter.sent_at else ""


def _span(span: timedelta) -> str:
    """Working days and hours, the way one says them: 3 個工作天, 2 個工作天 5 時, 7 時."""
    days, hours = span // DAY, span % DAY // HOUR
    if days and hours:
        return _("%(days)s 個工作天 %(hours)s 時") % {"days": days, "hours": hours}
    if days:
        return _("%(days)s 個工作天") % {"days": days}
    return _("%(hours)s 時") % {"hours": hours} if hours else _("未滿 1 時")
