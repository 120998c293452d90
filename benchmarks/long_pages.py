"""A long page with pictures: what a browser fetches before anybody scrolls, and what whoever reads it to its end has fetched."""

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

from benchmarks.visits import Line, counting

A_LITTLE = 400
AT_REST_FOR_MS = 1500
TO_THE_END = "() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1"
LONGEST_FETCH_MS = 120_000
UNTHROTTLED = "unthrottled"


@dataclass(frozen=True)
class Read:
    """Bytes on the line, and how many pictures; `line` is what it was read on."""

    name: str
    width: int
    line: str
    first: int
    first_pictures: int
    whole: int
    whole_pictures: int


def read_through(context: BrowserContext, name: str, address: str, line: Line | None = None) -> Read:
    page = context.new_page()
    session = context.new_cdp_session(page)
    counted = counting(session)
    if line:
        session.send("Network.emulateNetworkConditions", dict(line.throttles()))
    page.goto(address, wait_until="load", timeout=LONGEST_FETCH_MS)
    _come_to_rest(page)
    first, first_pictures = sum(counted.bytes.values()), counted.pictures
    while not page.evaluate(TO_THE_END):
        page.mouse.wheel(0, A_LITTLE)
        page.wait_for_timeout(60)
    _come_to_rest(page)
    width = (page.viewport_size or {"width": 0})["width"]
    spoken = line.name if line else UNTHROTTLED
    read = Read(name, width, spoken, first, first_pictures, sum(counted.bytes.values()), counted.pictures)
    context.close()
    return read


def _come_to_rest(page: Page) -> None:
    page.wait_for_load_state("networkidle", timeout=LONGEST_FETCH_MS)
    page.wait_for_timeout(AT_REST_FOR_MS)
