"""What is told to an audience when they come: once in a dialog, then in one line."""

from collections.abc import Sequence

from django.utils import timezone

from port.content import reading
from port.content.enums import Audience
from port.content.models import Entry
from web.components.told import Told, told


def notices_for(audience: Audience) -> list[Told]:
    """Those of today for everyone and for this audience, the newest first."""
    return [told(entry) for entry in _today(audience)]


def greeting_of(audience: Audience) -> list[Told]:
    """Those of today for this audience alone: what is for everyone has greeted them on the front page."""
    return [told(entry) for entry in _today(audience) if entry.audience == audience]


def key_of(notices: Sequence[Told]) -> str:
    """What a browser remembers of a dialog that was read. A notice that is new, or was written anew, opens it again."""
    written = [f"{notice.changed_at:%Y%m%d%H%M%S}-{notice.pk}" for notice in notices if notice.changed_at]
    return f"notices-{max(written, default='0')}"


def _today(audience: Audience) -> list[Entry]:
    return reading.notices(timezone.localdate(), audience)
