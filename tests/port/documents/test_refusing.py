"""Files that are not taken: the reason, the sentence, and that nothing of them stays."""

import io
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from port.documents.enums import Refusal
from port.documents.models import StoredDocument
from port.documents.refusals import SENTENCES, DocumentRefused
from port.documents.workflow import stage
from port.options import options
from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, RED, staged, upload

pytestmark = pytest.mark.django_db


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


def protected(**passwords: str) -> bytes:
    return build.saved(build.coloured_pdf(RED), encryption=pikepdf.Encryption(**passwords))


def corrupt_content() -> bytes:
    source = build.coloured_pdf(RED)
    source.pages[0].Contents = pikepdf.Stream(source, b"not deflated at all", Filter=pikepdf.Name.FlateDecode)
    return build.saved(source, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def miscounted() -> bytes:
    source = build.coloured_pdf(RED, BLUE)
    content = build.saved(source, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return content.replace(b"/Count 2", b"/Count 3")


def frames(count: int) -> bytes:
    pictures = [build.picture(size=(2, 2))] * count
    return build.encoded(build.picture(BLUE, (2, 2)), "GIF", save_all=True, append_images=pictures)


def avif_like() -> bytes:
    return b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1" + bytes(100)


REFUSED: dict[str, tuple[Callable[[], bytes], Refusal]] = {
    "nothing": (lambda: b"", Refusal.EMPTY),
    "text": (lambda: "公司登記表".encode(), Refusal.NOT_ACCEPTED_KIND),
    "one byte": (lambda: b"%", Refusal.NOT_ACCEPTED_KIND),
    "web page": (lambda: b"<!doctype html><script>alert(1)</script>", Refusal.NOT_ACCEPTED_KIND),
    "drawing": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', Refusal.NOT_ACCEPTED_KIND),
    "PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", Refusal.NOT_ACCEPTED_KIND),
    "TIFF": (lambda: build.encoded(build.picture(), "TIFF"), Refusal.NOT_ACCEPTED_KIND),
    "GIF of 100 frames": (lambda: frames(100), Refusal.NOT_ACCEPTED_KIND),
    "WebP": (lambda: build.encoded(build.picture(), "WEBP"), Refusal.NOT_ACCEPTED_KIND),
    "AVIF": (avif_like, Refusal.NOT_ACCEPTED_KIND),
    "archive and Word document": (archive, Refusal.NOT_ACCEPTED_KIND),
    "program": (lambda: b"MZ\x90\x00" + bytes(200), Refusal.NOT_ACCEPTED_KIND),
    "something before the PDF": (lambda: b"GIF89a junk\n" + build.pdf(), Refusal.NOT_ACCEPTED_KIND),
    "archive behind the PDF": (lambda: build.pdf() + archive() + bytes(2000), Refusal.DAMAGED),
    "only the beginning of a PDF": (lambda: b"%PDF-1.7\n", Refusal.DAMAGED),
    "half a PDF": (lambda: build.pdf(RED, BLUE)[:-400], Refusal.DAMAGED),
    "a PDF without pages": (lambda: build.saved(pikepdf.new()), Refusal.DAMAGED),
    "a PDF that lacks a page": (miscounted, Refusal.DAMAGED),
    "a PDF with an unreadable page": (corrupt_content, Refusal.DAMAGED),
    "half a JPEG": (lambda: build.jpeg(Image.effect_noise((300, 300), 90))[:-5000], Refusal.DAMAGED),
    "half a PNG": (lambda: build.png(Image.effect_noise((300, 300), 90))[:-5000], Refusal.DAMAGED),
    "half a HEIC": (lambda: build.heic()[:-100], Refusal.DAMAGED),
    "only the name of HEIC": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(100), Refusal.DAMAGED),
    "a password": (lambda: protected(user="open", owner="change"), Refusal.ENCRYPTED),
    "a protection without a password": (lambda: protected(user="", owner="change"), Refusal.ENCRYPTED),
    "a decompression bomb": (lambda: build.huge_png(30_000), Refusal.TOO_MANY_PIXELS),
    "a little too many pixels": (lambda: build.huge_png(6_400), Refusal.TOO_MANY_PIXELS),
    "51 pages": (lambda: build.pdf(*[RED] * 51), Refusal.TOO_MANY_PAGES),
}


