"""How the record is narrowed, as it stands in an address: ids, codes and times, and nobody's name or number (V-53)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from port.audit.enums import Act, Result
from port.audit.models import AuditRecord, AuditRecordQuerySet
from port.companies.models import Company
from port.taiwan.typed_times import clean_moment

LARGEST_ID = 2**63 - 1
KEY = re.compile(r"[0-9]{1,19}|[0-9a-f-]{32,40}")
"""What the key of a row looks like: a number, or a UUID or a hash in hex."""
REQUEST = re.compile(r"[0-9a-f]{12}")


def kinds() -> dict[str, type[Model]]:
    """What a record can be about, by the name that the record gives it."""
    return {model._meta.label_lower: model for model in apps.get_models() if model.__module__.startswith("port.")}


@dataclass(frozen=True)
class Filters:
    """Empty fields narrow nothing. `until` is the first instant that is no longer meant."""

    since: datetime | None = None
    until: datetime | None = None
    act: str = ""
    actor: int | None = None
    company: int | None = None
    kind: str = ""
    key: str = ""
    result: str = ""
    request: str = ""

    @classmethod
    def of(cls, address: Mapping[str, str]) -> "Filters":
        """What is understood of an address; the rest of it is left aside."""
        return cls(
            since=_moment(address.get("since", "")),
            until=_moment(address.get("until", "")),
            act=_one_of(Act.values, address.get("act", "")),
            actor=_id(address.get("actor", "")),
            company=_id(address.get("company", "")),
            kind=_one_of(kinds(), address.get("kind", "")),
            key=_like(KEY, address.get("key", "")),
            result=_one_of(Result.values, address.get("result", "")),
            request=_like(REQUEST, address.get("request", "")),
        )

    def told(self) -> dict[str, str | int]:
        """Only what narrows, as it stands in an address and in the record of the search: codes, times and whole numbers."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: _told(value) for name, value in said.items() if value not in (None, "")}

    def address(self, **parameters: Any) -> str:
        return "?" + urlencode(self.told() | parameters)

    def records(self) -> AuditRecordQuerySet:
        """The newest first."""
        exactly = {
            "at__gte": self.since,
            "at__lt": self.until,
            "act": self.act,
            "actor_id": self.actor,
            "object_type": self.kind,
            "object_id": self.key,
            "result": self.result,
            "request_id": self.request,
        }
        records = AuditRecord.objects.order_by("-id")
        records = records.filter(**{name: value for name, value in exactly.items() if value not in (None, "")})
        return records.for_company(Company(pk=self.company)) if self.company is not None else records


def _told(value: Any) -> str | int:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}"
    return int(value) if isinstance(value, str) and value.isdigit() and not REQUEST.fullmatch(value) else value


def _moment(text: str) -> datetime | None:
    try:
        return clean_moment(text)
    except ValidationError:
        return None


def _one_of(known: Any, text: str) -> str:
    return text if text in known else ""


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID else None


def _like(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""
