"""In which language a letter is written: always that of its reader, never that of whoever happens to write it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.utils import translation

from port.language import Language

_chosen: ContextVar[Language | None] = ContextVar("the language of the letters in hand", default=None)


class Mailbox(NamedTuple):
    """Where a letter goes to, and what is read there."""

    address: str
    language: str


class NoLanguageChosen(Exception):
    """A letter is composed and nobody has said for whom; it would be in the language of the page in hand by chance."""


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Letters composed within are in that language. What they tell is made within as well: dates, links and names."""
    chosen = Language(language)
    before = _chosen.set(chosen)
    try:
        with translation.override(chosen.value):
            yield
    finally:
        _chosen.reset(before)


def language_of_letter() -> Language:
    """Raises `NoLanguageChosen` outside of `written_in`."""
    if (chosen := _chosen.get()) is None:
        raise NoLanguageChosen
    return chosen
