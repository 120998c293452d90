"""One page, visited as people do: for the first time, and again. Told by the browser itself (CDP), not by the server."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, CDPSession, Page

QUIET_FOR_MS = 400
"""How long nothing has happened before a page counts as finished."""
OBSERVER = """
window.measured = {shift: 0, paint: 0};
new PerformanceObserver((list) => { for (const each of list.getEntries()) if (!each.hadRecentInput) measured.shift += each.value; })
  .observe({type: "layout-shift", buffered: true});
"""
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((each) => each.renderBlockingStatus === "blocking").map((each) => new URL(each.name).pathname)"""
SHIFT = "() => measured.shift"
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


@dataclass(frozen=True)
class Line:
    """As the tools of Chromium throttle it: a pause before each answer, and bytes a second."""

    name: str
    latency: float
    down: float
    up: float

    def throttles(self) -> Mapping[str, object]:
        return {"offline": False, "latency": self.latency, "downloadThroughput": self.down, "uploadThroughput": self.up}


FAST_3G = Line("Fast 3G (562 ms, 1.44 Mbit/s)", 562.5, 1.6e6 * 0.9 / 8, 750e3 * 0.9 / 8)
SLOW_3G = Line("Slow 3G (2,000 ms, 400 kbit/s)", 2000, 500e3 * 0.8 / 8, 500e3 * 0.8 / 8)
LINES = (FAST_3G, SLOW_3G)


@dataclass(frozen=True)
class Visit:
    """Bytes on the line, heads of the answers included; `kinds` says of what, on the first visit."""

    name: str
    first: int
    requests: int
    kinds: Mapping[str, int]
    again: int
    shift: float
    blocking: tuple[str, ...]


def visit(context: BrowserContext, name: str, address: str) -> Visit:
    page = context.new_page()
    page.add_init_script(OBSERVER)
    counted = counting(context.new_cdp_session(page))
    _open(page, address)
    page.mouse.wheel(0, 300)  # what is scrolled to must not push anything either
    page.wait_for_timeout(QUIET_FOR_MS)
    first, kinds, requests = sum(counted.bytes.values()), dict(counted.bytes), counted.requests
    shift, blocking = page.evaluate(SHIFT), tuple(page.evaluate(BLOCKING))
    counted.bytes.clear()
    page.goto("about:blank")
    _open(page, address)
    again = sum(counted.bytes.values())
    context.close()
    return Visit(name, first, requests, kinds, again, shift, blocking)


@dataclass(frozen=True)
class Typed:
    """Seconds until something was drawn, until a field took what was typed, and until the scripts stand by."""

    painted: float
    typed: float
    ready: float


def typed_after(context: BrowserContext, address: str, line: Line) -> Typed:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", dict(line.throttles()))
    started = time.monotonic()
    page.goto(address, wait_until="commit", timeout=60_000)
    page.get_by_role("main").get_by_role("textbox").first.press_sequentially("harbor", timeout=60_000)
    while not page.evaluate(PAINT):  # the page forbids what Playwright would wait with
        page.wait_for_timeout(20)
    typed = time.monotonic() - started
    page.wait_for_load_state("domcontentloaded")
    ready, painted = time.monotonic() - started, page.evaluate(PAINT) / 1000
    assert page.get_by_role("main").get_by_role("textbox").first.input_value() == "harbor"  # noqa: S101
    context.close()
    return Typed(painted, typed, ready)


class Counted:
    def __init__(self) -> None:
        self.bytes: dict[str, int] = defaultdict(int)
        self.requests = 0
        self.kind_of: dict[str, str] = {}
        self.pictures = 0


def counting(session: CDPSession) -> Counted:
    """What came over the line; what the browser had kept brings no bytes."""
    counted = Counted()

    def answered(event: dict[str, object]) -> None:
        counted.kind_of[str(event["requestId"])] = str(event["type"])

    def finished(event: dict[str, object]) -> None:
        length = int(event["encodedDataLength"])  # type: ignore[call-overload]
        if length:
            counted.requests += 1
            kind = counted.kind_of.get(str(event["requestId"]), "Other")
            counted.bytes[kind] += length
            counted.pictures += kind == "Image"

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return counted


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(QUIET_FOR_MS)
