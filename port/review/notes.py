"""Internal notes: what reviewers tell each other about a case."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.models import CompanyDocument
from port.review.models import InternalNote


@transaction.atomic
def write_note(case: CompanyDocument, *, by: User, text: str) -> InternalNote:
    """The record names the note and leaves its text out. Raises `ValidationError` when there is no text."""
    if not text.strip():
        raise ValidationError(_("請寫下註記內容。"), code="note_empty")
    note = InternalNote.objects.create(case=case, text=text.strip(), by=by)
    record(Act.NOTE_WRITTEN, about=case, by=by, acting_company_id=case.company_id, facts={"note": note.pk})
    return note
