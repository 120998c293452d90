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
    """An application, with all that was sent and all the links that came of it. One for a shared account has no paper."""

    pk: int
    sent: dict[str, Any]
    paper: Paper | None
    state: ApplicationState = ApplicationState.SUBMITTED
    links: list[Link] = field(default_factory=list)
    has_user: bool = False

    @property
    def username(self) -> str:
        return str(self.sent["facts"].username)

    @property
    def number(self) -> str:
        return str(self.sent["facts"].number)

    @property
    def has_account(self) -> bool:
        return self.state in HAS_USER

    @property
    def holds_its_name(self) -> bool:
        return self.has_user or self.state in HOLDS_USERNAME

    def may_send_again(self, at: datetime) -> bool:
        today = [link for link in self.links if link.sent_at.astimezone(TAIPEI).date() == at.astimezone(TAIPEI).date()]
        rested = at - self.links[-1].sent_at >= options().verification_pause
        unproven = self.state in {ApplicationState.APPROVED, ApplicationState.LAPSED}
        return unproven and rested and len(today) < options().verification_letters_a_day


@dataclass
class Port:
    """Everything that is known, and how many letters and records there should be."""

    now: datetime
    cases: list[Case] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    companies: set[str] = field(default_factory=set)
    letters: int = 0
    records: int = 0

    def is_held(self, username: str) -> bool:
        return any(case.username == username and case.holds_its_name for case in self.cases)

    def is_held_by_another(self, case: Case) -> bool:
        return any(each is not case and each.username == case.username and each.holds_its_name for each in self.cases)

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
        residents = [each for each in self.papers if each.number == number and each.state in live and each is not paper]
        for resident in sorted(residents, key=lambda each: each.pk):
            older = min(resident, paper, key=lambda each: each.pk)
            outdated = older is paper and resident.state == DocumentState.APPROVED
            if paper.state in live and (resident.state == paper.state or outdated):
                older.state = DocumentState.REPLACED
                self.records += 1
        paper.number = number

    def stands_in_the_way_of(self, paper: Paper) -> bool:
        """The company has another paper waiting, or a later one in force."""
        others = [each for each in self.papers if paper.number and each.number == paper.number and each is not paper]
        return any(
            each.state == DocumentState.PENDING or (each.state == DocumentState.APPROVED and each.pk > paper.pk)
            for each in others
        )

    def is_left_behind(self, paper: Paper) -> bool:
        """It went with an application that is decided."""
        decided = any(case.paper is paper and case.state != ApplicationState.SUBMITTED for case in self.cases)
        return decided and (paper.state == DocumentState.CLOSED or paper.number is None)

    def add_link(self, case: Case, pk: int) -> None:
        for link in case.links:
            link.is_newest = False
        case.links.append(Link(pk, sent_at=self.now))

    def wait(self, time: timedelta) -> None:
        self.now += time
