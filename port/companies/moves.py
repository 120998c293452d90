"""The table of states and moves of a company document, and the lock that every move of a company's documents takes."""

from collections.abc import Mapping

from port.companies.enums import DocumentMove, DocumentState
from port.companies.models import CompanyDocument
from port.database import lock_until_commit, locked
from port.workflows import Move

MOVES: Mapping[DocumentMove, Move[DocumentState]] = {
    DocumentMove.APPROVE: Move(frozenset({DocumentState.PENDING}), DocumentState.APPROVED),
    DocumentMove.REJECT: Move(frozenset({DocumentState.PENDING}), DocumentState.REJECTED),
    DocumentMove.REPLACE: Move(frozenset({DocumentState.PENDING, DocumentState.APPROVED}), DocumentState.REPLACED),
    DocumentMove.CLOSE: Move(frozenset({DocumentState.PENDING}), DocumentState.CLOSED),
    DocumentMove.REOPEN: Move(
        frozenset({DocumentState.APPROVED, DocumentState.REJECTED, DocumentState.CLOSED}), DocumentState.PENDING
    ),
}


def take_turns(company_id: int) -> None:
    """Acts on the documents of one company pass one at a time; taken before the rows, so that none waits in a ring."""
    lock_until_commit(f"documents of company {company_id}")


def take_turns_about(document: CompanyDocument) -> None:
    """The turn of the document's company, if it belongs to one by now."""
    if company_id := CompanyDocument.objects.values_list("company_id", flat=True).get(pk=document.pk):
        take_turns(company_id)


def locked_document(document: CompanyDocument) -> CompanyDocument:
    """The row of today, locked, after its company's turn was taken."""
    take_turns_about(document)
    return locked(CompanyDocument.objects.filter(pk=document.pk)).get()
