"""What a page says: the name of a control, the help behind its ⓘ, and where it stands in the window."""

from typing import NamedTuple

from playwright.sync_api import Locator, expect

NAME = """
(control) => {
  const named = control.getAttribute("aria-label")
  if (named) return named
  const by = control.getAttribute("aria-labelledby")
  const source = by ? document.getElementById(by.split(" ")[0]) : control.labels?.[0] ?? control
  const copy = source.cloneNode(true)
  copy.querySelectorAll(".visually-hidden, [aria-hidden=true], small, input, .field__optional").forEach((part) => part.remove())
  return copy.textContent.replace(/\\s+/g, " ").trim()
}
"""
HELP = "(control) => control.closest('.field').querySelector('.help__panel').textContent.replace(/\\s+/g, ' ').trim()"
PLACE = """
(control) => {
  const small = control.matches("input[type=file], input[type=checkbox], input[type=radio]")
  const box = ((small && control.closest("label")) || control).getBoundingClientRect()
  return [box.left, box.top, box.right, box.bottom]
}
"""
TYPED_INTO = "(control) => control.matches('textarea, input:not([type=file], [type=checkbox], [type=radio])')"


class Box(NamedTuple):
    """In pixels of the window."""

    left: float
    top: float
    right: float
    bottom: float

    def wider(self, across: float, down: float) -> "Box":
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def within(self, other: "Box") -> "Box":
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def holds(self, other: "Box") -> bool:
        return self.within(other) == other

    def moved(self, left: float, top: float) -> "Box":
        return Box(self.left - left, self.top - top, self.right - left, self.bottom - top)


def name_of(control: Locator) -> str:
    return str(control.evaluate(NAME))


def help_of(control: Locator) -> str:
    return str(control.evaluate(HELP))


def place_of(control: Locator) -> Box:
    expect(control).to_be_visible()
    return Box(*control.evaluate(PLACE))


def is_typed_into(control: Locator) -> bool:
    return bool(control.evaluate(TYPED_INTO))


def around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
