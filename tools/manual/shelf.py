"""Which manuals there are."""

from tools.manual.shapes import Book
from tools.manual.steps.account import ACCOUNT

BOOKS: tuple[Book, ...] = (ACCOUNT,)
