"""The words of both processes. Nothing here knows a setting; `Format` has the values of `FileFormat`."""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    PDF = "pdf"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    CSV = "csv"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    PNG = "png"
    JPEG = "jpg"


class Why(StrEnum):
    """Why a file is not taken. The sentences for people are in `sentences.py`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_KNOWN = "not_known"
    TOO_SLOW = "too_slow"
    BUSY = "busy"
    INFECTED = "infected"
    UNSCANNED = "unscanned"
    PDF_PROTECTED = "pdf_protected"
    PDF_DAMAGED = "pdf_damaged"
    PDF_ACTS = "pdf_acts"
    PICTURE_DAMAGED = "picture_damaged"
    PICTURE_TOO_LARGE = "picture_too_large"
    PACKAGE_PROTECTED = "package_protected"
    PACKAGE_DAMAGED = "package_damaged"
    PACKAGE_SWELLS = "package_swells"
    NO_DOCUMENT = "no_document"
    RUNS = "runs"
    EMBEDS = "embeds"
    REACHES_OUT = "reaches_out"
    CSV_ENCODING = "csv_encoding"
    NO_CSV = "no_csv"
    CSV_DAMAGED = "csv_damaged"
    CSV_FORMULA = "csv_formula"


class Refused(Exception):
    """Raised by whoever finds the reason; `detail` is a piece of the file for the person who sent it."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Seconds, bytes of memory, pixels of a picture, and bytes of everything that is packed in a document."""

    seconds: int
    memory_bytes: int
    pixels: int
    unpacked_bytes: int


Taken = tuple[Format, bytes]
