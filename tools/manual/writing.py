"""Where the manuals are kept: their words as JSON, their pictures as small files. All of it is committed."""

import json
from collections.abc import Mapping
from typing import Any

from PIL import Image

from port.language import Language
from tools.manual.drawing import as_avif
from tools.manual.shapes import Book
from web.components.manuals import PICTURES, folder_of, kept_words, words_file


def write(book: Book, language: Language, words: Mapping[str, Any], pictures: Mapping[str, Image.Image]) -> None:
    folder = folder_of(book.name, language)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {f"{name}{PICTURES}": as_avif(each, place=place) for place, (name, each) in enumerate(pictures.items())}
    for stale in folder.glob(f"*{PICTURES}"):
        stale.unlink()
    for name, picture in drawn.items():
        (folder / name).write_bytes(picture)
    text = json.dumps(words, ensure_ascii=False, indent=1)
    words_file(book.name, language).write_text(f"{text}\n", encoding="utf-8")


def is_stale(book: Book, language: Language, words: Mapping[str, Any]) -> bool:
    """Pictures are not compared: they differ with the fonts of the machine."""
    return kept_words(book.name, language) != words