@pytest.mark.parametrize(("make", "refusal"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_is_refused_with_its_reason(make: Callable[[], bytes], refusal: Refusal, store: Path) -> None:
    content = make()

    with pytest.raises(DocumentRefused) as refused:
        stage(files=[upload(content)], submission_id=uuid.uuid4())

    assert (refused.value.refusal, refused.value.file_name) == (refusal, "證明文件.pdf")
    assert list(store.iterdir()) == []
    assert not StoredDocument.objects.exists()


def test_a_name_of_another_kind_is_refused_whatever_it_holds() -> None:
    with pytest.raises(DocumentRefused) as refused:
        stage(files=[upload(build.pdf(), "a.pdf.exe")], submission_id=uuid.uuid4())

    assert refused.value.refusal is Refusal.NOT_ACCEPTED_KIND
    assert "「a.pdf.exe」" in str(refused.value)


def test_the_file_to_blame_is_named() -> None:
    files = [upload(build.jpeg(), "好.jpg"), upload(build.jpeg()[:300], "壞.jpg"), upload(build.pdf(), "沒看.pdf")]

    with pytest.raises(DocumentRefused, match="「壞\\.jpg」不完整或已經損壞"):
        stage(files=files, submission_id=uuid.uuid4())


def test_pages_are_counted_over_all_files() -> None:
    with pytest.raises(DocumentRefused) as refused:
        staged(build.pdf(*[RED] * 50), build.jpeg())

    assert refused.value.refusal is Refusal.TOO_MANY_PAGES


def test_fifty_pages_are_taken() -> None:
    flat = build.saved(build.coloured_pdf(*[RED] * 49, size=(1000, 10)))

    assert staged(flat, build.jpeg()).page_count == 50


def test_more_files_than_pages_are_refused_before_any_is_read() -> None:
    files = [upload(b"not even looked at")] * 51

    with pytest.raises(DocumentRefused) as refused:
        stage(files=files, submission_id=uuid.uuid4())

    assert refused.value.refusal is Refusal.TOO_MANY_PAGES


def test_bytes_are_counted_over_all_files_before_any_is_read() -> None:
    half = upload(bytes(options().upload_bytes // 2))
    more = upload(bytes(options().upload_bytes // 2 + 1))

    with pytest.raises(DocumentRefused) as refused:
        stage(files=[half, more], submission_id=uuid.uuid4())

    assert refused.value.refusal is Refusal.TOO_LARGE
    assert half.tell() == more.tell() == 0


def test_exactly_as_many_bytes_as_allowed_are_taken(settings: Settings) -> None:
    content = build.pdf()
    settings.PORT_OPTIONS = replace(options(), upload_bytes=len(content))

    assert staged(content).page_count == 1


def test_no_file_at_all_is_answered_with_what_to_choose() -> None:
    with pytest.raises(DocumentRefused, match="尚未選擇檔案"):
        stage(files=[], submission_id=uuid.uuid4())


@pytest.mark.parametrize("refusal", Refusal)
def test_each_reason_is_a_whole_sentence_that_says_what_to_do(refusal: Refusal) -> None:
    sentence = str(DocumentRefused(refusal, "檔案 100%(x)s.pdf"))

    assert sentence.endswith("。")
    assert "請" in sentence
    assert ("檔案 100%(x)s.pdf" in sentence) == ("%(name)s" in str(SENTENCES[refusal]))


def test_the_limits_in_the_sentences_are_the_ones_in_force(settings: Settings) -> None:
    settings.PORT_OPTIONS = replace(options(), upload_bytes=7 * 1024 * 1024, upload_pages=9)

    assert "7 MB" in str(DocumentRefused(Refusal.TOO_LARGE, ""))
    assert "9 頁" in str(DocumentRefused(Refusal.TOO_MANY_PAGES, ""))
