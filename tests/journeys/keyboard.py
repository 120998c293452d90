"""What somebody without a mouse does."""

from playwright.sync_api import Page

FOCUSED = """
(() => {
  const focused = document.activeElement;
  const label = focused.labels?.[0]?.textContent ?? "";
  const title = focused.querySelector("b")?.textContent ?? ""; // of a link that says more below its name
  return [focused.getAttribute("aria-label"), label, title, focused.textContent].map((text) => (text ?? "").trim());
})()
"""


def tab_to(page: Page, name: str, *, limit: int = 80) -> None:
    """Press Tab until the control of that name has the focus."""
    focused: list[str] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if name in focused:
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key; the last focus was on {focused}")


NUMBER_CONTROLS = """
() => {
  const open = document.querySelector("dialog[open]") ?? document;
  const controls = [...open.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const seen = controls.filter((e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 &&
    e.type !== "hidden" && !(e.type === "radio" && !e.checked));
  seen.forEach((e, number) => { e.dataset.control = number; });
  return seen.map((e) => e.outerHTML.slice(0, 100));
}
"""


def never_reached(page: Page) -> list[str]:
    """The visible controls that the Tab key does not come to, walking round the page."""
    page.evaluate("document.activeElement.blur()")
    controls = page.evaluate(NUMBER_CONTROLS)
    assert controls, f"{page.url} shows no control at all"
    dates = page.locator("input[type=date]").count()  # four stops each: day, month, year, calendar
    missing = {str(number): html for number, html in enumerate(controls)}
    for _ in range(2 * len(controls) + 3 * dates + 3):  # twice round: the browser says where the first round begins
        page.keyboard.press("Tab")
        missing.pop(page.evaluate("document.activeElement.dataset.control ?? null"), None)
        if not missing:
            break
    return list(missing.values())
