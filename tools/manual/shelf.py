"""Which manuals there are."""

from tools.manual.shapes import Book
from tools.manual.steps.account import ACCOUNT
from tools.manual.steps.desk import DESK

BOOKS: tuple[Book, ...] = (ACCOUNT, DESK)
