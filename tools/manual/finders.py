"""How a control is found: by what it does where it can be, so that its label may change, else by role and by its words."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page

from tools.manual.shapes import Find


def css(selector: str) -> Find:
    return lambda page: page.locator(selector).first


def field(name: str) -> Find:
    """The control of a form under the name by which it is sent."""
    return css(f'main [name="{name}"]:not([type=hidden])')


def way_to(view: str, *, inside: str = "main") -> Find:
    """A link to the page of a view."""
    return lambda page: page.locator(f'{inside} a[href="{reverse(view)}"]').first


def button(words: str, *, inside: Find | None = None) -> Find:
    return by_role("button", words, inside=inside)


def link(words: str, *, inside: Find | None = None) -> Find:
    return by_role("link", words, inside=inside)


def region(words: str) -> Find:
    return by_role("region", words)


def dialog(words: str) -> Find:
    return by_role("dialog", words)


def by_role(role: str, words: str, *, inside: Find | None = None) -> Find:
    """`words` are those of the product in Chinese; on an English page they are looked for in English."""

    def find(page: Page) -> Locator:
        place = inside(page) if inside else page.locator("body")
        kind: Callable[..., Locator] = place.get_by_role
        return kind(role, name=gettext(words), exact=True).first

    return find
