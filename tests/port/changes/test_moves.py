"""Every state of a change request with every move: legal ones lead where the table says, others change nothing."""

from collections.abc import Callable

import pytest

from port.accounts.models import User
from port.audit.models import AuditRecord
from port.changes.enums import ChangeKind, ChangeMove, ChangeState
from port.changes.models import ChangeRequest
from port.changes.moves import MOVES
from port.changes.workflow import approve, reject, withdraw
from port.companies.models import Company
from port.letters.models import Letter
from port.workflows import MoveRefused, target_of
from tests.factories.changes import a_change

pytestmark = pytest.mark.django_db

PAIRS = [(state, move) for state in ChangeState for move in ChangeMove]

IN_STATE: dict[ChangeState, Callable[[User], ChangeRequest]] = {
    ChangeState.SUBMITTED: lambda _by: a_change(),
    ChangeState.APPROVED: lambda by: approve(a_change(), by=by),
    ChangeState.REJECTED: lambda by: reject(a_change(), by=by, reasons=[], note="缺頁"),
    ChangeState.WITHDRAWN: lambda _by: _withdrawn(a_change()),
}


def _withdrawn(change: ChangeRequest) -> ChangeRequest:
    return withdraw(change, by=change.asked_by)


def make(move: ChangeMove, change: ChangeRequest, by: User) -> ChangeRequest:
    match move:
        case ChangeMove.APPROVE:
            return approve(change, by=by)
        case ChangeMove.REJECT:
            return reject(change, by=by, reasons=[], note="缺頁")
        case ChangeMove.WITHDRAW:
            return _withdrawn(change)


def test_the_table_has_every_move_and_every_state():
    assert set(MOVES) == set(ChangeMove)
    assert set(IN_STATE) == set(ChangeState)


@pytest.mark.parametrize(("state", "move"), PAIRS, ids=str)
def test_the_table_answers_for_every_pair(state, move):
    change = ChangeRequest(state=state)

    if state in MOVES[move].sources:
        assert target_of(MOVES, move, change) == MOVES[move].target
    else:
        with pytest.raises(MoveRefused):
            target_of(MOVES, move, change)


BY_A_STRANGER = (ChangeKind.MAILBOX, ChangeMove.WITHDRAW)
"""A stranger has no place to withdraw from."""


@pytest.mark.parametrize(
    ("kind", "move"),
    [pair for kind in ChangeKind for move in ChangeMove if (pair := (kind, move)) != BY_A_STRANGER],
    ids=str,
)
def test_a_legal_move_leads_where_the_table_says_and_is_recorded(kind, move, reviewer):
    change = a_change(kind)
    before = AuditRecord.objects.about(change).count()

    make(move, change, reviewer)

    change.refresh_from_db()
    assert change.state == MOVES[move].target
    assert AuditRecord.objects.about(change).count() == before + 1


@pytest.mark.parametrize(("state", "move"), [pair for pair in PAIRS if pair[0] not in MOVES[pair[1]].sources], ids=str)
def test_any_other_move_is_refused_and_changes_nothing(state, move, reviewer):
    change = IN_STATE[state](reviewer)
    change.refresh_from_db()
    before = (AuditRecord.objects.count(), Letter.objects.count(), Company.objects.get().name)

    with pytest.raises(MoveRefused) as refusal:
        make(move, change, reviewer)

    change.refresh_from_db()
    assert refusal.value.subject.state == change.state == state
    assert (AuditRecord.objects.count(), Letter.objects.count(), Company.objects.get().name) == before
