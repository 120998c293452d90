"""Between the two halves of a passkey's ceremony the server keeps its state in the session: once, and for minutes."""

import json
import time
from typing import Any

from django.http import HttpRequest

STATE = "passkey_state"
"""Session key: the state of `port.accounts.passkeys`, and until when it counts, in seconds since 1970."""

SECONDS = 5 * 60


def keep_state(request: HttpRequest, state: dict[str, Any]) -> None:
    request.session[STATE] = {"state": state, "until": time.time() + SECONDS}


def take_state(request: HttpRequest) -> dict[str, Any]:
    """The state, which is gone with that; empty when there is none or its time is over, and then no answer fits it."""
    kept = request.session.pop(STATE, None)
    return kept["state"] if kept and time.time() < kept["until"] else {}


def answer_in(text: str) -> dict[str, Any]:
    """What the browser's script has sent; empty for what is no JSON object."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def is_at(request: HttpRequest, address: str) -> bool:
    """Whether the page was asked for at this origin, the only one at which the browser would ask a key."""
    return f"{request.scheme}://{request.get_host()}" == address
