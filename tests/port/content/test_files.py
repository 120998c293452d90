"""Files for everybody: what is taken and in which form, what is not and what is said instead."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.content.enums import FileFormat
from port.content.files import open_attachment, receive_attachment, size_of_picture
from port.content.models import Attachment
from port.documents.enums import ScanVerdict
from port.documents.storage import document_storage
from port.documents.workflow import sweep
from tests.factories import a_picture, a_staff_member, an_attachment
from tests.port.content import packages

pytestmark = pytest.mark.django_db

GPS = 0x8825
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
BOM = b"\xef\xbb\xbf"


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


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (HTML, "說明.pdf"),
        (SVG, "圖.png"),
        (SVG, "圖.svg"),
        (HTML, "表.csv"),
        (b"GIF89a" + bytes(9), "圖.gif"),
        (b"MZ", "x"),
    ],
    ids=["HTML as PDF", "SVG as PNG", "SVG", "HTML as CSV", "GIF", "program"],
)
def test_what_browsers_run_or_nobody_knows_is_not_taken(content, name):
    assert "格式" in refusal(content, name) or "不是 CSV" in refusal(content, name)


def test_an_empty_file_and_one_that_is_too_large_are_told(settings):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, attachment_bytes=1024 * 1024)

    assert "是空的" in refusal(b"")
    assert "超過 1 MB" in refusal(b"%PDF-" + bytes(1024 * 1024))


def test_a_name_that_is_too_long_is_told():
    with pytest.raises(ValidationError, match="名稱最多 150 個字"):
        an_attachment(title="長" * 151)


@pytest.mark.parametrize(
    "content",
    [
        packages.docx({"word/vbaProject.bin": packages.COMPOUND}),
        packages.docx({"word/harmless.bin": packages.COMPOUND}),
        packages.docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
        packages.xlsx({"xl/activeX/activeX1.xml": "<ax/>"}),
        packages.docx(content="<w:instrText>DDEAUTO c:\\x</w:instrText>"),
        packages.odf("text", {"Basic/Standard/Module1.xml": "<module/>"}),
        packages.odf("text", {"Scripts/python/x.py": "import os"}),
        packages.odf("spreadsheet", {"content.xml": '<a xlink:href="vnd.sun.star.script:x"/>'}),
        packages.docx({"word/media/tool.png": b"MZ" + bytes(64)}),
        packages.docx(content="\ufeff<w:instrText>DDEAUTO x</w:instrText>".encode("utf-16-le")),  # type: ignore[arg-type]
    ],
)
def test_a_file_with_a_macro_or_anything_that_runs_is_not_taken(content):
    assert "巨集" in refusal(content, "表單.docx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packages.docx({"word/embeddings/book.xlsx": packages.xlsx()}), "嵌入"),
        (packages.docx({"word/embeddings/note.txt": "x"}), "嵌入"),
        (packages.docx(packages.external("attachedTemplate")), "自動讀取"),
        (packages.docx(packages.external("oleObject")), "自動讀取"),
        (packages.docx(content='<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "不完整"),
        (packages.package({"readme.txt": "x"}), "壓縮檔"),
        (packages.package({"content.xml": "<x/>"}), "壓縮檔"),
        (packages.docx({"../../etc/passwd": "x"}), "不完整"),
        (packages.docx()[:-30], "不完整"),
        (packages.odf("text", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "密碼"),
    ],
    ids=["book", "note", "template", "object", "entities", "zip", "half", "path", "cut", "password"],
)
def test_a_package_that_is_not_a_plain_document_is_not_taken(content, words):
    assert words in refusal(content, "表單.docx")


def test_a_link_to_the_web_in_a_document_stays():
    assert an_attachment(packages.docx(packages.external("hyperlink")), name="表單.docx").format == FileFormat.DOCX


def test_a_file_that_swells_is_not_unpacked(settings):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, attachment_bytes=100_000)

    assert "太大" in refusal(packages.swelling(2_000_000), "表單.docx")


def test_a_file_of_very_many_parts_is_not_taken():
    assert "不完整" in refusal(packages.docx({f"word/{number}.xml": "" for number in range(2100)}), "表單.docx")


def test_parts_that_lie_upon_each_other_are_not_taken():
    assert "不完整" in refusal(packages.lying_upon_each_other(), "表單.docx")


def test_a_part_with_a_lying_size_is_not_believed(settings):
    """The list says 9 bytes; what is there is read to its end, or not at all."""
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, attachment_bytes=50_000)
    content = packages.swelling(1_000_000)
    real, claimed = (1_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little")

    assert content.count(real) == 2
    assert refusal(content.replace(real, claimed), "表單.docx")


@pytest.mark.parametrize(
    "action",
    [packages.action("Launch", F="calc.exe"), packages.action("SubmitForm", F="http://far.example")],
    ids=["launch", "submit"],
)
def test_a_pdf_that_reaches_out_is_not_taken(action):
    assert "動作" in refusal(packages.pdf(OpenAction=action))


def test_a_pdf_loses_its_scripts_and_keeps_its_pages():
    content = packages.pdf(2, OpenAction=packages.action("JavaScript", JS="app.alert(1)"))

    attachment = an_attachment(content, name="手冊.pdf")

    with pikepdf.open(io.BytesIO(content_of(attachment))) as pdf:
        assert len(pdf.pages) == 2
        assert "/OpenAction" not in pdf.Root
    assert b"app.alert" not in content_of(attachment)


def test_a_pdf_forgets_its_author_and_keeps_its_title_and_language():
    with pikepdf.open(io.BytesIO(packages.pdf(Lang=pikepdf.String("zh-TW")))) as pdf:
        pdf.docinfo["/Author"], pdf.docinfo["/Title"] = "王小明", "操作手冊"
        file = io.BytesIO()
        pdf.save(file)

    with pikepdf.open(io.BytesIO(content_of(an_attachment(file.getvalue())))) as kept:
        assert "/Author" not in kept.docinfo
        assert (str(kept.docinfo["/Title"]), str(kept.Root.Lang)) == ("操作手冊", "zh-TW")


def test_a_pdf_with_a_password_or_cut_in_half_is_not_taken():
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(packages.pdf())) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="x", user="y"))

    assert "密碼" in refusal(file.getvalue())
    assert "不完整" in refusal(packages.pdf()[:300])


def test_a_large_picture_is_made_smaller_and_loses_what_the_camera_wrote():
    taken_at = Image.Exif()
    taken_at[GPS] = {1: "N"}
    taken_at[274] = 6  # lies on its side
    photo = a_picture((3200, 1000), file_format="JPEG", exif=taken_at)

    attachment = an_attachment(photo, name="照片.jpeg", title="港口大門")

    with Image.open(io.BytesIO(content_of(attachment))) as picture:
        assert picture.size == (1000, 3200)
        assert not picture.getexif()
    assert size_of_picture(attachment) == (1000, 3200)
    assert attachment.name == "照片.jpeg"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1", "I;16"])
def test_a_drawing_of_any_kind_is_at_most_1600_wide(mode):
    attachment = an_attachment(a_picture((2000, 20), mode=mode), name="圖.png")

    assert size_of_picture(attachment) == (1600, 16)


def test_a_picture_of_too_many_dots_is_not_decoded(settings):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, upload_pixels=10_000)

    assert "像素" in refusal(a_picture((200, 200)), "圖.png")


def test_a_picture_with_a_page_behind_it_is_drawn_without_the_page():
    """Bytes behind the end are read by nobody who sees a picture, and by everybody who is told it is something else."""
    attachment = an_attachment(a_picture() + HTML, name="圖.png")

    assert b"script" not in content_of(attachment)


def test_a_table_is_kept_as_marked_utf_8():
    attachment = an_attachment("項目,數量\n人員,-3\n變動,+1.5%\n".encode(), name="表.CSV")

    content = content_of(attachment)
    assert content.startswith(BOM)
    assert list(csv.reader(io.StringIO(content.removeprefix(BOM).decode())))[1] == ["人員", "-3"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,=cmd|'/c calc'!A0\n", "公式"),
        (b"a,b\n1,@SUM(1)\n", "公式"),
        (b"a,b\n1,+cmd\n", "公式"),
        ("項目\n".encode("big5"), "UTF-8"),
        (b"a,\0\n", "不是 CSV"),
        (b'a,"b\n', "不完整"),
    ],
)
def test_a_table_that_a_spreadsheet_would_run_or_nobody_can_read_is_not_taken(content, words):
    assert words in refusal(content, "表.csv")


@pytest.mark.parametrize(
    ("verdict", "words"), [(ScanVerdict.INFECTED, "偵測到病毒"), (ScanVerdict.UNSCANNED, "沒有回應")]
)
def test_with_a_scanner_only_what_it_found_clean_is_taken(settings, monkeypatch, verdict, words):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, clamd="/run/clamd")
    monkeypatch.setattr("port.content.intake.scanned.scan", lambda paths: verdict)

    assert words in refusal(packages.pdf())


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
