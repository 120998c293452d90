"""Every state of an application with every move: legal ones lead where the table says, others change nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from port.accounts.models import User
from port.audit.models import AuditRecord
from port.registration.enums import ApplicationMove, ApplicationState
from port.registration.models import AccountApplication
from port.registration.moves import MOVES
from port.registration.proof import lapse, send_verification_again, verify
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from port.workflows import MoveRefused, target_of
from tests.factories import a_verified_application, an_application, an_approved_application
from tests.port.registration.told import everything

pytestmark = pytest.mark.django_db

PAIRS = [(state, move) for state in ApplicationState for move in ApplicationMove]
DECISIONS = [ApplicationMove.APPROVE, ApplicationMove.REJECT]

IN_STATE: dict[ApplicationState, Callable[[User], AccountApplication]] = {
    ApplicationState.SUBMITTED: lambda _by: an_application(),
    ApplicationState.APPROVED: lambda by: an_approved_application(by=by),
    ApplicationState.REJECTED: lambda by: reject(an_application(), by=by, reasons=[], note="缺頁"),
    ApplicationState.VERIFIED: lambda by: a_verified_application(by=by),
    ApplicationState.LAPSED: lambda by: lapse(an_approved_application(by=by)),
}


def make(move: ApplicationMove, application: AccountApplication, by: User) -> AccountApplication:
    match move:
        case ApplicationMove.APPROVE:
            return approve(application, by=by)
        case ApplicationMove.REJECT:
            return reject(application, by=by, reasons=[], note="缺頁")
        case ApplicationMove.VERIFY:
            return verify(application.user.verifications.latest("created_at"), by=application.user)
        case ApplicationMove.LAPSE:
            return lapse(application)
        case ApplicationMove.RENEW:
            application.user.verifications.update(created_at=timezone.now() - timedelta(days=20))
            assert send_verification_again(application.user)
            return application
        case ApplicationMove.REOPEN:
            return reopen(application, by=by, reason="統一編號需再確認。")


def test_the_table_has_every_move_and_every_state():
    assert set(MOVES) == set(ApplicationMove)
    assert set(IN_STATE) == set(ApplicationState)


@pytest.mark.parametrize(("state", "move"), PAIRS, ids=str)
def test_the_table_answers_for_every_pair(state, move):
    application = AccountApplication(state=state)

    if state in MOVES[move].sources:
        assert target_of(MOVES, move, application) == MOVES[move].target
    else:
        with pytest.raises(MoveRefused) as refusal:
            target_of(MOVES, move, application)
        assert (refusal.value.subject, refusal.value.move) == (application, move.value)


@pytest.mark.parametrize(("state", "move"), [pair for pair in PAIRS if pair[0] in MOVES[pair[1]].sources], ids=str)
def test_a_legal_move_leads_where_the_table_says_and_is_recorded(state, move, reviewer):
    application = IN_STATE[state](reviewer)
    before = AuditRecord.objects.about(application).count()

    make(move, application, reviewer)

    application.refresh_from_db()
    assert application.state == MOVES[move].target
    assert AuditRecord.objects.about(application).count() == before + 1


@pytest.mark.parametrize(
    ("state", "move"),
    [(state, move) for state, move in PAIRS if move in DECISIONS and state not in MOVES[move].sources],
    ids=str,
)
def test_any_other_decision_is_refused_and_changes_nothing(state, move, reviewer):
    application = IN_STATE[state](reviewer)
    before = everything()

    with pytest.raises(MoveRefused) as refusal:
        make(move, application, reviewer)

    decided = refusal.value.subject
    assert (decided.state, decided.decided_by) == (state, reviewer)
    assert decided.decided_at is not None
    assert everything() == before


def test_a_waiting_application_is_not_reopened(reviewer):
    application = an_application()
    before = everything()

    with pytest.raises(MoveRefused):
        make(ApplicationMove.REOPEN, application, reviewer)

    assert everything() == before


@pytest.mark.parametrize("state", [state for state in ApplicationState if state != ApplicationState.APPROVED])
def test_only_an_approved_one_lapses(state, reviewer):
    application = IN_STATE[state](reviewer)
    before = everything()

    with pytest.raises(MoveRefused):
        make(ApplicationMove.LAPSE, application, reviewer)

    assert everything() == before


def test_verifying_again_answers_with_what_has_happened_and_changes_nothing(reviewer):
    application = a_verified_application(by=reviewer)
    before = everything()

    again = make(ApplicationMove.VERIFY, application, reviewer)

    assert (again, again.state) == (application, ApplicationState.VERIFIED)
    assert everything() == before


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.REJECTED], ids=str)
def test_without_approval_there_is_nothing_that_could_be_verified(state, reviewer):
    application = IN_STATE[state](reviewer)

    assert application.user is None
    assert ApplicationState(state) not in MOVES[ApplicationMove.VERIFY].sources
