"""The manuals as the walk has written them (`make manual`): words, and small pictures. Read once in a process."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from PIL import Image

from port.content.placeholders import filled
from port.language import Language

ROOT = Path(__file__).resolve().parents[2]
WORDS = Path(__file__).parent / "manual_words"
PUBLIC, STAFF = ROOT / "static" / "manual", ROOT / "web" / "staff" / "manual"
ACCOUNT, DESK = "account", "desk"
PICTURES = ".avif"
LABEL = re.compile(r"\*\*(.+?)\*\*")
"""A word that stands on the screen."""


@dataclass(frozen=True)
class Picture:
    name: str
    alt: str
    width: int
    height: int

    @property
    def file(self) -> str:
        return f"{self.name}{PICTURES}"


@dataclass(frozen=True)
class Step:
    mark: str
    title: str
    do: SafeString
    notes: Sequence[SafeString]

    @property
    def anchor(self) -> str:
        return f"step-{self.mark.lower()}"


@dataclass(frozen=True)
class Scene:
    picture: Picture
    steps: Sequence[Step]
    notes: Sequence[SafeString]


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    intro: Sequence[SafeString]
    scenes: Sequence[Scene]

    @property
    def span(self) -> str:
        """From its first step to its last. The parts of a step count as one."""
        marks = [step.mark.partition("-")[0] for scene in self.scenes for step in scene.steps]
        return "–".join(dict.fromkeys((marks[0], marks[-1])))


@dataclass(frozen=True)
class Manual:
    """`language` is that of the words, which is Chinese where there is nothing else."""

    name: str
    title: str
    summary: str
    chapters: Sequence[Chapter]
    language: Language

    @property
    def folder(self) -> Path:
        return folder_of(self.name, self.language)

    @property
    def printed(self) -> Path:
        """The same as a PDF."""
        return self.folder / f"{self.name}.pdf"

    @property
    def printed_bytes(self) -> int:
        """0 when it has not been printed."""
        return self.printed.stat().st_size if self.printed.exists() else 0

    def scenes(self) -> Iterator[Scene]:
        for chapter in self.chapters:
            yield from chapter.scenes

    def files(self) -> dict[str, Path]:
        """All that belongs to it, by name."""
        pictures = [self.folder / scene.picture.file for scene in self.scenes()]
        return {file.name: file for file in (*pictures, self.printed) if file.exists()}


def folder_of(name: str, language: Language) -> Path:
    """Pictures for the desk are not served to strangers."""
    return STAFF if name == DESK else PUBLIC / language.value


def words_file(name: str, language: Language) -> Path:
    return WORDS / f"{name}.{language.value}.json"


def kept_words(name: str, language: Language) -> dict[str, Any]:
    """Nothing when the manual has never been written in the language."""
    file = words_file(name, language)
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def manual(name: str, language: Language) -> Manual:
    """With what the operator has set filled in, in the language in hand."""
    spoken = language if words_file(name, language).exists() else Language.CHINESE
    words = _words(name, spoken)
    chapters = [_chapter(chapter, name, spoken) for chapter in words["chapters"]]
    return Manual(name, _plain(words["title"]), _plain(words["summary"]), chapters, spoken)


@cache
def _words(name: str, language: Language) -> dict[str, Any]:
    return kept_words(name, language)


@cache
def _size(file: Path) -> tuple[int, int]:
    with Image.open(file) as picture:
        return picture.size


def _chapter(words: dict[str, Any], name: str, language: Language) -> Chapter:
    scenes = [_scene(scene, folder_of(name, language)) for scene in words["scenes"]]
    return Chapter(words["slug"], _plain(words["title"]), _sentences(words["intro"]), scenes)


def _scene(words: dict[str, Any], folder: Path) -> Scene:
    width, height = _size(folder / f"{words['picture']}{PICTURES}")
    picture = Picture(words["picture"], _plain(words["alt"]), width, height)
    return Scene(picture, [_step(step) for step in words["steps"]], _sentences(words["notes"]))


def _step(words: dict[str, Any]) -> Step:
    return Step(words["mark"], _plain(words["title"]), _sentence(words["do"]), _sentences(words["notes"]))


def _plain(words: str) -> str:
    return filled(words)


def _sentences(several: Sequence[str]) -> list[SafeString]:
    return [_sentence(words) for words in several]


def _sentence(words: str) -> SafeString:
    """Words between marks of a label become bold; what they hold besides is escaped before."""
    return SafeString(LABEL.sub(r"<b>\1</b>", escape(filled(words))))  # nosec B703
