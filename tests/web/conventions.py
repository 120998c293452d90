"""What Taiwan's government sites and WCAG 2.2 ask of every page beside the machine codes (W-23 to W-34)."""

import re
from collections.abc import Iterator

from tests.web.machine_codes import Check, Seen, controls, ids_are_unique, sections_that_are_regions_are_named
from tests.web.markup import Element

KEYS = ["U", "C", "Z"]
TOKENS = {
    *(
        "username",
        "current-password",
        "new-password",
        "one-time-code",
        "email",
        "tel",
        "tel-national",
        "tel-extension",
        "name",
        "off",
    ),
    *("organization", "street-address", "country", "webauthn", "work", "mobile", "username webauthn", "on"),
}
SEPARATOR = re.compile(r"[｜|]")


def elements_are_closed_in_order(page: Seen) -> Iterator[str]:
    yield from page.markup.faults


def the_skip_link_comes_first(page: Seen) -> Iterator[str]:
    stops = [one for one in page.shown if one.tag in {"a", "button", "input", "summary", "select", "textarea"}]
    if stops[0].get("href") != "#main" or stops[0].text not in {"跳到主要內容區塊", "Skip to main content"}:
        yield stops[0].html
    if page.ids["main"].get("tabindex") != "-1":
        yield "what it leads to cannot take the focus"


def bricks_mark_the_blocks(page: Seen) -> Iterator[str]:
    bricks = [link for link in page.all("a") if link.text == ":::"]
    if [brick.get("accesskey") for brick in bricks] != KEYS:
        yield f"bricks: {[brick.get('accesskey') for brick in bricks]}"
    yield from (brick.html for brick in bricks if not brick.get("title") or brick.get("href")[1:] not in page.ids)
    places = [brick.within("header", "main", "footer") for brick in bricks]
    if [place.tag for place in places if place] != ["header", "main", "footer"]:
        yield "a brick stands in another block"


def keys_are_unique(page: Seen) -> Iterator[str]:
    found = [one.get("accesskey").upper() for one in page.root.walk() if one.has("accesskey")]
    if sorted(found) != sorted(KEYS):
        yield str(found)


def crumbs(page: Seen) -> Element | None:
    return next((nav for nav in page.all("nav") if nav.get("class") == "crumbs"), None)


def the_title_repeats_the_crumb(page: Seen) -> Iterator[str]:
    trail = crumbs(page)
    here = [one for one in trail.all("li") if one.get("aria-current") == "page"] if trail else []
    if trail and (len(here) != 1 or here[0].text not in page.title):
        yield f"{[one.text for one in here]} not in {page.title!r}"


def inner_pages_say_where_they_are(page: Seen) -> Iterator[str]:
    """By a path; the first page of each part of the desk by the mark in the menu. Refusals are nowhere."""
    marked = [link for link in page.all("a") if link.get("aria-current") == "page" and link.within("header")]
    at_the_desk = page.view.startswith("staff:") and marked
    if page.status in {200, 422} and crumbs(page) is None and not at_the_desk:
        yield page.title


def help_stands_at_the_same_place(page: Seen) -> Iterator[str]:
    """The hotline, the mailbox and the way to write to us come first in the foot, in this order (W-23)."""
    ways = [link.get("href") for foot in page.all("footer") for link in foot.all("a")]
    kinds = [way.partition(":")[0] if ":" in way else way.removeprefix("/en") for way in ways]
    if kinds[:4] != ["#block-z", "tel", "mailto", "/opinions/"]:
        yield str(kinds[:4])


def fields_say_what_they_ask_for(page: Seen) -> Iterator[str]:
    for one in controls(page):
        token = one.get("autocomplete")
        if token and not set(token.split()) <= TOKENS:
            yield f"{token}: {one.html}"
        if one.get("type") in {"password", "email", "tel"} and not token:
            yield f"none: {one.html}"


def nothing_moves_by_itself(page: Seen) -> Iterator[str]:
    yield from (meta.html for meta in page.root.all("meta") if meta.get("http-equiv").lower() == "refresh")
    yield from (one.html for one in page.all("marquee", "blink"))
    yield from (one.html for one in page.shown if one.tag in {"video", "audio"} and one.has("autoplay"))


def the_order_of_the_page_is_that_of_the_keyboard(page: Seen) -> Iterator[str]:
    yield from (one.html for one in page.shown if re.fullmatch(r"[1-9]\d*", one.get("tabindex")))


def pasting_and_zooming_are_allowed(page: Seen) -> Iterator[str]:
    yield from (one.html for one in page.shown if one.has("onpaste"))
    for meta in page.root.all("meta"):
        if meta.get("name") == "viewport" and re.search("user-scalable|maximum-scale", meta.get("content")):
            yield meta.html


CONVENTIONS: dict[str, Check] = {
    "well-formed": elements_are_closed_in_order,
    "ids": ids_are_unique,
    "landmarks": sections_that_are_regions_are_named,
    "W-30 skip link": the_skip_link_comes_first,
    "W-31 bricks": bricks_mark_the_blocks,
    "W-32 keys": keys_are_unique,
    "W-34 title and crumb": the_title_repeats_the_crumb,
    "W-34 crumbs": inner_pages_say_where_they_are,
    "W-23 help": help_stands_at_the_same_place,
    "W-25 autocomplete": fields_say_what_they_ask_for,
    "W-25 pasting, zoom": pasting_and_zooming_are_allowed,
    "W-27 refresh": nothing_moves_by_itself,
    "order": the_order_of_the_page_is_that_of_the_keyboard,
}
