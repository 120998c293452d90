"""A page as a tree, as far as the checks of `machine_codes.py` need one, out of what a page says and not of what a browser mends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template", "title", "head"}


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        return name in self.attributes

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.walk() if element.tag in tags]

    def above(self) -> Iterator[Element]:
        """This element and all that hold it, from the inside to the outside."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def within(self, *tags: str) -> Element | None:
        return next((element for element in self.above() if element.tag in tags), None)

    @property
    def is_shown(self) -> bool:
        """Not taken out of the page for everybody. What only a script or a style takes away counts as shown."""
        return not any(element.has("hidden") or element.tag in SILENT for element in self.above())

    @property
    def is_told(self) -> bool:
        return self.is_shown and not any(element.get("aria-hidden") == "true" for element in self.above())

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Each piece of text that is told, with the element that it stands in."""
        for child in self.children:
            if isinstance(child, str):
                if child.strip() and self.is_told:
                    yield self, " ".join(child.split())
            else:
                yield from child.texts()

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.texts())

    @property
    def lang(self) -> str:
        return next((element.get("lang") for element in self.above() if element.get("lang")), "")

    @property
    def html(self) -> str:
        said = "".join(f' {name}="{value}"' for name, value in self.attributes.items() if name != "class")
        return f"<{self.tag}{said}>{self.text}"[:140]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("#page", {})
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults.append(f"<{tag}> says an attribute twice: {attrs}")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.tag == tag and self.open.parent is not None:
            self.open = self.open.parent
        elif tag not in VOID:
            self.faults.append(f"</{tag}> ends <{self.open.tag}>")
            if (opened := self.open.within(tag)) and opened.parent:
                self.open = opened.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


@dataclass(frozen=True)
class Markup:
    root: Element
    faults: tuple[str, ...]
    """Where elements are not closed in the order in which they were opened."""

    @property
    def ids(self) -> dict[str, Element]:
        return {element.get("id"): element for element in self.root.walk() if element.has("id")}


def markup_of(html: str) -> Markup:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return Markup(builder.root, tuple(builder.faults))


def name_of(element: Element, ids: dict[str, Element]) -> str:
    """What the element is called by whoever reads it out: the main lines of the rules of accessible names."""
    if element.has("aria-labelledby"):
        return " ".join(ids[ref].text for ref in element.get("aria-labelledby").split() if ref in ids)
    if element.get("aria-label"):
        return element.get("aria-label")
    pictures = [picture.get("alt") for picture in element.all("img") if picture.is_told]
    drawn = [drawing.get("aria-label") for drawing in element.all("svg") if drawing.is_told]
    said = " ".join(filter(None, [element.text, *pictures, *drawn]))
    if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
        said = element.get("value")
    return said.strip() or element.get("title")
