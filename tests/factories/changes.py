"""Change requests that wait, made by the act of asking; each with a document that was staged for it."""

import uuid
from typing import Any

from port.accounts.models import User
from port.changes.asking import ChangeFacts, ask, handover, lost_mailbox, new_identity
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.companies.models import CompanyAccount
from port.documents.enums import DocumentState
from tests.factories.companies import a_company_account
from tests.factories.documents import a_stored_document_with_files
from tests.factories.numbers import next_number


def a_change(
    kind: ChangeKind = ChangeKind.COMPANY, *, account: CompanyAccount | None = None, **overrides: Any
) -> ChangeRequest:
    """Asked by the account itself, or, for a lost mailbox, by a stranger who knows its name and number."""
    account = account or a_company_account()
    submission_id = uuid.uuid4()
    file = a_stored_document_with_files(state=DocumentState.STAGED, submission_id=submission_id)
    by = None if kind == ChangeKind.MAILBOX else account.user
    return ask(facts_for(kind, account, **overrides), file=file, submission_id=submission_id, by=by)


def facts_for(kind: ChangeKind, account: CompanyAccount, **overrides: Any) -> ChangeFacts:
    return {ChangeKind.COMPANY: _identity, ChangeKind.HANDOVER: _handover, ChangeKind.MAILBOX: _mailbox}[kind](
        account, overrides
    )


def _identity(account: CompanyAccount, overrides: dict[str, Any]) -> ChangeFacts:
    company = account.company
    values = {"name": f"新晴海示範{next_number()}船務有限公司", "number_kind": company.number_kind}
    values |= {"number": company.number, "explanation": "公司已更名。", "by": account.user}
    return new_identity(company, **values | overrides)


def _handover(account: CompanyAccount, overrides: dict[str, Any]) -> ChangeFacts:
    person: User = overrides.pop("person", account.user)
    values = {"name": "張新人", "mobile": "0987654321", "email": f"newcomer{next_number()}@example.com"}
    values |= {"explanation": "承辦人離職。", "by": account.user, "company": account.company}
    return handover(person, **values | overrides)


def _mailbox(account: CompanyAccount, overrides: dict[str, Any]) -> ChangeFacts:
    values = {"username": account.user.username, "number": account.company.number}
    values |= {"email": f"moved{next_number()}@example.com", "explanation": "原信箱停用。"}
    return lost_mailbox(**values | overrides)
