"""The product as people meet it: a live server, a real browser, real letters in the mailbox page."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page

from port.accounts.models import User
from port.letters.workflow import send_due
from tests.factories import a_reviewer

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {
    "narrow": {"width": 320, "height": 640},
    "phone": {"width": 360, "height": 740},
    "desk": {"width": 1280, "height": 900},
    "zoomed": {"width": 640, "height": 450},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's own Chromium: nothing is fetched at run time."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "The journeys need Chromium; `make test` installs it."
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture
def port(transactional_db, live_server, settings) -> str:
    """The address of a port that is open: texts and reasons are there, letters go into the mailbox page."""
    call_command("load_reference_data", verbosity=0)
    settings.EMAIL_BACKEND = "web.mailbox.backend.MaildirBackend"
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, public_url=live_server.url, keep_letter_links=True)
    return str(live_server.url)


@pytest.fixture
def reviewer(port: str) -> User:
    return a_reviewer(username="reviewer.lin", name="林審核")


@pytest.fixture
def open_page(browser: Browser, port: str) -> Iterator[Callable[..., Page]]:
    """A browser of its own for each person, who starts on a path at a size; script errors fail the journey."""
    contexts = []
    faults: list[str] = []

    def open_one(path: str = "/", *, size: str = "desk", **options: Any) -> Page:
        context = browser.new_context(viewport=SIZES[size], locale="zh-TW", base_url=port, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def deliver(port: str) -> Callable[[], int]:
    """What the letter worker does: send all that is due."""
    return lambda: send_due(at=timezone.now())
