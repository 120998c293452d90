"""axe-core on the page as it stands, for everything that a machine can tell (W-05)."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# What turns while something is read has no end.
ALL_IS_STILL = """Promise.allSettled(
  document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished)
)"""


def assert_axe_finds_nothing(page: Page) -> None:
    page.evaluate(ALL_IS_STILL)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    told = [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
    assert not told, f"{page.url}\n" + "\n".join(told)
