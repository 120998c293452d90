"""What somebody writes, before it becomes a revision: every word and setting of an entry at one time."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from port.content.enums import Audience

DAYS = ("shown_from", "shown_until")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`files` are ids of attachments, in the order of the page; without `shown_from` it is shown from when it is published."""

    slug: str = ""
    topic: str = ""
    audience: str = Audience.EVERYONE
    pinned: bool = False
    position: int = 0
    title: str = ""
    title_en: str = ""
    summary: str = ""
    summary_en: str = ""
    body: str = ""
    body_en: str = ""
    shown_from: date | None = None
    shown_until: date | None = None
    files: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As a revision keeps it; the same words are always the same JSON."""
        days = {name: day.isoformat() for name in DAYS if (day := getattr(self, name))}
        without = dict.fromkeys(DAYS)
        return asdict(self) | without | days | {"audience": str(self.audience), "files": list(self.files)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Draft":
        """What is not told has its usual value, and what is not known any more is left out: old revisions stay readable."""
        known = {field.name: data[field.name] for field in fields(cls) if data.get(field.name) is not None}
        days = {name: date.fromisoformat(known[name]) for name in DAYS if name in known}
        return cls(**known | days | {"files": tuple(known.get("files", ()))})
