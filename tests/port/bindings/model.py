"""Bindings in their simplest form: who holds whom, what is asked, and what should have been written after each act."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from port.bindings.enums import LIVE, BindingState
from port.bindings.letters import LETTERS_A_DAY
from port.options import options


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Asia/Taipei")).date()


@dataclass
class Tie:
    """One shared account and one name; `is_real` when there is an account of that name that can be bound."""

    pk: int
    shared: str
    name: str
    is_real: bool
    state: BindingState
    expires: datetime | None = None
    was_bound: bool = False
    tokens: list[str] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


@dataclass
class World:
    now: datetime
    ties: list[Tie] = field(default_factory=list)
    letters: int = 0
    records: int = 0
    requests: dict[str, list[datetime]] = field(default_factory=dict)
    shut: set[str] = field(default_factory=set)
    """Accounts that cannot come in themselves at the moment."""
    gone: set[str] = field(default_factory=set)
    """Accounts that were switched off for good."""

    def live(self, shared: str, name: str) -> Tie | None:
        return next((tie for tie in self.ties if tie.is_live and (tie.shared, tie.name) == (shared, name)), None)

    def live_of(self, account: str) -> list[Tie]:
        return [tie for tie in self.ties if tie.is_live and account in (tie.shared, tie.name)]

    def is_open(self, account: str) -> bool:
        return account not in self.shut | self.gone

    def may_act(self, shared: str) -> set[str]:
        """The names whose companies a shared account acts for."""
        held = {tie.name for tie in self.ties if tie.shared == shared and tie.state == BindingState.IN_FORCE}
        return {name for name in held if self.is_open(name)}

    def sends_request_to(self, name: str) -> bool:
        """Three letters a day, by the days of Taiwan."""
        sent = self.requests.setdefault(name, [])
        if len([at for at in sent if day_of(at) == day_of(self.now)]) >= LETTERS_A_DAY:
            return False
        sent.append(self.now)
        return True

    def did(self, *, letters: int = 0, records: int = 1) -> None:
        self.letters += letters
        self.records += records

    @property
    def lifetime(self) -> timedelta:
        return options().binding_lifetime
