import pytest
from django.core.exceptions import ValidationError

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.models import Letter
from port.review.models import InternalNote
from port.review.notes import write_note
from tests.factories import a_company_document

pytestmark = pytest.mark.django_db


def test_a_note_stays_with_its_case_and_nobody_is_written_to(reviewer):
    case = a_company_document()

    note = write_note(case, by=reviewer, text="　 已電話詢問承辦人。\n")

    assert list(case.notes.all()) == [note]
    assert (note.text, note.by) == ("已電話詢問承辦人。", reviewer)
    assert not Letter.objects.exists()


def test_the_record_of_a_note_leaves_its_text_out(reviewer):
    case = a_company_document()

    note = write_note(case, by=reviewer, text="已電話詢問承辦人。")

    record = AuditRecord.objects.about(case).get()
    assert (record.act, record.actor_id, record.facts) == (Act.NOTE_WRITTEN, reviewer.pk, {"note": note.pk})


@pytest.mark.parametrize("text", ["", " \n　"])
def test_an_empty_note_is_none(reviewer, text):
    with pytest.raises(ValidationError) as refusal:
        write_note(a_company_document(), by=reviewer, text=text)

    assert refusal.value.code == "note_empty"
    assert not InternalNote.objects.exists()
    assert not AuditRecord.objects.exists()
