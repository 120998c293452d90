"""What bindings do when an account ends."""

from typing import Any

from port.accounts.models import User
from port.audit.recorder import Actor
from port.bindings.workflow import end_all_of


def end_what_was_bound(*, account: User, by: Actor, **_signal: Any) -> None:
    """A switched-off account holds nobody and is held by nobody, and whoever takes it over begins anew."""
    end_all_of(account, by=by)
