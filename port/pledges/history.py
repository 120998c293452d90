"""What the head of the desk has set, newest first, from the record."""

from port.audit.models import AuditRecord
from port.pledges.models import CalendarDay, Pledge


def latest_changes(most: int = 20) -> list[AuditRecord]:
    """Records of `set_pledge`, `set_calendar_day` and `remove_calendar_day`, whose facts say what was set."""
    kinds = [model._meta.label_lower for model in (Pledge, CalendarDay)]
    return list(AuditRecord.objects.filter(object_type__in=kinds).order_by("-id")[:most])
