"""A page that says which test holds a promise names one that is there."""

import re
from pathlib import Path

from tests.codebase.sources import ROOT, texts

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PROMISES = Path("docs/reliability.md")
ROW = re.compile(r"^\| (?!-|what |promise )", re.MULTILINE)


def unknown_tests(text: str) -> list[str]:
    return [f"{file}::{name}" for file, name in NAMED.findall(text) if not _has(ROOT / file, name)]


def _has(file: Path, name: str) -> bool:
    return file.exists() and re.search(rf"^(?:async )?def {name}\(", file.read_text(), re.MULTILINE) is not None


def test_a_name_that_no_test_has_is_noticed():
    here = "tests/codebase/test_promises.py"
    text = f"`{here}::test_of_dreams` `tests/nowhere.py::test_it` `{here}::test_a_name_that_no_test_has_is_noticed`"

    assert unknown_tests(text) == [f"{here}::test_of_dreams", "tests/nowhere.py::test_it"]


def test_every_test_that_a_document_names_is_there():
    missing = {str(path): names for path, text in texts(".md") if (names := unknown_tests(text))}

    assert missing == {}


def test_every_promise_and_every_outage_names_its_test():
    rows = [line for line in (ROOT / PROMISES).read_text().splitlines() if ROW.match(line)]

    assert len(rows) > 15
    assert [row for row in rows if not NAMED.search(row)] == []
