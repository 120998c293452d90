"""What falls due by itself."""

from datetime import datetime

from port.bindings.models import Binding
from port.bindings.workflow import lapse
from port.workflows import MoveRefused

AT_ONCE = 100


def lapse_overdue(*, at: datetime) -> None:
    """Requests by letter that nobody answered in time."""
    for binding in Binding.objects.overdue(at)[:AT_ONCE]:
        try:
            lapse(binding)
        except MoveRefused:
            continue  # answered in this very moment
