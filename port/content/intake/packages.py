"""Office files: a ZIP of the structure of ODF or OOXML, whole, of a sane size, and with nothing in it that runs."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from port.content.intake.answers import Format, Limits, Refused, Taken, Why

MOST_PARTS = 2000
BEGINNING = 16  # bytes

ODF: Mapping[bytes, Format] = {
    b"application/vnd.oasis.opendocument.text": Format.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
    b"application/vnd.oasis.opendocument.presentation": Format.ODP,
}
OOXML: Mapping[str, tuple[Format, bytes]] = {
    "word/document.xml": (Format.DOCX, b"wordprocessingml.document.main+xml"),
    "xl/workbook.xml": (Format.XLSX, b"spreadsheetml.sheet.main+xml"),
    "ppt/presentation.xml": (Format.PPTX, b"presentationml.presentation.main+xml"),
}

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of macros and embedded objects
RUNNING_PARTS = re.compile(r"(?:^|/)(?:Basic|Scripts|macros?)/|vbaProject|vbaData|activeX|customUI", re.IGNORECASE)
EMBEDDED_PARTS = re.compile(
    r"(?:^|/)embeddings/|(?:^|/)ObjectReplacements/.*\.(?:exe|js|bat)$|oleObject", re.IGNORECASE
)
RUNNING_TYPES = re.compile(rb"macroEnabled|vbaProject|ms-office\.activeX|oleObject", re.IGNORECASE)
REACHING = re.compile(rb"attachedTemplate|/oleObject\"|/frame\"|/subDocument\"|/externalLink\"", re.IGNORECASE)
EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
RUNNING_WORDS = re.compile(
    rb"vnd\.sun\.star\.(?:script|expand)|macro:///|DDEAUTO|<(?:\w+:)?dde-source|\bDDE\s+[\"\w]", re.IGNORECASE
)


def take_package(content: bytes, limits: Limits) -> Taken:
    """Taken as it is, once all of it has been read."""
    parts = _parts(content, limits)
    file_format = _odf(parts) or _ooxml(parts)
    if file_format is None:
        raise Refused(Why.NO_DOCUMENT)
    _require_inert(parts)
    return file_format, content


def _parts(content: bytes, limits: Limits) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _read(package, len(content), limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise Refused(Why.PACKAGE_DAMAGED) from None
    except RuntimeError:  # what the library calls a part that has a password
        raise Refused(Why.PACKAGE_PROTECTED) from None


def _read(package: zipfile.ZipFile, size: int, limits: Limits) -> dict[str, bytes]:
    """Every part to its end: what the list of parts claims is not believed, neither sizes nor places."""
    listed = package.infolist()
    names = [part.filename for part in listed]
    if len(names) > MOST_PARTS or len(set(names)) < len(names) or any(_strays(name) for name in names):
        raise Refused(Why.PACKAGE_DAMAGED)
    if sum(part.compress_size for part in listed) > size:
        raise Refused(Why.PACKAGE_DAMAGED)  # parts that lie upon each other
    left, parts = limits.unpacked_bytes, {}
    for part in listed:
        with package.open(part) as file:
            content = file.read(left + 1)
        parts[part.filename] = content if _is_read(part.filename) else content[:BEGINNING]
        left -= len(content)
        if left < 0:
            raise Refused(Why.PACKAGE_SWELLS)
    return parts


def _is_read(name: str) -> bool:
    """Of what is no XML, such as a picture, the beginning says what it is."""
    return name == "mimetype" or name.endswith((".xml", ".rels"))


def _strays(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _odf(parts: Mapping[str, bytes]) -> Format | None:
    needed = {"content.xml", "META-INF/manifest.xml"}
    if not needed <= parts.keys():
        return None
    if b"encryption-data" in parts["META-INF/manifest.xml"]:
        raise Refused(Why.PACKAGE_PROTECTED)
    return ODF.get(parts.get("mimetype", b"").strip())


def _ooxml(parts: Mapping[str, bytes]) -> Format | None:
    types = parts.get("[Content_Types].xml")
    if types is None:
        return None
    if RUNNING_TYPES.search(_in_ascii(types)):
        raise Refused(Why.RUNS)
    return next(
        (file_format for name, (file_format, kind) in OOXML.items() if name in parts and kind in _in_ascii(types)), None
    )


def _require_inert(parts: Mapping[str, bytes]) -> None:
    for name, content in parts.items():
        if RUNNING_PARTS.search(name) or content.startswith((COMPOUND, b"MZ")):
            raise Refused(Why.RUNS)
        if EMBEDDED_PARTS.search(name) or content.startswith(b"PK\x03\x04"):
            raise Refused(Why.EMBEDS)
        if _is_read(name):
            _require_inert_xml(_in_ascii(content))


def _require_inert_xml(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused(Why.PACKAGE_DAMAGED)
    if RUNNING_WORDS.search(content):
        raise Refused(Why.RUNS)
    if any(REACHING.search(link) for link in EXTERNAL.findall(content)):
        raise Refused(Why.REACHES_OUT)


def _in_ascii(content: bytes) -> bytes:
    """XML may be written in two bytes a letter, where none of our words would be found."""
    return content.replace(b"\0", b"") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in content[:4] else content
