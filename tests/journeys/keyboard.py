"""What somebody without a mouse does."""

from playwright.sync_api import Page

FOCUSED = """
(() => {
  const focused = document.activeElement;
  const label = focused.labels?.[0]?.textContent ?? "";
  return [focused.getAttribute("aria-label"), label, focused.textContent].map((text) => (text ?? "").trim());
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
