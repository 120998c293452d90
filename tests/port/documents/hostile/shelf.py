"""What a hostile file is: how it is made, what is bad about it, and what it gets."""

from collections.abc import Callable
from dataclasses import dataclass, field

from port.documents.enums import Refusal
from tests.port.documents.builders import RED

EVIL = b"EVIL"
"""Stands in everything that must not survive: scripts, hidden data, names. It may not be in the safe PDF, nor in the log."""

Make = Callable[[], bytes]
Colour = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """`left` says what became of it. `hides` is in the file and not in what is made of it. `shows` is in the middle of page 1."""

    left: str
    pages: int = 1
    shows: Colour | None = RED
    hides: bytes | None = EVIL
    stored_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class HostileFile:
    """`limits` lowers `Options` for this file, so that what would go on forever does not take long here."""

    title: str
    danger: str
    make: Make
    name: str
    gets: Refusal | Accepted
    limits: dict[str, int]


@dataclass(frozen=True)
class Shelf:
    """Hostile files of one sort. A function that makes one carries its title as name, and the danger as docstring."""

    title: str
    files: list[HostileFile] = field(default_factory=list)

    def refused(self, refusal: Refusal, *, name: str = "EVIL.pdf", **limits: int) -> Callable[[Make], Make]:
        return self._put(refusal, name, limits)

    def accepted(
        self,
        left: str,
        *,
        name: str = "EVIL.pdf",
        pages: int = 1,
        shows: Colour | None = RED,
        hides: bytes | None = EVIL,
        **limits: int,
    ) -> Callable[[Make], Make]:
        return self._put(Accepted(left=left, pages=pages, shows=shows, hides=hides), name, limits)

    def _put(self, gets: Refusal | Accepted, name: str, limits: dict[str, int]) -> Callable[[Make], Make]:
        def put(make: Make) -> Make:
            danger = " ".join((make.__doc__ or "").split())
            self.files.append(
                HostileFile(title=make.__name__, danger=danger, make=make, name=name, gets=gets, limits=limits)
            )
            return make

        return put
