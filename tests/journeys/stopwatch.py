"""How long somebody takes who does this for the first time: a model that adds up reading, typing, tapping and choosing.

What is read is what stands between her and her next act: every word that is shown from where she has read to the place
of the act, in the order of the page, and once; what stands on the same page a second time, word for word, is known. Headings, labels, examples, messages that appear and what a dialog says
are among it; closed help behind ⓘ, what stands below the place of the act, and what only a screen reader is told are not. The head of the
page is read once, on the first page. How long the network and the server take is left out (benchmarks/ has that).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from playwright.sync_api import Locator, Page

SIGNS_A_SECOND = 2
WORDS_A_SECOND = 140 / 60
SIGNS_A_WORD = 1.5
"""Chinese has no spaces: so many signs are read like a word. 140 words a minute are 210 signs; people who read Chinese
read about 250, so this is on the slow side, as 140 is in English."""
A_TAP = 1.0
A_SWIPE = 1.0
"""For each screen that has to be moved to reach the next act."""
A_FILE = 8.0

CHINESE = re.compile(r"[㐀-鿿]")
WORD = re.compile(r"[A-Za-z0-9][\w@.#/'’-]*")

UNREAD = """([target, wholly]) => {
  window.wasRead ??= new WeakSet();
  window.knownWords ??= new Set();
  const said = [];
  const root = target.closest("dialog") ?? document.body;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const isBefore = target.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    if (!wholly && !isBefore && !target.contains(node)) continue;
    if (window.wasRead.has(node) || !node.textContent.trim()) continue;
    const parent = node.parentElement;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (parent.clientWidth === 1 && getComputedStyle(parent).position === "absolute") continue; // for screen readers
    if (parent.closest("dialog") !== target.closest("dialog")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || box.right <= 0 || box.bottom + scrollY <= 0) continue;
    if (!wholly && SKIPPED && parent.closest(SKIPPED)) { window.wasRead.add(node); continue; }
    window.wasRead.add(node);
    const words = node.textContent.trim().replace(/\\s+/g, " ");
    if (!wholly && window.knownWords.has(words)) continue;
    window.knownWords.add(words);
    said.push(words);
  }
  return said;
}"""
AGAIN = '"body > header, .skip, .path"'
"""What every page begins with."""


def words_in(text: str) -> float:
    return len(CHINESE.findall(text)) / SIGNS_A_WORD + len(WORD.findall(CHINESE.sub(" ", text)))


@dataclass(frozen=True)
class Step:
    """Something done, and what it took, in seconds."""

    name: str
    words: float
    reading: float
    doing: float
    read: str


@dataclass
class Clerk:
    page: Page
    steps: list[Step] = field(default_factory=list)
    has_seen_the_head: bool = False
    seconds_to_the_goal: float = 0

    @property
    def seconds(self) -> float:
        return sum(step.reading + step.doing for step in self.steps)

    def reached_the_goal(self) -> None:
        self.seconds_to_the_goal = self.seconds

    def tap(self, name: str, target: Locator) -> None:
        self._do(name, target, A_TAP, target.click)

    def type(self, name: str, target: Locator, value: str) -> None:
        """Into a field: it is tapped, typed into sign by sign, and left."""
        self._do(name, target, A_TAP + len(value) / SIGNS_A_SECOND, lambda: target.fill(value))
        target.blur()
        self.page.wait_for_timeout(400)  # what the field answers is read on the way to the next

    def choose(self, name: str, target: Locator, file: Path, *, at: Locator) -> None:
        self._do(name, at, A_TAP + A_FILE, lambda: target.set_input_files(file))

    def read_all(self, name: str, target: Locator) -> None:
        """A dialog, or a page that is the end of the road."""
        self._note(name, self._unread(target, wholly=True), 0)

    def _do(self, name: str, target: Locator, seconds: float, act: Callable[[], None]) -> None:
        target.wait_for()
        read = self._unread(target, wholly=False)
        swipes = self._screens_to(target) * A_SWIPE
        target.scroll_into_view_if_needed()
        act()
        self._note(name, read, seconds + swipes)

    def _unread(self, target: Locator, *, wholly: bool) -> str:
        script = UNREAD.replace("SKIPPED", AGAIN if self.has_seen_the_head else '""')
        said = target.evaluate(f"(target, wholly) => ({script})([target, wholly])", wholly)
        self.has_seen_the_head = True
        return "　".join(said)

    def _screens_to(self, target: Locator) -> int:
        box, size = target.bounding_box(), self.page.viewport_size
        assert size
        if box is None:
            return 0
        below, above = box["y"] + box["height"] - size["height"], -box["y"]
        return max(0, ceil(max(below, above) / size["height"]))

    def _note(self, name: str, read: str, doing: float) -> None:
        words = words_in(read)
        self.steps.append(Step(name, words, words / WORDS_A_SECOND, doing, read))

    def table(self) -> str:
        """Step by step, with the sum at the foot."""
        rows, so_far = [], 0.0
        for step in self.steps:
            so_far += step.reading + step.doing
            rows.append(
                f"| {step.name} | {step.words:.0f} | {step.reading:.0f} | {step.doing:.1f} | {so_far:.0f} | {step.read} |"
            )
        head = [
            "| act | words before it | reading s | doing s | so far s | what was read |",
            "|---|---|---|---|---|---|",
        ]
        return "\n".join(
            [*head, *rows, "", f"To the goal {_told(self.seconds_to_the_goal)}, all in all {_told(self.seconds)}.", ""]
        )


def _told(seconds: float) -> str:
    return f"{seconds // 60:.0f} min {seconds % 60:.0f} s"
