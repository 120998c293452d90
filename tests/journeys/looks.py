"""What a machine can tell of a page at the sizes and in the colours in which people see it (W-10 to W-26)."""

from playwright.sync_api import Page

from tests.journeys.axe import assert_axe_finds_nothing
from tests.journeys.conftest import SIZES

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SMALL_TARGETS = """
[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".visually-hidden, p, li, dd, label, .note__text"))
  .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 80)])
  .filter(([box]) => box.width > 1 && (box.width < 24 || box.height < 24))
  .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)
"""
ENLARGE = "(size) => { document.documentElement.style.fontSize = size }"


def look_at(page: Page) -> None:
    assert_axe_finds_nothing(page)
    assert page.evaluate(FITS), page.url
    small = page.evaluate(SMALL_TARGETS)
    assert not small, f"{page.url}: {small}"


def look_in_every_way(page: Page) -> None:
    """A state that took a while to reach: at both sizes in both schemes, at 320 px, and with type of twice the size."""
    for size in ("phone", "desk"):
        page.set_viewport_size(SIZES[size])
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            look_at(page)
    for size, type_size in (("narrow", "100%"), ("phone", "200%")):
        page.set_viewport_size(SIZES[size])
        page.evaluate(ENLARGE, type_size)
        assert page.evaluate(FITS), f"{page.url}: too wide at {size} with type of {type_size}"
