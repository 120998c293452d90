"""Files for everybody: what is taken and in which form, what is not and what is said instead."""

import sys
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.content.enums import FileFormat
from port.content.files import open_attachment, receive_attachment, size_of_picture
from port.content.intake import apart
from port.content.models import Attachment
from port.documents.enums import ScanVerdict
from port.documents.storage import document_storage
from port.documents.workflow import sweep
from tests.factories import a_picture, a_staff_member, an_attachment
from tests.port.content import packages
from tests.port.documents.hostile.bombs import BOMBS
from tests.port.documents.hostile.pictures import COSTLY

pytestmark = pytest.mark.django_db

LARGER = 2 * 1024 * 1024  # than the file itself may the safe copy be
BOMBS_HERE = {file.title: file for file in [*BOMBS.files, *COSTLY.files]}


def content_of(attachment: Attachment) -> bytes:
    with open_attachment(attachment) as file:
        return file.read()


def refusal(content: bytes, name: str = "檔案.pdf") -> str:
    with pytest.raises(ValidationError) as refused:
        an_attachment(content, name=name)
    assert not Attachment.objects.exists()
    assert not any(Path(document_storage().path("")).glob("content/*"))
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (packages.pdf(), FileFormat.PDF),
        (packages.odf("text"), FileFormat.ODT),
        (packages.odf("spreadsheet"), FileFormat.ODS),
        (packages.odf("presentation"), FileFormat.ODP),
        (packages.docx(), FileFormat.DOCX),
        (packages.xlsx(), FileFormat.XLSX),
        (packages.pptx(), FileFormat.PPTX),
        (a_picture(), FileFormat.PNG),
        (a_picture(file_format="JPEG"), FileFormat.JPEG),
    ],
    ids=lambda value: str(value) if isinstance(value, FileFormat) else "",
)
def test_the_content_says_which_format_it_is_and_the_name_tells_the_truth(content, kind):
    attachment = an_attachment(content, name="申請書.exe")

    assert (attachment.format, attachment.name) == (kind, f"申請書.exe.{kind}")
    assert attachment.size == len(content_of(attachment))


def test_a_file_is_kept_with_who_put_it_up_and_recorded():
    editor = a_staff_member("head")

    attachment = an_attachment(packages.pdf(), name="../表單 (1).PDF", title=" 申請 表單 ", by=editor)

    assert (attachment.name, attachment.title, attachment.added_by) == ("表單 (1).PDF", "申請 表單", editor)
    assert attachment.storage_name == f"content/{attachment.pk}.pdf"
    record = AuditRecord.objects.get(act=Act.CONTENT_FILE_ADDED)
    assert record.facts == {"format": "pdf", "size": attachment.size, "sha256": attachment.sha256}


def test_the_sweep_of_documents_leaves_the_files_of_the_portal():
    attachment = an_attachment()

    sweep(before=timezone.now() + timedelta(days=9))

    assert content_of(attachment)


def test_an_empty_file_and_one_that_is_too_large_are_told(settings):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, attachment_bytes=1024 * 1024)

    assert "是空的" in refusal(b"")
    assert "超過 1 MB" in refusal(b"%PDF-" + bytes(1024 * 1024))


def test_a_name_that_is_too_long_is_told():
    with pytest.raises(ValidationError, match="名稱最多 150 個字"):
        an_attachment(title="長" * 151)


@pytest.mark.parametrize(
    ("verdict", "words"), [(ScanVerdict.INFECTED, "偵測到病毒"), (ScanVerdict.UNSCANNED, "沒有回應")]
)
def test_with_a_scanner_only_what_it_found_clean_is_taken(settings, monkeypatch, verdict, words):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, clamd="/run/clamd")
    monkeypatch.setattr("port.content.intake.apart.scan", lambda paths: verdict)

    assert words in refusal(packages.pdf())


@pytest.mark.parametrize("title", ["jpeg_drawn_in_20000_rounds", "png_of_30000_by_30000"])
def test_a_file_that_is_made_to_take_for_ever_is_ended(settings, title):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, intake_seconds=4)

    assert refusal(BOMBS_HERE[title].make())


@pytest.mark.parametrize("file", BOMBS.files, ids=lambda file: file.title)
def test_what_unpacks_to_gigabytes_is_refused_or_left_packed(settings, file):
    """Nothing in a PDF is unpacked here; whoever reads it does that page by page."""
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, intake_seconds=8, intake_memory_bytes=512 * 1024 * 1024)
    content = file.make()

    with suppress(ValidationError):
        an_attachment(content, name="x.pdf")

    assert all(kept.size < len(content) + LARGER for kept in Attachment.objects.all())


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import time; time.sleep(60)", "時限"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "時限"),
        ("raise SystemExit(3)", "不完整"),
    ],
)
def test_a_parser_that_hangs_or_falls_over_takes_nothing_along(settings, monkeypatch, program, words):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, intake_seconds=2)
    monkeypatch.setattr(apart, "CHILD", (sys.executable, "-I", "-c", program))

    assert words in refusal(packages.pdf())


def test_while_another_file_is_looked_at_there_is_no_turn(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS_FOR_A_TURN", 0)

    with apart.AT_ONCE:
        assert "稍候一分鐘" in refusal(packages.pdf())


def test_nothing_of_a_file_stays_that_was_not_recorded(monkeypatch):
    monkeypatch.setattr("port.content.files.record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        an_attachment()

    assert not any(Path(document_storage().path("")).glob("content/*"))


def test_a_picture_that_the_store_has_lost_has_no_size():
    attachment = an_attachment(a_picture(), name="圖.png")
    document_storage().delete(attachment.storage_name)

    assert size_of_picture(attachment) is None


def test_an_upload_that_was_looked_at_before_is_read_from_its_beginning():
    upload = ContentFile(packages.pdf(), name="x.pdf")
    upload.read()

    attachment = receive_attachment(upload=upload, name="x.pdf", title="", title_en="", by=a_staff_member("head"))

    assert attachment.size > 0
