"""The words that the two processes speak: a task goes to the child as JSON, an answer comes back as JSON."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is, by its content. The value is the ending that the stored original gets."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    HEIC = "heic"


class Refusal(StrEnum):
    """Why a file was not taken. The sentences for people are in `port.documents.refusals`."""

    MISSING = "missing"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    NOT_ACCEPTED_KIND = "not_accepted_kind"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SLOW = "too_slow"
    INFECTED = "infected"
    STORAGE_FULL = "storage_full"
    BUSY = "busy"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Seconds of wall clock and of processor; bytes of address space; pixels of one picture; pages of the whole document."""

    seconds: int
    memory_bytes: int
    pixels: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class Former:
    """An earlier document that was made safe: its PDF, and the pages that stay, as (number from 1, degrees clockwise)."""

    pdf: str
    pages: list[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Task:
    """`folder` is the workspace: results are written there, and `files` are paths inside it, in the order of the pages.

    The pages of a former document come first. Pictures of pages that lie in the folder already are left as they are.
    """

    folder: str
    files: list[str]
    limits: Limits
    former: Former | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Either `pages` with the kind and the number of pages of each file, or a refusal.

    `file` counts the files from 0, None blames them all.
    """

    pages: int = 0
    pages_of_files: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    refusal: Refusal | None = None
    file: int | None = None


class Refused(Exception):
    """Raised inside the child by whoever finds the reason."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal
