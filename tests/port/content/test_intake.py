"""Each kind of file, taken in this very process: what of it may be put up, and what is refused for which reason."""

import csv
import io

import pikepdf
import pytest
from PIL import Image

from port.content.enums import FileFormat
from port.content.intake.answers import Format, Limits, Refused, Why
from port.content.intake.kinds import take
from port.content.intake.sentences import SENTENCES, in_words
from tests.factories import a_picture
from tests.port.content import packages
from tests.port.documents.hostile.acting import ACTING
from tests.port.documents.hostile.hiding import HIDING
from tests.port.documents.hostile.shelf import EVIL, HostileFile
from tests.port.documents.hostile.strangers import OTHER_KINDS, TWO_KINDS

LIMITS = Limits(seconds=20, memory_bytes=0, pixels=40_000_000, unpacked_bytes=100_000_000)
GPS = 0x8825
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
BOM = b"\xef\xbb\xbf"
RUNS = {*("/JavaScript", "/JS", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/XFA")}
SHOWS = {"/RichMedia", "/Movie", "/Sound", "/3D"}


def safe(content: bytes, name: str = "檔案", **limits: int) -> bytes:
    return take(content, name, Limits(**vars(LIMITS) | limits))[1]


def refusal(content: bytes, name: str = "檔案.pdf", **limits: int) -> str:
    """What is said to whoever put it up."""
    with pytest.raises(Refused) as refused:
        safe(content, name, **limits)
    return in_words(refused.value).messages[0]


def test_both_processes_speak_of_the_same_formats_and_every_reason_has_its_words():
    assert {each.value for each in Format} == set(FileFormat.values)
    assert SENTENCES.keys() == set(Why)


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
    assert take(packages.docx(packages.external("hyperlink")), "表單.docx", LIMITS)[0] == Format.DOCX


def test_a_file_that_swells_is_not_unpacked():
    assert "太大" in refusal(packages.swelling(2_000_000), "表單.docx", unpacked_bytes=1_000_000)


def test_a_file_of_very_many_parts_is_not_taken():
    assert "不完整" in refusal(packages.docx({f"word/{number}.xml": "" for number in range(2100)}), "表單.docx")


def test_parts_that_lie_upon_each_other_are_not_taken():
    assert "不完整" in refusal(packages.lying_upon_each_other(), "表單.docx")


def test_a_part_with_a_lying_size_is_not_believed():
    """The list says 9 bytes; what is there is read to its end, or not at all."""
    content = packages.swelling(1_000_000)
    real, claimed = (1_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little")

    assert content.count(real) == 2
    assert refusal(content.replace(real, claimed), "表單.docx", unpacked_bytes=500_000)


@pytest.mark.parametrize(
    "action",
    [packages.action("Launch", F="calc.exe"), packages.action("SubmitForm", F="http://far.example")],
    ids=["launch", "submit"],
)
def test_a_pdf_that_reaches_out_is_not_taken(action):
    assert "動作" in refusal(packages.pdf(OpenAction=action))


def test_a_pdf_loses_its_scripts_and_keeps_its_pages():
    content = packages.pdf(2, OpenAction=packages.action("JavaScript", JS="app.alert(1)"))

    kept = safe(content)

    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert len(pdf.pages) == 2
        assert "/OpenAction" not in pdf.Root
    assert b"app.alert" not in kept


def test_a_pdf_forgets_its_author_and_keeps_its_title_and_language():
    with pikepdf.open(io.BytesIO(packages.pdf(Lang=pikepdf.String("zh-TW")))) as pdf:
        pdf.docinfo["/Author"], pdf.docinfo["/Title"] = "王小明", "操作手冊"
        file = io.BytesIO()
        pdf.save(file)

    with pikepdf.open(io.BytesIO(safe(file.getvalue()))) as kept:
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

    kept = safe(photo)

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (1000, 3200)
        assert not picture.getexif()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1", "I;16"])
def test_a_drawing_of_any_kind_is_at_most_1600_wide(mode):
    kept = safe(a_picture((2000, 20), mode=mode))

    assert Image.open(io.BytesIO(kept)).size == (1600, 16)


def test_a_picture_of_too_many_dots_is_not_decoded():
    assert "像素" in refusal(a_picture((200, 200)), "圖.png", pixels=10_000)


def test_a_picture_with_a_page_behind_it_is_drawn_without_the_page():
    """Bytes behind the end are read by nobody who sees a picture, and by everybody who is told it is something else."""
    assert b"script" not in safe(a_picture() + HTML, "圖.png")


def test_a_table_is_kept_as_marked_utf_8():
    content = safe("項目,數量\n人員,-3\n變動,+1.5%\n".encode(), "表.CSV")

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


def fate_of(file: HostileFile) -> bytes | Why:
    """What of it is put up, or why nothing is."""
    try:
        return safe(file.make(), file.name)
    except Refused as refused:
        return refused.why


def keys_of(content: bytes) -> set[str]:
    """Every key and name in the PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = b" ".join(each.unparse(resolved=True) for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
        return {name for name in RUNS | SHOWS if f"{name} ".encode() in said + b" "}


@pytest.mark.parametrize("file", [*ACTING.files, *HIDING.files], ids=lambda file: file.title)
def test_whatever_acts_in_a_pdf_is_gone_or_the_pdf_is_refused(file: HostileFile):
    fate = fate_of(file)

    assert fate in {Why.PDF_ACTS, Why.PDF_DAMAGED, Why.PDF_PROTECTED} or keys_of(fate) & RUNS == set()


@pytest.mark.parametrize("file", OTHER_KINDS.files, ids=lambda file: file.title)
def test_what_only_calls_itself_a_pdf_or_a_picture_is_not_taken(file: HostileFile):
    with pytest.raises(Refused):
        safe(file.make(), file.name)


@pytest.mark.parametrize(
    "file", [file for file in TWO_KINDS.files if b"PDF" not in file.make()[:8]], ids=lambda file: file.title
)
def test_of_two_files_in_one_only_the_picture_is_put_up(file: HostileFile):
    fate = fate_of(file)

    assert fate in {Why.NOT_KNOWN, Why.NO_DOCUMENT} or EVIL not in fate
