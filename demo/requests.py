"""What waits on the desk beside documents: shared accounts, changes, and requests of people about their own data."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from demo.applicants import shared_applicant
from demo.cast import walkers
from demo.dating import DAY, HOUR, date_back
from demo.desk import Desk
from demo.sheets import Sheet, bring
from port.accounts.models import User
from port.changes.asking import ChangeFacts, ask, handover, lost_mailbox, new_identity
from port.changes.enums import ChangeKind
from port.changes.workflow import approve
from port.companies.models import Company, Reason
from port.documents.models import StoredDocument
from port.registration import workflow
from port.rights.enums import RightKind
from port.rights.workflow import ask as ask_about_own_data

WAITING_SHARED = ((95, "portfolio.demo", 5 * HOUR), (96, "groupdesk.demo", 2 * DAY))
REFUSED_SHARED = 97, "oneperson.demo", 8 * DAY


@dataclass(frozen=True)
class Wish:
    """What the general account `username` asks to have changed, and how long ago. `name` is the new one: of the company,
    or of the person. A lost mailbox needs none."""

    username: str
    kind: ChangeKind
    ago: timedelta
    why: str
    name: str = ""
    is_approved: bool = False


WISHES = (
    Wish("monsoon.demo", ChangeKind.COMPANY, 4 * DAY, "商號改組為公司，統編不變。", "季風示範報關有限公司"),
    Wish("waterbuoy.demo", ChangeKind.HANDOVER, 26 * HOUR, "原使用人已離職，由新的承辦人接手。", "周示恩"),
    Wish("seafog.demo", ChangeKind.MAILBOX, 6 * HOUR, "原信箱隨離職同仁停用，無法收信。"),
    Wish("starriver.demo", ChangeKind.COMPANY, 9 * DAY, "股東會決議更名。", "星河示範國際運輸股份有限公司", True),
)
RIGHTS = (
    ("kuroshio.demo", RightKind.DELETE, 27 * DAY, "先前承辦人的手機號碼已不再使用，請刪除。"),
    ("hawser.demo", RightKind.CORRECT, 2 * DAY, "姓名中的「示」應為「士」，請更正。"),
)


def bring_proof(wish: Wish) -> StoredDocument:
    """The paper that comes with it; one for a new name shows that name."""
    applicant = next(each.applicant for each in walkers() if each.applicant.facts.username == wish.username)
    named = wish.name if wish.kind is ChangeKind.COMPANY else ""
    return bring(Sheet(other_name=named, age=7 * DAY), applicant, on=timezone.localdate(timezone.now() - wish.ago))


def send_requests(desk: Desk, proofs: Iterable[StoredDocument], *, began: datetime) -> None:
    """By the real acts, as all of the demonstration."""
    _apply_for_shared_accounts(desk, began)
    for wish, proof in zip(WISHES, proofs, strict=True):
        _ask_for(wish, proof, desk, began)
    for username, kind, ago, text in RIGHTS:
        person = User.objects.get(username=username)
        with _dated(began, ago):
            ask_about_own_data(person=person, kind=kind, text=text, submission_id=uuid.uuid4())


def _apply_for_shared_accounts(desk: Desk, began: datetime) -> None:
    *waiting, refused = (*WAITING_SHARED, REFUSED_SHARED)
    for place, username, ago in waiting:
        _apply(place, username, ago, began)
    place, username, ago = refused
    application = _apply(place, username, ago, began)
    with _dated(began, ago - DAY):
        workflow.reject(application, by=desk.colleague, reasons=list(Reason.objects.filter(code="A01")))


def _apply(place: int, username: str, ago: timedelta, began: datetime) -> workflow.AccountApplication:
    with _dated(began, ago):
        facts = shared_applicant(place, username)
        return workflow.submit(facts=facts, file=None, submission_id=uuid.uuid4())


def _ask_for(wish: Wish, proof: StoredDocument, desk: Desk, began: datetime) -> None:
    account = User.objects.get(username=wish.username)
    by = None if wish.kind is ChangeKind.MAILBOX else account
    with _dated(began, wish.ago):
        change = ask(_facts(wish, account), file=proof, submission_id=proof.submission_id, by=by)
    if wish.is_approved:
        with _dated(began, wish.ago - DAY):
            approve(change, by=desk.reviewer)


def _facts(wish: Wish, account: User) -> ChangeFacts:
    company = Company.objects.get(accounts__user=account)
    match wish.kind:
        case ChangeKind.MAILBOX:
            email = account.email.replace(".demo@", ".office@")
            return lost_mailbox(username=account.username, number=company.number, email=email, explanation=wish.why)
        case ChangeKind.HANDOVER:
            said = {"name": wish.name, "mobile": "0900000098", "email": "waterbuoy.next@example.com"}
            return handover(account, company=company, by=account, explanation=wish.why, **said)
    return new_identity(company, by=account, name=wish.name, number_kind="", number="", explanation=wish.why)


@contextmanager
def _dated(began: datetime, ago: timedelta) -> Iterator[None]:
    yield
    date_back(since=began, to=began - ago)
