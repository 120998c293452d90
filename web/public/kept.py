"""What public pages made of the content, kept for each language and day until something is published or withdrawn."""

from collections.abc import Callable
from typing import TypeVar

from django.utils import timezone

from port.content import reading
from port.language import language_now

T = TypeVar("T")


def kept(name: str, make: Callable[[], T]) -> T:
    return reading.kept(f"page:{name}:{language_now()}:{timezone.localdate()}", make)
