"""The walk itself: through every scene in turn, reading what stands there and taking its picture."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils import translation
from PIL import Image
from playwright.sync_api import FloatRect, Page

from port.accounts.models import User
from port.language import Language
from tools.manual.drawing import Ring, marked
from tools.manual.reading import Box, around, help_of, is_typed_into, name_of, place_of
from tools.manual.shapes import Book, Chapter, Scene, Step
from tools.manual.words import say

SCALE = 1.5
"""Pixels of a picture for one of the window."""

MARGINS, AROUND_A_RING = (30, 14), 5
QUIET = "scrollTo(0, 0); document.activeElement.closest('dialog') ?? document.activeElement.blur()"
"""The mark of the focus looks like a ring."""

NUMBER_OF_A_CASE = re.compile(r"\b\d{3}-\d{4}-\d{5} | \d{3}-\d{4}-\d{5}\b")
"""Another one at each walk, and nothing that a reader should look for."""
PARTS_OF_A_TITLE = re.compile(r"｜| \| ")

PORTAL = "https://hep.twport.com.tw"
"""What stands on pictures where the walk has its own address."""

ELSEWHERE = """
(address) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll(location.origin, address)
}
"""
ALTERNATIVE = say("「{page}」的畫面，圖上標示：{marks}。", "The page “{page}”. Marked on it: {marks}.")


@dataclass
class Walk:
    """`open_page` gives a new browser at a path; `deliver` sends the letters that are due; `folder` is for papers."""

    language: Language
    open_page: Callable[[str], Page]
    deliver: Callable[[], int]
    reviewer: User
    folder: Path
    pages: dict[str, Page] = field(default_factory=dict)
    pictures: dict[str, Image.Image] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    """What one scene leaves for a later one."""

    def page(self, who: str = "clerk") -> Page:
        if who not in self.pages:
            self.pages[who] = self.open_page("/healthz")
        return self.pages[who]

    def through(self, book: Book) -> dict[str, Any]:
        """What the manual says, as it is kept in a file. Fails where a step cannot be walked or a control is not found."""
        with translation.override(self.language.value):
            book.begin(self)
            return {
                "title": book.title.filled(self.language, {}),
                "summary": book.summary.filled(self.language, {}),
                "chapters": [self._chapter(chapter) for chapter in book.chapters],
            }

    def _chapter(self, chapter: Chapter) -> dict[str, Any]:
        return {
            "slug": chapter.slug,
            "title": chapter.title.filled(self.language, {}),
            "intro": [said.filled(self.language, {}) for said in chapter.intro],
            "scenes": [self._scene(scene) for scene in chapter.scenes],
        }

    def _scene(self, scene: Scene) -> dict[str, Any]:
        page = self.page(scene.who)
        page.set_viewport_size({"width": scene.width, "height": scene.height})
        scene.come(self)
        page.wait_for_load_state()
        page.evaluate(QUIET)
        window = self._window(page, scene)
        steps = [self._step(page, step) for step in scene.steps]
        self.pictures[scene.name] = self._picture(page, scene, window)
        return {
            "picture": scene.name,
            "alt": self._alternative(page, steps),
            "steps": steps,
            "notes": [said.filled(self.language, {}) for said in scene.notes],
        }

    def _alternative(self, page: Page, steps: list[dict[str, Any]]) -> str:
        """For whoever does not see the picture: of what it is, and what is marked on it."""
        between = ", " if self.language is Language.ENGLISH else "、"
        marks = between.join(f"{step['mark']} {step['label']}" for step in steps)
        title = NUMBER_OF_A_CASE.sub("", PARTS_OF_A_TITLE.split(page.title())[0])
        return ALTERNATIVE.within(self.language).format(page=title, marks=marks)

    def _step(self, page: Page, step: Step) -> dict[str, Any]:
        control = step.find(page)
        place_of(control)
        named = step.named(page) if step.named else control
        read = {"label": name_of(named), **{name: name_of(find(page)) for name, find in step.also}}
        notes = [said.filled(self.language, read) for said in step.notes]
        return {
            "mark": step.mark,
            "title": self._title(step, read),
            "label": read["label"],
            "do": step.do.filled(self.language, read),
            "notes": [help_of(control), *notes] if step.tells_help else notes,
        }

    def _title(self, step: Step, read: Mapping[str, str]) -> str:
        """What stands on the screen is quoted, unless it is the whole title."""
        quoted = "“{}”" if self.language is Language.ENGLISH else "「{}」"
        alone = step.title.within(self.language) == "{label}"
        said = {name: value if alone else quoted.format(value) for name, value in read.items()}
        return step.title.within(self.language).format_map(said)

    def _window(self, page: Page, scene: Scene) -> Box:
        """As high as the page where a part of it is shown: then that part is in it, in whatever language."""
        whole = int(page.evaluate("document.documentElement.scrollHeight")) if scene.around else 0
        height = max(scene.height, whole)
        page.set_viewport_size({"width": scene.width, "height": height})
        return Box(0, 0, scene.width, height)

    def _picture(self, page: Page, scene: Scene, window: Box) -> Image.Image:
        page.mouse.move(0, 0)
        page.evaluate(ELSEWHERE, PORTAL)
        rings = [_ring(page, step, window) for step in scene.steps]
        shown = window
        if scene.around:
            parts = [*(place_of(find(page)) for find in scene.around), *(ring.box for ring in rings)]
            shown = around(parts).wider(*MARGINS).within(window)
        clip = FloatRect(x=shown.left, y=shown.top, width=shown.right - shown.left, height=shown.bottom - shown.top)
        taken = page.screenshot(clip=clip, animations="disabled", caret="hide")
        moved = [replace(ring, box=ring.box.moved(shown.left, shown.top)) for ring in rings]
        return marked(taken, moved, scale=SCALE)


def _ring(page: Page, step: Step, window: Box) -> Ring:
    control = step.find(page)
    box = place_of(control).wider(AROUND_A_RING, AROUND_A_RING)
    if not window.holds(box):
        raise AssertionError(f"Step {step.mark} is outside of the window: {box}")
    return Ring(step.mark, box.within(window), beside=is_typed_into(control))
