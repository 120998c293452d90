"""The 23 codes of 網站無障礙規範 AA that a machine can test (W-10 to W-15), and the conventions beside them (W-23 to W-34).

Each check takes a page and tells what is wrong with it. What needs a browser is in `tests/journeys/looks.py`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from tests.web.markup import Element, Markup, markup_of, name_of

Check = Callable[["Seen"], Iterator[str]]


@dataclass(frozen=True)
class Seen:
    """A page as somebody got it."""

    view: str
    role: str
    path: str
    html: str
    status: int = 200
    names: tuple[str, ...] = ()
    """Of people and companies, which are the same in every language."""

    @cached_property
    def markup(self) -> Markup:
        return markup_of(self.html)

    @property
    def root(self) -> Element:
        return self.markup.root

    @cached_property
    def ids(self) -> dict[str, Element]:
        return self.markup.ids

    @cached_property
    def shown(self) -> list[Element]:
        return [element for element in self.root.walk() if element.is_shown]

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.shown if element.tag in tags]

    def name(self, element: Element) -> str:
        return name_of(element, self.ids)

    @property
    def is_english(self) -> bool:
        return self.path.startswith("/en/")

    @property
    def title(self) -> str:
        return next((" ".join(map(str, title.children)).strip() for title in self.titles), "")

    @property
    def titles(self) -> list[Element]:
        """Not those of drawings."""
        return [title for title in self.root.all("title") if title.within("head")]


# Pictures and signs

SIGNS = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


def pictures_have_alternatives(page: Seen) -> Iterator[str]:
    yield from (image.html for image in page.all("img") if not image.has("alt"))


def ornaments_have_no_title(page: Seen) -> Iterator[str]:
    yield from (image.html for image in page.all("img") if image.get("alt") == "" and image.get("title"))


def areas_have_texts(page: Seen) -> Iterator[str]:
    yield from (area.html for area in page.all("area") if not area.get("alt"))


def picture_buttons_are_named(page: Seen) -> Iterator[str]:
    yield from (one.html for one in page.all("input") if one.get("type") == "image" and not one.get("alt"))


def what_is_embedded_has_a_fallback(page: Seen) -> Iterator[str]:
    kinds = page.all("object", "embed", "video", "audio", "canvas")
    yield from (one.html for one in kinds if not one.text and not page.name(one))


def signs_have_words(page: Seen) -> Iterator[str]:
    """A sign with a meaning stands beside words or is hidden from those who hear the page."""
    yield from (text for _, text in page.root.texts() if SIGNS.search(text))


# Structure

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def headings_nest(page: Seen) -> Iterator[str]:
    found = page.all(*HEADINGS)
    if [heading.tag for heading in found].count("h1") != 1:
        yield f"h1: {[heading.text for heading in found if heading.tag == 'h1']}"
    if found and found[0].tag != "h1":
        yield f"begins with {found[0].html}"
    yield from (
        f"{above.html} → {below.html}" for above, below in pairwise(found) if below.tag[1] > str(int(above.tag[1]) + 1)
    )
    yield from (f"empty: {heading.html}" for heading in found if not page.name(heading))


def table_heads_have_a_scope(page: Seen) -> Iterator[str]:
    yield from (head.html for head in page.all("th") if head.get("scope") not in {"col", "row", "colgroup", "rowgroup"})
    yield from (f"no head: {table.html}" for table in page.all("table") if not table.all("th"))


def references_lead_somewhere(page: Seen) -> Iterator[str]:
    """`headers` of tables, and every other attribute that names an id."""
    names = ("headers", "for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "list", "form")
    for element in page.shown:
        for name in names:
            yield from (f"{name}={ref}: {element.html}" for ref in element.get(name).split() if ref not in page.ids)
    links = (link.get("href") for link in page.all("a") if link.get("href").startswith("#"))
    yield from (f"href={ref}" for ref in links if ref[1:] not in page.ids)


def ids_are_unique(page: Seen) -> Iterator[str]:
    every = [element.get("id") for element in page.root.walk() if element.has("id")]
    yield from sorted({one for one in every if every.count(one) > 1 or not one})


def groups_of_options_are_labelled(page: Seen) -> Iterator[str]:
    yield from (group.html for group in page.all("optgroup") if not group.get("label"))


def controls(page: Seen) -> list[Element]:
    quiet = {"hidden", "submit", "button", "reset", "image"}
    return [one for one in page.all("input", "select", "textarea") if one.get("type") not in quiet and one.is_told]


def controls_are_labelled(page: Seen) -> Iterator[str]:
    labels = {label.get("for") for label in page.all("label") if label.text}
    for control in controls(page):
        around = control.within("label")
        if not (control.get("id") in labels or (around and around.text) or page.name(control)):
            yield control.html


def choices_stand_in_a_named_group(page: Seen) -> Iterator[str]:
    """Radio buttons and ticks that belong together. Ticks of the rows of a table are named by their rows."""
    for fieldset in page.all("fieldset"):
        first = next((child for child in fieldset.children if isinstance(child, Element)), None)
        if first is None or first.tag != "legend" or not first.text:
            yield f"legend: {fieldset.html}"
    kinds = [one for one in controls(page) if one.get("type") in {"radio", "checkbox"} and not one.within("table")]
    names = [(one.within("form"), one.get("name")) for one in kinds if one.get("name")]
    for one in kinds:
        many = names.count((one.within("form"), one.get("name"))) > 1
        if (many or one.get("type") == "radio") and not _is_grouped(page, one):
            yield one.html


def _is_grouped(page: Seen, element: Element) -> bool:
    groups = {"group", "radiogroup"}
    return any(one.tag == "fieldset" or (one.get("role") in groups and page.name(one)) for one in element.above())


def no_direction_is_mixed(page: Seen) -> Iterator[str]:
    yield from (text for _, text in page.root.texts() if re.search("[\u0590-\u08ff]", text))


# Ways

VAGUE = {
    *(
        "更多",
        "這裡",
        "此處",
        "按這裡",
        "點此",
        "請點此",
        "點這裡",
        "詳細",
        "詳細內容",
        "詳情",
        "看更多",
        "了解更多",
        "閱讀全文",
    ),
    *("more", "here", "click here", "read more", "details", "this", "link", "learn more"),
}


def links_are_grouped(page: Seen) -> Iterator[str]:
    """In head and foot, lists of links stand in a `nav`; several of these are told apart by their names."""
    for row in page.all("ul", "ol"):
        if row.within("header", "footer") and len(row.all("a")) > 1 and not row.within("nav", "main", "dialog"):
            yield row.html
    names = [page.name(nav) for nav in page.all("nav")]
    if len(names) > 1:
        yield from (f"nav: {name or 'no name'}" for name in names if not name or names.count(name) > 1)


def neighbours_lead_elsewhere(page: Seen) -> Iterator[str]:
    """A picture and a name that lead to the same page are one link."""
    ways = [link for link in page.all("a") if link.has("href")]
    for one, next_one in pairwise(ways):
        if one.get("href") == next_one.get("href") and one.within("li", "p", "td", "div") is next_one.within(
            "li", "p", "td", "div"
        ):
            yield f"{one.html} → {next_one.html}"


def links_say_where_they_lead(page: Seen) -> Iterator[str]:
    yield from (link.html for link in page.all("a") if page.name(link).strip("…. ").lower() in {"", *VAGUE})


def the_title_is_there(page: Seen) -> Iterator[str]:
    if len(page.titles) != 1 or len(page.title) < 3:
        yield page.title or "none"


# Languages

TAGS = re.compile(r"(zh-Hant(-TW)?|zh-TW|en(-GB)?)$", re.IGNORECASE)
CHINESE = re.compile("[\u3400-\u9fff]")
ENGLISH = re.compile(r"(?:(?<![\w.@/-])[A-Za-z]+[’']?[a-z]*[,.]? +){2,}[A-Za-z]+\b(?![.@/-])")
SAID_BY_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")


def the_language_is_said(page: Seen) -> Iterator[str]:
    whole = next(iter(page.root.all("html")), page.root)
    if not TAGS.match(whole.get("lang")) or whole.get("lang").startswith("en") != page.is_english:
        yield f"html lang={whole.get('lang')}"
    yield from (one.html for one in page.shown if one.has("lang") and not TAGS.match(one.get("lang")))


def passages_in_another_language_are_marked(page: Seen) -> Iterator[str]:
    """Chinese on an English page, and three English words together on a Chinese one."""
    names = re.compile("|".join(map(re.escape, sorted(page.names, key=len, reverse=True))) or "(?!)")
    for element, text in page.root.texts():
        yield from _unmarked(element, names.sub("", text))
    for element in page.shown:
        for name in SAID_BY_ATTRIBUTES:
            yield from (f"{name}: {found}" for found in _unmarked(element, names.sub("", element.get(name))))


def _unmarked(element: Element, text: str) -> Iterator[str]:
    strange = CHINESE if element.lang.startswith("en") else ENGLISH
    if not element.within("code", "pre", "kbd", "samp") and (found := strange.search(text)):
        yield f"{found.group()!r} in {text[:80]!r}"


# Files, names, sizes

CLOSED = (".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx")


def files_are_open(page: Seen) -> Iterator[str]:
    ways = (link.get("href").partition("?")[0].lower() for link in page.all("a"))
    yield from (way for way in ways if way.endswith(CLOSED))


def everything_has_a_name(page: Seen) -> Iterator[str]:
    named = {"button", "link", "dialog", "region", "img", "navigation", "tablist", "group", "radiogroup", "progressbar"}
    for one in page.shown:
        must = one.tag in {"button", "summary", "dialog", "progress", "meter"} or one.get("role") in named
        if must and one.is_told and not page.name(one) and not one.within("label"):
            yield one.html


def sections_that_are_regions_are_named(page: Seen) -> Iterator[str]:
    marks = page.all("aside", "main", "nav")
    for tag in ("aside", "main"):
        same = [one for one in marks if one.tag == tag]
        if len(same) > 1 and not all(page.name(one) for one in same):
            yield tag
    if len(page.all("main")) != 1:
        yield "main"


def frames_have_titles(page: Seen) -> Iterator[str]:
    yield from (frame.html for frame in page.all("iframe") if not frame.get("title"))


FIXED = re.compile(r"font(?:-size)?\s*:[^;}]*?\b\d*\.?\d+(?:px|pt|cm|mm|in|pc)\b")


def sizes_of_type_are_relative(folder: Path) -> list[str]:
    """Not of a page, but of the styles. `@page` and `@media print` measure paper."""
    found = []
    for style in sorted(folder.glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [f"{style.name}: {match.group()}" for match in FIXED.finditer(text)]
    return found


PAGE_CODES: dict[str, Check] = {
    "HM1110100C": pictures_have_alternatives,
    "HM1110106C": ornaments_have_no_title,
    "HM1110101C": areas_have_texts,
    "HM1110104C": picture_buttons_are_named,
    "HM1110105C": what_is_embedded_has_a_fallback,
    "HM1110103C": signs_have_words,
    "HM1130100C": headings_nest,
    "HM1130101C": table_heads_have_a_scope,
    "HM1130102C": references_lead_somewhere,
    "HM1130103C": groups_of_options_are_labelled,
    "HM1130104C": controls_are_labelled,
    "HM1130105C": choices_stand_in_a_named_group,
    "HM1130200C": no_direction_is_mixed,
    "HM1240102C": links_are_grouped,
    "HM1240200C": the_title_is_there,
    "HM1240400C": neighbours_lead_elsewhere,
    "HM1240401C": links_say_where_they_lead,
    "HM1310100C": the_language_is_said,
    "HM2310200C": passages_in_another_language_are_marked,
    "ME1320200C": files_are_open,
    "HM1410200C": everything_has_a_name,
    "HM1410201C": frames_have_titles,
}
"""22 of the 23; the last, CS2140401C, is about the styles: `sizes_of_type_are_relative`."""
