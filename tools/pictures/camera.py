"""Opens pages as a visitor does, takes their pictures, and hears what a person would not: faults and jumps of the page."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response

from tools.pictures.shots import STRANGER, Shot
from tools.pictures.steps import choose_company, close_news, enter, enter_with_factor
from tools.pictures.world import World

HEIGHTS = {1280: 900, 768: 1024, 360: 740}
LOAD_ALL = "Promise.all([...document.images].map((i) => { i.loading = 'eager'; return i.decode().catch(() => null) }))"
OVER_THE_PAGE = "dialog[open], [popover]:popover-open"
TALLEST = 12_000
NARROWEST = 320
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WATCH_JUMPS = """
window.jumped = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.jumped += entry.value
}).observe({ type: "layout-shift", buffered: true })
"""
MOST_JUMP = 0.01
"""Of a layout shift, as browsers count it; 0.1 is called good."""


@dataclass(frozen=True)
class Picture:
    shot: Shot
    width: int
    scheme: str
    language: str
    file: str


@dataclass
class Roll:
    """What came of all the pictures."""

    pictures: list[Picture] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class NoPage(Exception):
    """What the address answers is no page to look at; the text is the status, or the kind of the answer."""


@dataclass
class Camera:
    browser: Browser
    address: str
    world: World
    folder: Path
    roll: Roll = field(default_factory=Roll)
    sign_ins: dict[str, BrowserContext] = field(default_factory=dict)

    def take(self, shot: Shot) -> None:
        """All pictures of a shot; raises `NoPage` when nothing is there for this visitor."""
        for language in ("zh-hant", "en") if shot.english else ("zh-hant",):
            page = self._visitor(shot).new_page()
            page.on("pageerror", lambda error: self.roll.faults.append(f"{shot.name}: {error}"))
            try:
                self._bring_to_state(page, shot, language)
                self._at_each_width(page, shot, language)
            except (Error, AssertionError) as error:
                self.roll.faults.append(f"{shot.name}: {str(error).splitlines()[0]}")
            finally:
                page.close()

    def answers(self, path: str, visitor: str) -> tuple[int, str]:
        """The status and the kind of the answer to a visitor who opens a path; no redirect is followed."""
        answer = self._visitor(Shot("", by=visitor)).request.get(
            f"{self.address}{path}", max_redirects=0, headers={"Accept": "text/html"}
        )
        return answer.status, answer.headers.get("content-type", "").partition(";")[0]

    def _bring_to_state(self, page: Page, shot: Shot, language: str) -> None:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": shot.widths[0], "height": HEIGHTS[shot.widths[0]]})
        with translation.override(language):
            path = reverse(shot.view, args=tuple(shot.at(self.world)))
        if language == "en" and not path.startswith("/en/"):
            raise NoPage("no English")
        answer = page.goto(path)
        if not shot.steps:
            _expect_a_page(answer, path, shot.status)
        page.wait_for_load_state()
        if shot.steps:
            shot.steps(page, self.world)
            page.wait_for_load_state()

    def _at_each_width(self, page: Page, shot: Shot, language: str) -> None:
        page.evaluate(LOAD_ALL)
        if (jumped := float(page.evaluate("window.jumped ?? 0"))) > MOST_JUMP and not shot.steps:
            self.roll.faults.append(f"{shot.name}: the page jumps ({jumped:.3f})")
        for scheme in ("light", "dark") if shot.dark else ("light",):
            page.emulate_media(
                color_scheme="dark" if scheme == "dark" else "light",
                media="print" if shot.media == "print" else "screen",
            )
            for width in shot.widths:
                page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
                self._expose(page, Picture(shot, width, scheme, language, _file_name(shot, width, scheme, language)))

        for width in (*shot.widths, NARROWEST) if shot.media == "screen" else ():
            page.set_viewport_size({"width": width, "height": HEIGHTS[360]})
            if page.evaluate(WIDER):
                self.roll.faults.append(f"{shot.name} {language}: wider than {width} px")

    def _expose(self, page: Page, picture: Picture) -> None:
        """In a window as tall as the page, so that what sticks to its edge stands where the page ends; not under a dialog."""
        if not page.locator(OVER_THE_PAGE).count():
            height = max(HEIGHTS[picture.width], int(page.evaluate("document.documentElement.scrollHeight")))
            page.set_viewport_size({"width": picture.width, "height": min(height, TALLEST)})
        page.screenshot(path=self.folder / picture.file, full_page=True, animations="disabled", caret="hide")
        self.roll.pictures.append(picture)

    def _visitor(self, shot: Shot) -> BrowserContext:
        """A stranger is somebody new each time; whoever logs in does so once."""
        if shot.by == STRANGER:
            return self._context()
        if shot.by not in self.sign_ins:
            self.sign_ins[shot.by] = self._signed_in(shot.by)
        return self.sign_ins[shot.by]

    def _context(self) -> BrowserContext:
        context = self.browser.new_context(base_url=self.address, locale="zh-TW")
        context.set_default_timeout(15_000)
        context.add_init_script(WATCH_JUMPS)
        return context

    def _signed_in(self, visitor: str) -> BrowserContext:
        context = self._context()
        page = context.new_page()
        if visitor == "guarded":
            enter_with_factor(page, self.world)
        else:
            enter(page, *self.world.login(visitor))
        if visitor == "shared":
            choose_company(page)
        page.wait_for_load_state()
        close_news(page, self.world)
        page.close()
        return context


def _file_name(shot: Shot, width: int, scheme: str, language: str) -> str:
    parts = (shot.name, str(width), "dark" if scheme == "dark" else "", "en" if language == "en" else "")
    return "--".join(part for part in parts if part) + ".png"


def _expect_a_page(answer: Response | None, path: str, status: int) -> None:
    if answer is None or answer.status != status:
        raise NoPage(str(answer.status if answer else "no answer"))
    if urlsplit(answer.url).path != path:
        raise NoPage("302")
