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


SMALL_ON_A_PHONE = """
[...document.querySelectorAll(".button, .input, select, .menu a, .errand, .tabs a")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]"))
  .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 80)])
  .filter(([box]) => box.width > 1 && box.height < 43.5)
  .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)
"""
"""Main controls, which a thumb has to meet: 44 pixels (the rest: 24)."""

LOST_FOCUS = """
async () => {
  const open = document.querySelector("dialog[open]") ?? document
  const stops = [...open.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && e.type !== "hidden")
  const seen = (e) => [...e.getClientRects()].some((box) => {
    const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2
    const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)]
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false
    const top = document.elementFromPoint(x, y)
    return top && (e.contains(top) || top.contains(e) || [...(e.labels ?? [])].some((label) => label.contains(top)))
  })
  const look = (e) => [e, e.closest("label"), e.parentElement].filter(Boolean)
    .map((one) => { const style = getComputedStyle(one); return [style.outlineStyle, style.outlineColor, style.boxShadow, style.borderColor] }).join()
  const faults = []
  for (const stop of stops) {
    document.activeElement?.blur()
    const before = look(stop)
    stop.focus({ focusVisible: true })
    if (document.activeElement !== stop) continue
    if (!seen(stop)) faults.push(`hidden: ${stop.outerHTML.slice(0, 90)}`)
    if (look(stop) === before) faults.push(`no mark: ${stop.outerHTML.slice(0, 90)}`)
  }
  document.activeElement?.blur()
  scrollTo(0, 0)
  return faults
}
"""
"""What has the focus is on the screen, nothing lies over it, and it looks other than before (2.4.7, 2.4.11)."""

MOVING = "document.getAnimations().filter((one) => one.playState === 'running').map((one) => one.animationName ?? one.transitionProperty)"


def assert_focus_is_never_lost(page: Page) -> None:
    lost = page.evaluate(LOST_FOCUS)
    assert not lost, f"{page.url} at {page.viewport_size}: {lost}"


def assert_thumbs_meet_the_main_controls(page: Page) -> None:
    small = page.evaluate(SMALL_ON_A_PHONE)
    assert not small, f"{page.url}: {small}"


def assert_nothing_moves(page: Page) -> None:
    """For whoever asked their system for less motion."""
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(MOVING)
    page.emulate_media(reduced_motion="no-preference")
    assert not moving, f"{page.url}: {moving}"


def look_in_both_schemes(page: Page) -> None:
    """The same page in light and in dark, without loading it again."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        look_at(page)


def assert_fits_when_narrow_or_large(page: Page, *, before: str) -> None:
    """At 320 pixels, with type of twice the size on a phone, and a desk at 200 %; then as it was."""
    for size, type_size in (("narrow", "100%"), ("phone", "200%"), ("zoomed", "100%")):
        page.set_viewport_size(SIZES[size])
        page.evaluate(ENLARGE, type_size)
        assert page.evaluate(FITS), f"{page.url}: too wide at {size} with type of {type_size}"
    page.set_viewport_size(SIZES[before])
    page.evaluate(ENLARGE, "")


def look_in_every_way(page: Page) -> None:
    """A state that took a while to reach: at both sizes in both schemes, at 320 px, and with type of twice the size."""
    for size in ("phone", "desk"):
        page.set_viewport_size(SIZES[size])
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            look_at(page)
    assert_fits_when_narrow_or_large(page, before="desk")
