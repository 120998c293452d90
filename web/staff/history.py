"""What has happened to a case, from the record and the outbox, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from port.accounts.models import User
from port.audit.models import AuditRecord
from port.audit.recorder import APPLICANT
from port.companies.models import CompanyDocument
from port.letters.models import Letter
from port.registration.cases import application_of
from port.taiwan.dates import roc_datetime


@dataclass(frozen=True)
class Event:
    at: datetime
    text: str

    @property
    def shown_at(self) -> str:
        return roc_datetime(self.at)


def history_of(case: CompanyDocument) -> list[Event]:
    subjects = [subject for subject in (application_of(case), case) if subject]
    records = [record for subject in subjects for record in AuditRecord.objects.about(subject)]
    letters = [letter for subject in subjects for letter in Letter.objects.about(subject).defer("text", "html", "link")]
    people = User.objects.in_bulk({record.actor_id for record in records if record.actor_id})
    events = [Event(record.at, f"{_actor(record, people)}　{record.get_act_display()}") for record in records]
    events += [Event(letter.sent_at or letter.created_at, _fate(letter)) for letter in letters]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _actor(record: AuditRecord, people: dict[int, User]) -> str:
    if person := people.get(record.actor_id):
        return person.name
    return _("申請人") if record.actor_role == APPLICANT.role_name else _("系統")


def _fate(letter: Letter) -> str:
    said = {"letter": letter.get_kind_display(), "state": letter.get_state_display(), "tries": letter.tries}
    if letter.last_error:
        return _("%(letter)s　%(state)s，已試 %(tries)s 次") % said
    return f"{said['letter']}　{said['state']}"
