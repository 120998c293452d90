import uuid
from typing import Any

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.companies.enums import NumberKind
from port.documents.enums import DocumentState
from port.registration.models import AccountApplication
from port.registration.proof import verify
from port.registration.reopening import reopen
from port.registration.workflow import ApplicationFacts, approve, reject
from tests.factories.accounts import a_reviewer, hashed_password
from tests.factories.companies import a_company_document
from tests.factories.documents import a_stored_document
from tests.factories.numbers import next_number, next_ubn


def an_application(**overrides: Any) -> AccountApplication:
    """An application that was just sent, with its document, both waiting. `submitted_at` holds for both."""
    # Drawn at random, two of some hundred would soon have the same number.
    values = {"submission_id": uuid.uuid4(), "reference": f"115-0401-{next_number():05d}"} | _typed(overrides)
    if "document" not in values:
        values["document"] = _document_of(values)
    if values["document"]:
        values.setdefault("submitted_at", values["document"].submitted_at)
    return AccountApplication.objects.create(**values)


def an_approved_application(*, by: User | None = None, **overrides: Any) -> AccountApplication:
    """Approved by the act itself, so that its user, company and letter exist; its document still waits."""
    return approve(an_application(**overrides), by=by or a_reviewer())


def a_verified_application(**overrides: Any) -> AccountApplication:
    """Approved, and its address proven by its holder."""
    application = an_approved_application(**overrides)
    proof = application.user.verifications.live().get()
    return verify(proof, by=application.user)


def a_refused_application(*, by: User | None = None, **overrides: Any) -> AccountApplication:
    """Refused by the act itself, in the reviewer's own words; its document is closed."""
    return reject(an_application(**overrides), by=by or a_reviewer(), reasons=[], note="文件缺第二頁。")


def a_reopened_application(*, by: User | None = None, **overrides: Any) -> AccountApplication:
    """Approved, verified, and under review again: its account exists, and its door is shut."""
    reviewer = by or a_reviewer()
    return reopen(a_verified_application(by=reviewer, **overrides), by=reviewer, reason="統一編號需再確認。")


def some_facts(**overrides: Any) -> ApplicationFacts:
    """What an applicant typed, cleaned."""
    return ApplicationFacts(**_typed(overrides))


def a_submission(**overrides: Any) -> dict[str, Any]:
    """The arguments of `submit`: facts, a staged file, and the id of the form. Overrides are facts, `file`, `submission_id`."""
    submission_id = overrides.pop("submission_id", None) or uuid.uuid4()
    file = overrides.pop("file", None) or a_stored_document(state=DocumentState.STAGED, submission_id=submission_id)
    return {"facts": some_facts(**overrides), "file": file, "submission_id": submission_id}


def _typed(overrides: dict[str, Any]) -> dict[str, Any]:
    number = next_number()
    values = {
        "username": f"applicant{number}",
        "name": "李小華",
        "mobile": "0912345678",
        "email": f"applicant{number}@example.com",
        "password": hashed_password(),
        "number_kind": NumberKind.UBN,
        "number": overrides.get("number") or next_ubn(),
        "phone": "02-24206100#123",
        "company_name": f"遠岸示範{number}物流有限公司",
        "address": "202001基隆市中正區示範路1號",
        "representative": "陳大海",
    }
    values |= overrides
    values.setdefault("email_canonical", values["email"].lower())
    return values


def _document_of(values: dict[str, Any]) -> Any:
    sent = {"submitted_at": values["submitted_at"]} if "submitted_at" in values else {}
    return a_company_document(company_name=values["company_name"], contact_email=values["email"], **sent)


def a_shared_application(**overrides: Any) -> AccountApplication:
    """An application for a 共用帳號 that was just sent: account data only."""
    values = {"submission_id": uuid.uuid4(), "reference": f"115-0401-{next_number():05d}"} | _of_a_person(overrides)
    return AccountApplication.objects.create(**values)


def a_shared_account(**overrides: Any) -> User:
    """A 共用帳號 whose application was approved and whose address is proven; it holds nothing yet."""
    application = approve(a_shared_application(**overrides), by=a_reviewer())
    verify(application.user.verifications.live().get(), by=application.user)
    return User.objects.get(pk=application.user_id)


def a_shared_submission(**overrides: Any) -> dict[str, Any]:
    """The arguments of `submit` for a shared account: facts of a person, no file. Overrides are facts."""
    return {"facts": ApplicationFacts(**_of_a_person(overrides)), "file": None, "submission_id": uuid.uuid4()}


def _of_a_person(overrides: dict[str, Any]) -> dict[str, Any]:
    number = next_number()
    values = {
        "kind": AccountKind.SHARED,
        "username": f"shared{number}",
        "name": "張管理",
        "mobile": "0922333444",
        "email": f"shared{number}@example.com",
        "password": hashed_password(),
    } | overrides
    values.setdefault("email_canonical", values["email"].lower())
    return values
