"""Every address of the product, from the tree of addresses itself, so that no page is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from tools.pictures.shots import STRANGER, Shot

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
VISITORS_IN_TURN = (STRANGER, "company", "shared", "reviewer", "head", "content", "system", "auditor")
"""Who tries to open a page of which nothing is planned: the first one who may see it is shown it."""


@dataclass(frozen=True)
class Address:
    view: str
    takes: tuple[object, ...]
    """An argument of the right kind for each that the address takes; a row with such a key need not exist."""

    @property
    def path(self) -> str:
        return reverse(self.view, args=self.takes)

    def shots(self) -> list[Shot]:
        """To be tried in turn."""
        return [Shot(self.view, by=visitor, at=lambda world: self.takes) for visitor in VISITORS_IN_TURN]


def every_address() -> list[Address]:
    found = dict.fromkeys(_addresses(get_resolver()))
    return [address for address in found if _can_be_written(address)]


def _addresses(resolver: URLResolver, space: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            takes = tuple(_sample(converter) for converter in entry.pattern.converters.values())
            yield Address(f"{space}{entry.name}", takes)


def _sample(converter: object) -> object:
    if isinstance(converter, IntConverter):
        return 1
    if isinstance(converter, UUIDConverter):
        return NOBODY
    return "weeks" if isinstance(converter, SlugConverter) else "no-such-thing"


def _can_be_written(address: Address) -> bool:
    """An address with a part of its own kind is left to the plan."""
    try:
        return bool(re.match("/", address.path))
    except NoReverseMatch:
        return False
