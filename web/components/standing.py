"""How long a sign-in still lasts, for the script that warns before it ends (C4)."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from port.accounts.sessions import idle_limit
from port.options import options


def standing_of(request: HttpRequest) -> dict[str, Any]:
    """Seconds, and a number that tells one account from another. Nothing is left for whoever is not signed in."""
    sign_in = request.sign_in
    if not sign_in:
        return {"person": 0, "idle_left": 0, "all_left": 0}
    now, limit = timezone.now(), idle_limit(sign_in.user)
    return {
        "person": sign_in.user_id,
        "idle": limit.total_seconds(),
        "warning": min(options().idle_warning, limit / 2).total_seconds(),
        "idle_left": _seconds(sign_in.idle_at, now),
        "all_left": _seconds(sign_in.ends_at, now),
    }


def standing_as_json(request: HttpRequest) -> str:
    return json.dumps(standing_of(request))


def _seconds(until: datetime, now: datetime) -> float:
    return round((until - now).total_seconds(), 3)
