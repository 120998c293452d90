"""Office files for tests, built part by part: good ones, and such as nobody should put up."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)
Parts = Mapping[str, "bytes | str"]


def package(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return file.getvalue()


def types(part: str, kind: str, more: str = "") -> str:
    return f'<?xml version="1.0"?><Types><Override PartName="/{part}" ContentType="{kind}"/>{more}</Types>'


def docx(more: Parts | None = None, *, content: str = "<w:document/>", kind: str = WORD) -> bytes:
    parts = {"[Content_Types].xml": types("word/document.xml", kind), "word/document.xml": content}
    return package(parts | dict(more or {}))


def xlsx(more: Parts | None = None) -> bytes:
    parts = {"[Content_Types].xml": types("xl/workbook.xml", SHEET), "xl/workbook.xml": "<workbook/>"}
    return package(parts | dict(more or {}))


def pptx(more: Parts | None = None) -> bytes:
    name = "ppt/presentation.xml"
    return package({"[Content_Types].xml": types(name, SLIDES), name: "<presentation/>"} | dict(more or {}))


def odf(kind: str = "text", more: Parts | None = None) -> bytes:
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": "<office:document-content/>",
        "META-INF/manifest.xml": MANIFEST,
    }
    return package(parts | dict(more or {}))


def external(kind: str) -> dict[str, str]:
    """A part that leads elsewhere when the document is opened."""
    link = f'<Relationship Id="r1" Type="http://schemas.example/{kind}" Target="http://far.example/x" TargetMode="External"/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{link}</Relationships>"}


def pdf(pages: int = 1, **root: object) -> bytes:
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(200, 200))
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def action(kind: str, **more: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)


def swelling(size: int) -> bytes:
    """A document with a part that is nothing but zeros."""
    return docx({"word/media/zeros.xml": b"\0" * size})


def lying_upon_each_other() -> bytes:
    """Many names for the same bytes, as in the smallest of the bombs: the list of parts says more than the file holds."""
    content = bytearray(docx({f"word/media/{number}.bin": bytes(4000) for number in range(9)}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as read:
        listed = [part for part in read.infolist() if part.filename.endswith(".bin")]
    at = content.index(b"PK\x01\x02")
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        name = bytes(content[at + 46 : at + 46 + int.from_bytes(content[at + 28 : at + 30], "little")])
        if name.endswith(b".bin"):
            content[at + 20 : at + 24] = (10**6).to_bytes(4, "little")
        at += 46
    assert listed
    return bytes(content)
