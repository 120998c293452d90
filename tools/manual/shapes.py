"""What a manual is made of. One definition is walked by the test, written as a page, and printed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page

from port.language import Language
from tools.manual.words import Said

if TYPE_CHECKING:
    from tools.manual.walking import Walk

Find = Callable[[Page], Locator]
Act = Callable[["Walk"], None]
WIDTH, HEIGHT = 900, 900


@dataclass(frozen=True)
class Step:
    """One thing to do, and the control that it is done with: the ring around that control carries the mark.

    `do` may name the control as `{label}`, and whatever `also` finds by the name that it has there. `tells_help`: what the
    product says behind ⓘ is said here as well. `named` is what names the control where it does not do so itself.
    """

    mark: str
    find: Find
    title: Said
    do: Said
    notes: tuple[Said, ...] = ()
    also: tuple[tuple[str, Find], ...] = ()
    tells_help: bool = False
    named: Find | None = None


@dataclass(frozen=True)
class Scene:
    """A picture with the steps that are seen on it. `come` leads there from the scene before.

    `around` is what the picture shows (else the whole window), `who` whose browser it is.
    """

    name: str
    come: Act
    steps: tuple[Step, ...]
    around: tuple[Find, ...] = ()
    notes: tuple[Said, ...] = ()
    who: str = "clerk"
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: Said
    intro: tuple[Said, ...]
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Book:
    """`begin` makes the world that the first scene finds."""

    name: str
    title: Said
    summary: Said
    chapters: tuple[Chapter, ...]
    languages: tuple[Language, ...] = tuple(Language)
    begin: Act = lambda walk: None

    def scenes(self) -> Iterator[Scene]:
        for chapter in self.chapters:
            yield from chapter.scenes
