"""Office files: a ZIP of the structure of ODF or OOXML, whole, of a sane size, and with nothing in it that runs."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from port.content.enums import FileFormat
from port.content.intake.refusal import refused
from port.options import options

MOST_PARTS = 2000
BEGINNING = 16  # bytes
SWELLING = 5
"""How many times the largest upload the parts may be together: more is a file that was made to fill a memory."""

ODF: Mapping[bytes, FileFormat] = {
    b"application/vnd.oasis.opendocument.text": FileFormat.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileFormat.ODS,
    b"application/vnd.oasis.opendocument.presentation": FileFormat.ODP,
}
OOXML: Mapping[str, tuple[FileFormat, bytes]] = {
    "word/document.xml": (FileFormat.DOCX, b"wordprocessingml.document.main+xml"),
    "xl/workbook.xml": (FileFormat.XLSX, b"spreadsheetml.sheet.main+xml"),
    "ppt/presentation.xml": (FileFormat.PPTX, b"presentationml.presentation.main+xml"),
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


def taken_package(content: bytes) -> tuple[FileFormat, bytes]:
    """Taken as it is, once all of it has been read."""
    parts = _parts(content)
    file_format = _odf(parts) or _ooxml(parts)
    if file_format is None:
        raise refused(
            _("這個壓縮檔不是 ODF 或 Office 文件。請上傳 odt、ods、odp、docx、xlsx、pptx 或 PDF，不要上傳 zip 壓縮檔。")
        )
    _require_inert(parts)
    return file_format, content


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _read(package, len(content))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise refused(_damaged()) from None
    except RuntimeError:  # what the library calls a part that has a password
        raise refused(_("檔案設有密碼，讀者無法開啟。請取消密碼後再上傳。")) from None


def _read(package: zipfile.ZipFile, size: int) -> dict[str, bytes]:
    """Every part to its end: what the list of parts claims is not believed, neither sizes nor places."""
    listed = package.infolist()
    names = [part.filename for part in listed]
    if len(names) > MOST_PARTS or len(set(names)) < len(names) or any(_strays(name) for name in names):
        raise refused(_damaged())
    if sum(part.compress_size for part in listed) > size:
        raise refused(_damaged())  # parts that lie upon each other
    left, parts = SWELLING * options().attachment_bytes, {}
    for part in listed:
        with package.open(part) as file:
            content = file.read(left + 1)
        parts[part.filename] = content if _is_read(part.filename) else content[:BEGINNING]
        left -= len(content)
        if left < 0:
            raise refused(_("檔案解開後的內容太大，無法檢查。請縮小檔案中的圖片或資料後再上傳。"))
    return parts


def _is_read(name: str) -> bool:
    """Of what is no XML, such as a picture, the beginning says what it is."""
    return name == "mimetype" or name.endswith((".xml", ".rels"))


def _strays(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _odf(parts: Mapping[str, bytes]) -> FileFormat | None:
    needed = {"content.xml", "META-INF/manifest.xml"}
    if not needed <= parts.keys():
        return None
    if b"encryption-data" in parts["META-INF/manifest.xml"]:
        raise refused(_("檔案設有密碼，讀者無法開啟。請取消密碼後再上傳。"))
    return ODF.get(parts.get("mimetype", b"").strip())


def _ooxml(parts: Mapping[str, bytes]) -> FileFormat | None:
    types = parts.get("[Content_Types].xml")
    if types is None:
        return None
    if RUNNING_TYPES.search(_in_ascii(types)):
        raise refused(_runs())
    return next(
        (file_format for name, (file_format, kind) in OOXML.items() if name in parts and kind in _in_ascii(types)), None
    )


def _require_inert(parts: Mapping[str, bytes]) -> None:
    for name, content in parts.items():
        if RUNNING_PARTS.search(name) or content.startswith((COMPOUND, b"MZ")):
            raise refused(_runs())
        if EMBEDDED_PARTS.search(name) or content.startswith(b"PK\x03\x04"):
            raise refused(_("檔案中嵌入了其他檔案。請改成圖片或表格，或另外上傳那個檔案。"))
        if _is_read(name):
            _require_inert_xml(_in_ascii(content))


def _require_inert_xml(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refused(_damaged())
    if RUNNING_WORDS.search(content):
        raise refused(_runs())
    if any(REACHING.search(link) for link in EXTERNAL.findall(content)):
        raise refused(_("檔案連到其他地方的範本或資料，開啟時會自動讀取。請移除連結後再上傳。"))


def _in_ascii(content: bytes) -> bytes:
    """XML may be written in two bytes a letter, where none of our words would be found."""
    return content.replace(b"\0", b"") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in content[:4] else content


def _runs() -> str:
    return _("檔案內含巨集或會自動執行的內容，不能放上網站。請另存為不含巨集的文件、ODF 或 PDF 後再上傳。")


def _damaged() -> str:
    return _("檔案不完整、已經損壞，或結構與一般文件不同，無法讀取。請重新另存後再上傳。")
