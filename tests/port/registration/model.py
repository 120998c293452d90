"""The product in its simplest form: what a list of applications, documents and links should look like after each act."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from port.companies.enums import DocumentState
from port.options import options
from port.registration.enums import HAS_USER, HOLDS_USERNAME, ApplicationState

TAIPEI = ZoneInfo("Asia/Taipei")


@dataclass(eq=False)
class Paper:
    """A company document; it belongs to no company until its application is approved."""

    pk: int
    number: str | None = None
    state: DocumentState = DocumentState.PENDING


@dataclass(eq=False)
class Link:
    pk: int
    sent_at: datetime
    is_newest: bool = True

    def is_live(self, at: datetime) -> bool:
        return self.is_newest and at < self.sent_at + options().verification_lifetime


@dataclass(eq=False)
class Case:
    """An application, with all that was sent and all the links that came of it."""

    pk: int
    sent: dict[str, Any]
    paper: Paper
    state: ApplicationState = ApplicationState.SUBMITTED
    links: list[Link] = field(default_factory=list)

    @property
    def username(self) -> str:
        return str(self.sent["facts"].username)

    @property
    def number(self) -> str:
        return str(self.sent["facts"].number)

    @property
    def has_account(self) -> bool:
        return self.state in HAS_USER

    def may_send_again(self, at: datetime) -> bool:
        today = [link for link in self.links if link.sent_at.astimezone(TAIPEI).date() == at.astimezone(TAIPEI).date()]
        rested = at - self.links[-1].sent_at >= options().verification_pause
        return self.state != ApplicationState.VERIFIED and rested and len(today) < options().verification_letters_a_day


@dataclass
class Port:
    """Everything that is known, and how many letters and records there should be."""

    now: datetime
    cases: list[Case] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    letters: int = 0
    records: int = 0

    def is_held(self, username: str) -> bool:
        return any(case.username == username and case.state in HOLDS_USERNAME for case in self.cases)

    def accounts_of(self, number: str) -> list[Case]:
        return [case for case in self.cases if case.number == number and case.has_account]

    def did(self, *, letters: int = 0, records: int = 1) -> None:
        self.letters += letters
        self.records += records

    def replace(self, number: str, state: DocumentState) -> None:
        """Whatever paper of the company is in that state gives way."""
        for paper in self.papers:
            if (paper.number, paper.state) == (number, state):
                paper.state = DocumentState.REPLACED
                self.records += 1

    def join(self, paper: Paper, number: str) -> None:
        """Of two papers in the same state the later one stays, and none waits behind a later one that is in force.

        Keys count up with time.
        """
        live = {DocumentState.PENDING, DocumentState.APPROVED}
        residents = [each for each in self.papers if each.number == number and each.state in live]
        for resident in sorted(residents, key=lambda each: each.pk):
            older = min(resident, paper, key=lambda each: each.pk)
            outdated = older is paper and resident.state == DocumentState.APPROVED
            if paper.state in live and (resident.state == paper.state or outdated):
                older.state = DocumentState.REPLACED
                self.records += 1
        paper.number = number

    def add_link(self, case: Case, pk: int) -> None:
        for link in case.links:
            link.is_newest = False
        case.links.append(Link(pk, sent_at=self.now))

    def wait(self, time: timedelta) -> None:
        self.now += time
