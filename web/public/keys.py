"""What stands in the address of a list: headings, keys of rows, names of entries. What cannot be one is passed by."""

import re

from django.db.models import QuerySet
from django.http import Http404

from port.content.enums import TOPICS, EntryKind, Topic
from port.content.models import Entry

KEY = re.compile(r"[0-9]{1,18}")
"""What may be the id of a row: `str.isdigit` would take other scripts and any length as well."""


def topic_named(name: str, *, of: EntryKind) -> Topic | None:
    """The heading of that kind; None for anything else."""
    return next((topic for topic in TOPICS[of] if topic.value == name), None)


def key_in(text: str) -> int | None:
    return int(text) if KEY.fullmatch(text) else None


def named(slug: str, *, among: QuerySet[Entry]) -> Entry:
    """By the name that staff gave it, else by its number (`name_in_address`). Raises `Http404`."""
    entry = among.filter(slug=slug).first()
    if entry is None and (key := key_in(slug)):
        entry = among.filter(pk=key, slug="").first()
    if entry is None:
        raise Http404
    return entry
