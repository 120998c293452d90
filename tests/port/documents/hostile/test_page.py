"""The page about the hostile files tells what the suite proves."""

from tests.port.documents.hostile.page import PAGE, page
from tests.port.documents.hostile.suite import FILES


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_names_each_file() -> None:
    written = page()

    assert all(f"| `{file.title}` | {file.danger}" in written for file in FILES)
