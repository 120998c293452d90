"""Every state of a company document with every move: legal ones lead where the table says, others change nothing."""

from collections.abc import Callable

import pytest

from port.accounts.models import User
from port.audit.models import AuditRecord
from port.companies.enums import DocumentMove, DocumentState
from port.companies.models import Company, CompanyDocument
from port.companies.moves import MOVES
from port.companies.reopening import reopen_document
from port.companies.workflow import approve_document, close_document, hand_in, reject_document
from port.documents.enums import DocumentState as FileState
from port.letters.models import Letter
from port.workflows import MoveRefused, target_of
from tests.factories import a_company, a_company_document, a_reviewer, a_stored_document

pytestmark = pytest.mark.django_db

PAIRS = [(state, move) for state in DocumentState for move in DocumentMove]
REFUSED_ALOUD = {DocumentMove.APPROVE, DocumentMove.REJECT, DocumentMove.REOPEN}


def newer(company: Company) -> CompanyDocument:
    file = a_stored_document(state=FileState.STAGED)
    return hand_in(file=file, company_name=company.name, contact_email="clerk@example.com", company=company)


def in_state(state: DocumentState) -> CompanyDocument:
    """A document that came into that state by the acts that lead there."""
    reviewer, company = a_reviewer(), a_company()
    document = a_company_document(company=company)
    match state:
        case DocumentState.APPROVED:
            approve_document(document, by=reviewer)
        case DocumentState.REJECTED:
            reject_document(document, by=reviewer, reasons=[], note="看不清楚")
        case DocumentState.REPLACED:
            newer(company)
        case DocumentState.CLOSED:
            close_document(document, by=reviewer)
    return CompanyDocument.objects.get(pk=document.pk)


MAKE: dict[DocumentMove, Callable[[CompanyDocument, User], object]] = {
    DocumentMove.APPROVE: lambda document, by: approve_document(document, by=by),
    DocumentMove.REJECT: lambda document, by: reject_document(document, by=by, reasons=[], note="缺頁"),
    DocumentMove.REPLACE: lambda document, by: approve_document(newer(document.company), by=by),
    DocumentMove.CLOSE: lambda document, by: close_document(document, by=by),
    DocumentMove.REOPEN: lambda document, by: reopen_document(document, by=by, reason="文件內容需再確認。"),
}


def told_of(document: CompanyDocument) -> tuple[object, ...]:
    """All that an act would change: the row, its letters, its records."""
    row = CompanyDocument.objects.filter(pk=document.pk).values().get()
    return row, Letter.objects.about(document).count(), AuditRecord.objects.about(document).count()


def test_the_table_has_every_move():
    assert set(MOVES) == set(DocumentMove)
    assert set(MAKE) == set(DocumentMove)


@pytest.mark.parametrize(("state", "move"), PAIRS, ids=str)
def test_the_table_answers_for_every_pair(state, move):
    document = CompanyDocument(state=state)
    legal = state in MOVES[move].sources

    if legal:
        assert target_of(MOVES, move, document) == MOVES[move].target
    else:
        with pytest.raises(MoveRefused) as refusal:
            target_of(MOVES, move, document)
        assert (refusal.value.subject, refusal.value.move) == (document, move.value)


@pytest.mark.parametrize(("state", "move"), [pair for pair in PAIRS if pair[0] in MOVES[pair[1]].sources], ids=str)
def test_a_legal_move_leads_where_the_table_says_and_is_recorded(state, move):
    document = in_state(state)
    before = AuditRecord.objects.about(document).count()

    MAKE[move](document, a_reviewer())

    document.refresh_from_db()
    assert document.state == MOVES[move].target
    assert AuditRecord.objects.about(document).count() == before + 1


@pytest.mark.parametrize(("state", "move"), [pair for pair in PAIRS if pair[0] not in MOVES[pair[1]].sources], ids=str)
def test_any_other_move_changes_nothing_and_tells_nobody(state, move):
    document = in_state(state)
    before = told_of(document)

    if move in REFUSED_ALOUD:
        with pytest.raises(MoveRefused) as refusal:
            MAKE[move](document, a_reviewer())
        assert refusal.value.subject.state == state
    else:
        MAKE[move](document, a_reviewer())

    assert told_of(document) == before
