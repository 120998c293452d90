"""What was mended, beside what was refused: last time and this time, value by value, and the pages of both documents."""

from dataclasses import dataclass

from port.companies.enums import MendableField
from port.companies.models import CompanyDocument
from port.documents.models import StoredDocument
from port.registration.models import AccountApplication
from port.review.cases import application_of
from port.taiwan.dates import roc_datetime

COMPARED = [field for field in MendableField if field is not MendableField.DOCUMENT]


@dataclass(frozen=True)
class Change:
    """A value of both times; `asked` when a reason of the refusal asked for it to be mended."""

    label: str
    before: str
    now: str
    asked: bool

    @property
    def changed(self) -> bool:
        return self.before != self.now


@dataclass(frozen=True)
class Mended:
    """`former` is the case before; `answer` what its refusal told the applicant, of the account and of the document."""

    former: CompanyDocument
    reference: str
    answers: list[str]
    changes: list[Change]
    same_document: bool

    @property
    def sent(self) -> str:
        return roc_datetime(self.former.submitted_at)

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if change.changed or change.asked]

    @property
    def unchanged(self) -> list[Change]:
        return [change for change in self.changes if not change.changed and not change.asked]


def mended_of(case: CompanyDocument) -> Mended | None:
    """None for a case that mends nothing. A constant number of statements."""
    application = application_of(case)
    if application and application.forerunner_id:
        return _of_application(case, application)
    return _of_document(case) if case.forerunner_id else None


def _of_application(case: CompanyDocument, application: AccountApplication) -> Mended:
    former = AccountApplication.objects.select_related("document__file").get(pk=application.forerunner_id)
    asked = {
        name
        for reasons in (former.reasons, former.document.reasons)
        for unlocks in reasons.values_list("unlocks", flat=True)
        for name in unlocks
    }
    changes = [
        Change(str(field.label), str(getattr(former, field)), str(getattr(application, field)), field in asked)
        for field in COMPARED
    ]
    return Mended(
        former=former.document,
        reference=former.reference,
        answers=[answer for answer in (former.answer, former.document.answer) if answer],
        changes=changes,
        same_document=_is_same(former.document.file, case.file),
    )


def _of_document(case: CompanyDocument) -> Mended:
    former = CompanyDocument.objects.select_related("file").get(pk=case.forerunner_id)
    return Mended(
        former=former,
        reference="",
        answers=[former.answer] if former.answer else [],
        changes=[],
        same_document=_is_same(former.file, case.file),
    )


def _is_same(former: StoredDocument, file: StoredDocument) -> bool:
    """Whether the same files were handed in again."""
    return [original["sha256"] for original in former.originals] == [original["sha256"] for original in file.originals]
