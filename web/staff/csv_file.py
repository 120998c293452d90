"""A table as a CSV file that spreadsheets open as it is meant: in UTF-8 with its mark, and no cell run as a formula."""

import csv

from django.http import HttpResponse

from web.staff.figure_tables import Cell, Table

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_file(table: Table, *, name: str) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    writer = csv.writer(answer)
    writer.writerows([harmless(cell) for cell in row] for row in [table.head, *table.rows])
    return answer


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula, with the sign before it that makes it a text again."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
