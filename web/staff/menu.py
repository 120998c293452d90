"""The menu of the desk: one line for each page that a permission opens. A new page adds its line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.accounts.permissions import Permission
from port.changes.models import ChangeRequest
from port.database import CappedCount
from port.review.shared import waiting_shared
from port.rights.models import RightsRequest

MOST_TOLD = 99


@dataclass(frozen=True)
class Entry:
    """`below` are further paths whose pages belong to it, beside those below its own address; `waiting` is what waits there."""

    view: str
    label: Promise
    permission: Permission
    below: Sequence[str] = ()
    waiting: Callable[[], QuerySet[Any]] | None = None

    @property
    def address(self) -> str:
        return reverse(self.view)

    def is_current(self, path: str) -> bool:
        """The queue is the root of the desk, so nothing belongs to it just by standing below."""
        own = () if self.view == QUEUE else (self.address,)
        return path == self.address or path.startswith((*own, *self.below))


@dataclass(frozen=True)
class Shown:
    """An entry as one page shows it; `tally` says how many wait, empty when none does."""

    entry: Entry
    is_current: bool
    tally: str


QUEUE = "staff:queue"
MENU = (
    Entry(QUEUE, _("審核作業"), Permission.REVIEW, below=("/staff/cases/", "/staff/bulk/")),
    Entry("staff:shared", _("共用帳號"), Permission.REVIEW, waiting=waiting_shared),
    Entry("staff:looks", _("複閱"), Permission.REVIEW),
    Entry("staff:changes", _("變更"), Permission.REVIEW, waiting=ChangeRequest.objects.waiting),
    Entry("staff:letters", _("通知信"), Permission.REVIEW),
    Entry("staff:reasons", _("原因"), Permission.REVIEW),
    Entry("staff:figures", _("統計"), Permission.HEAD_THE_DESK),
    Entry("staff:pledge", _("目標"), Permission.HEAD_THE_DESK),
    Entry("staff:content", _("網站內容"), Permission.KEEP_CONTENT),
    Entry("staff:rights", _("當事人權利"), Permission.ANSWER_RIGHTS, waiting=RightsRequest.objects.waiting),
    Entry("staff:record", _("稽核紀錄"), Permission.READ_RECORD),
    Entry("staff:people", _("港務人員"), Permission.MANAGE_STAFF),
)


def entries_for(person: User) -> list[Entry]:
    return [entry for entry in MENU if person.may(entry.permission)]


def menu_of(request: HttpRequest) -> list[Shown]:
    """What the person in hand may open, and whether this page belongs to it."""
    entries = entries_for(request.user)
    tallies = tallies_of(entries, request.user)
    return [Shown(entry, entry.is_current(request.path), tallies.get(entry.view, "")) for entry in entries]


def tallies_of(entries: Sequence[Entry], person: User) -> dict[str, str]:
    """By view, how many wait: `99+` when there are more. One statement, which reads no further."""
    rows = {f"tally_{number}": entry for number, entry in enumerate(entries) if entry.waiting}
    if not rows:
        return {}
    counts = {name: CappedCount(_waiting(entry).values("pk")[: MOST_TOLD + 1]) for name, entry in rows.items()}
    counted = User.objects.filter(pk=person.pk).values(**counts).get()
    return {entry.view: _said(counted[name]) for name, entry in rows.items()}


def _waiting(entry: Entry) -> QuerySet[Any]:
    return entry.waiting().order_by()


def _said(count: int) -> str:
    return f"{MOST_TOLD}+" if count > MOST_TOLD else str(count or "")
