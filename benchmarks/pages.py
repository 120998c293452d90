"""What a visit costs: every public page, the form, and the main pages of a company, in a real browser on a slow line.

`python -m benchmarks.pages`; needs Chromium. Writes results/pages.md.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from benchmarks.long_pages import Read, read_through
from benchmarks.pages_report import written
from benchmarks.serving import Served, environment_in, run, served
from benchmarks.visits import FAST_3G, LINES, Visit, typed_after, visit

RESULT = Path(__file__).parent / "results" / "pages.md"
PHONE = ViewportSize(width=360, height=740)
RUNS = 5
NEWS_AND_QUESTIONS = 40
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FORM = "/register/general/"
DESK = ViewportSize(width=1280, height=800)
STAFF_MANUAL = "/staff/manual/"
MANUALS = ("/manual/", "/en/manual/", STAFF_MANUAL)


def main() -> None:
    with TemporaryDirectory() as folder:
        environment = environment_in(Path(folder))
        run(environment, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        pages = json.loads(run(environment, "-m", "benchmarks.seeding", str(NEWS_AND_QUESTIONS)))
        with served(environment) as server, _browser() as browser:
            visits = list(_visits(browser, server, pages))
            typed = {
                line: [typed_after(_stranger(browser), server.address + FORM, line) for _ in range(RUNS)]
                for line in LINES
            }
            read = list(_read(browser, server, str(pages["staff_session"])))
            RESULT.write_text(written(visits, typed, read, browser.version), encoding="utf-8")


def _visits(browser: Browser, server: Served, pages: dict[str, dict[str, str]]) -> Iterator[Visit]:
    """Each with a browser that has seen nothing of the portal yet."""
    for name, path in pages["public"].items():
        yield visit(_stranger(browser), name, server.address + path)
    for name, path in pages["english"].items():
        yield visit(_stranger(browser), f"English: {name}", server.address + path)
    for name, path in pages["inside"].items():
        yield visit(_clerk(browser, server, str(pages["session"])), name, server.address + path)


def _read(browser: Browser, server: Served, session: str) -> Iterator[Read]:
    for path in MANUALS:
        for size, line in ((PHONE, None), (PHONE, FAST_3G), (DESK, None)):
            reader = _stranger(browser, size)
            if path == STAFF_MANUAL:
                reader.add_cookies([{"name": "sessionid", "value": session, "url": server.address}])
            yield read_through(reader, path, server.address + path, line)


def _stranger(browser: Browser, size: ViewportSize = PHONE) -> BrowserContext:
    return browser.new_context(viewport=size, locale="zh-TW", device_scale_factor=2)


def _clerk(browser: Browser, server: Served, session: str) -> BrowserContext:
    context = _stranger(browser)
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.address}])
    return context


@contextmanager
def _browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
