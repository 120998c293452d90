"""What public pages made of the content, kept for each language and day until something is published or withdrawn."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db.models import Max
from django.utils import timezone

from port.content import reading
from port.content.models import Entry
from port.language import language_now

T = TypeVar("T")


def kept(name: str, make: Callable[[], T]) -> T:
    return reading.kept(f"page:{name}:{language_now()}:{timezone.localdate()}", make)


def newest_publication() -> datetime | None:
    """When anything of the portal was published last: the day of pages that lead to all of it."""
    (newest,) = kept("newest", lambda: (_newest(),))
    return newest


def _newest() -> datetime | None:
    return Entry.objects.published(on=timezone.localdate()).aggregate(newest=Max("published_at"))["newest"]
