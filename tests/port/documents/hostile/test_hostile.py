"""Each hostile file goes the whole way that an upload goes, and gets what the suite says."""

import hashlib
import logging
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from port.documents.enums import Refusal
from port.documents.models import StoredDocument
from port.documents.refusals import DocumentRefused
from port.documents.workflow import stage
from port.options import options
from tests.port.documents import builders as build
from tests.port.documents.hostile.pieces import MEGABYTE
from tests.port.documents.hostile.shelf import EVIL, Accepted, HostileFile
from tests.port.documents.hostile.suite import FILES

pytestmark = pytest.mark.django_db

ACTS_OR_HIDES = {
    *("/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"),
    *(
        "/Rendition",
        "/SetOCGState",
        "/Names",
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/Filespec",
        "/EF",
        "/AF",
        "/AcroForm",
    ),
    *("/XFA", "/Annots", "/FileAttachment", "/RichMedia", "/3D", "/3DD", "/Sound", "/Movie", "/Screen", "/Sig"),
    *("/Metadata", "/PieceInfo", "/Thumb", "/Alternates", "/OPI", "/Ref", "/PS", "/Subtype2", "/Outlines"),
}
MEMORY = 512 * MEGABYTE  # a third of what the product gives: a file that needs more is not harmless
SECONDS = 10  # half of what the product gives
LARGER = 2 * MEGABYTE  # than the file itself may the safe copy be


def stage_it(file: HostileFile, content: bytes, settings: Settings) -> StoredDocument:
    bounds = {"intake_seconds": SECONDS, "intake_memory_bytes": MEMORY, **file.limits}
    settings.PORT_OPTIONS = replace(options(), **bounds)
    return stage(files=[build.upload(content, file.name)], submission_id=uuid.uuid4())


def files_that_are(fate: type[Refusal | Accepted]) -> list[object]:
    return [pytest.param(file, id=file.title) for file in FILES if isinstance(file.gets, fate)]


@pytest.mark.parametrize("file", files_that_are(Refusal))
def test_it_is_refused(file: HostileFile, settings: Settings, store: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = file.make()

    with caplog.at_level(logging.DEBUG), pytest.raises(DocumentRefused) as refused:
        stage_it(file, content, settings)

    assert refused.value.refusal is file.gets
    assert not StoredDocument.objects.exists()
    assert list(store.iterdir()) == []
    assert EVIL.decode() not in caplog.text


@pytest.mark.parametrize("file", files_that_are(Accepted))
def test_it_is_made_harmless(file: HostileFile, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    gets = file.gets
    assert isinstance(gets, Accepted)
    content = file.make()
    assert gets.hides is None or gets.hides in content

    with caplog.at_level(logging.DEBUG):
        document = stage_it(file, content, settings)

    assert document.page_count == gets.pages
    assert document.size <= len(content) + LARGER
    check_original(document, content, gets.stored_as)
    check_safe_pdf(document, gets.hides)
    check_pictures(document)
    assert gets.shows is None or build.is_about(build.page_picture(document), (0.5, 0.5), gets.shows)
    assert EVIL.decode() not in caplog.text


def check_original(document: StoredDocument, content: bytes, stored_as: str | None) -> None:
    """The evidence is what was received, byte for byte, under a name that harms nobody."""
    (original,) = document.originals
    with document.open_original(1) as file:
        assert file.read() == content
    assert original["sha256"] == hashlib.sha256(content).hexdigest()
    assert stored_as is None or original["name"] == stored_as
    assert len(original["name"]) <= 200


def check_safe_pdf(document: StoredDocument, hidden: bytes | None) -> None:
    pdf = build.safe_pdf(document)
    assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
    assert "/Info" not in pdf.trailer
    assert words_of(pdf) & ACTS_OR_HIDES == set()
    assert not any("/F" in each for each in pdf.objects if isinstance(each, pikepdf.Stream))
    everything = build.unpacked(pdf)
    assert EVIL not in everything
    assert hidden is None or hidden not in everything


def words_of(pdf: pikepdf.Pdf) -> set[str]:
    """Every key and every name in it, wherever it lies."""
    return {word for each in pdf.objects for word in _words(each)}


def _words(value: object) -> Iterator[str]:
    if isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        yield from (word for part in value if not _is_elsewhere(part) for word in _words(part))
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in value.items():
            yield key
            if not _is_elsewhere(part):
                yield from _words(part)


def _is_elsewhere(part: object) -> bool:
    """An object with a number of its own, which is looked at by itself."""
    return isinstance(part, pikepdf.Object) and part.is_indirect


def check_pictures(document: StoredDocument) -> None:
    """They are small, and hold nothing but the picture."""
    for number in range(1, document.page_count + 1):
        with document.open_page(number) as page, document.open_thumbnail(number) as thumbnail:
            for file, width in ((page, 1240), (thumbnail, 240)):
                picture = Image.open(file, formats=["WEBP"])
                assert picture.width <= width
                assert picture.height <= 4 * width
                assert not {"exif", "xmp", "icc_profile"} & picture.info.keys()


def test_there_are_many_files_and_each_says_what_is_hostile_about_it() -> None:
    titles = [file.title for file in FILES]

    assert len(set(titles)) == len(titles) >= 60
    assert all(file.danger.endswith(".") for file in FILES)
