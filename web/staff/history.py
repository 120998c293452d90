"""What has happened to a case, from the record and the outbox: by day, the newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.history import records_about
from port.audit.models import AuditRecord
from port.audit.recorder import APPLICANT
from port.companies.models import Company, CompanyDocument
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.review.cases import application_of
from port.review.enums import Question, Verdict
from port.taiwan.dates import roc_date
from web.staff.questions import clock

MOST = 300
"""Records and letters of one case that are shown, the newest; no case has come near it."""


@dataclass(frozen=True)
class Event:
    """`link` leads to another application of the same chain."""

    at: datetime
    text: str
    link: str = ""

    @property
    def time(self) -> str:
        return clock(self.at)

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class Day:
    day: date
    events: list[Event]

    @property
    def shown(self) -> str:
        return roc_date(self.day)


def history_of(case: CompanyDocument, chain: list[AccountApplication]) -> list[Day]:
    """Three statements, however much has happened."""
    subjects = [subject for subject in (application_of(case), case, case.file) if subject]
    return days_of(subjects, _mended(case, chain))


def days_of(subjects: Sequence[Model], more: Iterable[Event]) -> list[Day]:
    """What the record and the outbox tell of the subjects, and `more` beside it; three statements, and a fourth when a shared account acted."""
    records = records_about(*subjects)[:MOST]
    letters = Letter.objects.filter(_about(subjects)).defer("text", "html", "link")
    events = [*_events_of(list(records)), *(_fate(letter) for letter in letters.order_by("-created_at")[:MOST])]
    events += more
    events.sort(key=lambda event: event.at, reverse=True)
    return [Day(day, list(group)) for day, group in groupby(events, key=lambda event: event.day)]


def _about(subjects: Iterable[Model]) -> Q:
    wanted = Q()
    for subject in subjects:
        wanted |= Q(about_type=subject._meta.label_lower, about_id=str(subject.pk))
    return wanted


def _events_of(records: list[AuditRecord]) -> list[Event]:
    keys = {key for record in records for key in (record.actor_id, *_people_in(record)) if key}
    names = {person.pk: person.name for person in User.objects.filter(pk__in=keys).only("name")}
    companies = _companies_of(records)
    return [Event(record.at, f"{_actor(record, names, companies)}　{_act(record, names)}") for record in records]


def _companies_of(records: list[AuditRecord]) -> dict[int, str]:
    """For which companies shared accounts acted; nobody else acts for more than one."""
    shared = [record.acting_company_id for record in records if record.actor_role == AccountKind.SHARED]
    return dict(Company.objects.filter(pk__in=shared).values_list("pk", "name")) if any(shared) else {}


def _people_in(record: AuditRecord) -> list[int]:
    """Whom the facts of a record name: the colleague a case was handed to, and who had decided what was reopened."""
    return [key for key in (record.facts.get("to"), record.facts.get("decided_by")) if isinstance(key, int)]


def _actor(record: AuditRecord, names: dict[int, str], companies: dict[int, str]) -> str:
    name, company = names.get(record.actor_id), companies.get(record.acting_company_id)
    if name and company and record.actor_role == AccountKind.SHARED:
        return _("%(name)s（代表 %(company)s）") % {"name": name, "company": company}
    if name:
        return name
    return _("申請人") if record.actor_role == APPLICANT.role_name else _("系統")


def _act(record: AuditRecord, names: dict[int, str]) -> str:
    """The act in its own words, and what its facts add."""
    facts, act = record.facts, record.get_act_display()
    if "fault" in facts:
        act = _("決定未生效（系統無法完成，請重新決定）")
    if facts.get("question") in Question.values and facts.get("verdict") in Verdict.values:
        answer = f"{Question(facts['question']).label}「{Verdict(facts['verdict']).label}」"
        return f"{act}　{answer}{_codes(facts)}"
    if record.act == Act.CASE_HANDED_OVER:
        return _("%(act)s給 %(name)s") % {"act": act, "name": names.get(facts.get("to"), "")}
    if name := names.get(facts.get("decided_by")):
        return _("%(act)s（原決定：%(name)s）") % {"act": act, "name": name} + _codes(facts)
    return act + _codes(facts)


def _codes(facts: dict[str, object]) -> str:
    codes = facts.get("reasons")
    return f"（{'、'.join(map(str, codes))}）" if isinstance(codes, list) and codes else ""


def _fate(letter: Letter) -> Event:
    said = {"letter": letter.get_kind_display(), "state": letter.get_state_display(), "tries": letter.tries}
    text = f"{said['letter']}　{said['state']}"
    if letter.last_error:
        text = _("%(letter)s　%(state)s，已試 %(tries)s 次") % said
    return Event(letter.sent_at or letter.created_at, text)


def _mended(case: CompanyDocument, chain: list[AccountApplication]) -> list[Event]:
    """The other applications of the chain, where they were sent."""
    return [
        sent_event(number, link, reverse("staff:case", args=[link.document_id]))
        for number, link in enumerate(chain, 1)
        if link.document_id != case.pk
    ]


def sent_event(number: int, link: AccountApplication, address: str) -> Event:
    """An application of the chain, counted from 1."""
    said = {"number": number, "reference": link.reference, "state": link.get_state_display()}
    text = _("申請人　送出同一申請的第 %(number)s 份（%(reference)s，%(state)s）") % said
    return Event(link.submitted_at, text, address)
