"""The manuals, walked as their readers walk them: every step can be done, every control is there, every word still holds.

With MANUAL=write (`make manual`) the walk writes down what it has found instead of comparing.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from port.accounts.models import User
from port.language import Language
from tools.manual.printing import print_manual
from tools.manual.shapes import Book
from tools.manual.shelf import BOOKS
from tools.manual.walking import SCALE, Walk
from tools.manual.writing import is_stale, write

WRITES = os.environ.get("MANUAL") == "write"
EDITIONS = [(book, language) for book in BOOKS for language in book.languages]


@pytest.mark.parametrize(("book", "language"), EDITIONS, ids=[f"{book.name}-{tongue}" for book, tongue in EDITIONS])
def test_every_step_can_be_walked_and_the_manual_says_what_stands_there(
    book: Book,
    language: Language,
    open_page: Callable[..., Page],
    deliver: Callable[[], int],
    reviewer: User,
    settings,
    tmp_path: Path,
) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, decision_delay=timedelta(minutes=10))

    def visitor(path: str) -> Page:
        return open_page(path, device_scale_factor=SCALE, reduced_motion="reduce", color_scheme="light")

    walk = Walk(language=language, open_page=visitor, deliver=deliver, reviewer=reviewer, folder=tmp_path)
    words = walk.through(book)

    if WRITES:
        write(book, language, words, walk.pictures)
        print_manual(open_page("/healthz"), book.name, language, walk.pictures)
    assert not is_stale(book, language, words), "The manual says what is no longer so. Write it anew: make manual"
