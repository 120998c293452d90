"""docs/accessibility-walk.md says what a screen reader is given at each step of the application, and it is still so.

With WALK=write the document is written anew instead of compared.
"""

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from port.accounts.models import User
from tests.journeys.listening import DOCUMENT, Listener, as_document

WRITES = os.environ.get("WALK") == "write"


def test_what_a_screen_reader_is_given_at_each_step_is_what_the_document_says(
    open_page: Callable[..., Page], deliver: Callable[[], int], reviewer: User, tmp_path: Path
) -> None:
    steps = list(Listener(open_page, deliver, reviewer, tmp_path).walk())
    document = as_document(steps)

    if WRITES:
        DOCUMENT.write_text(document, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == document, (
        "Listen to it again, and write: WALK=write pytest this file"
    )
