"""What a reviewer looks at: the request and its files. Both show personal data, so both are recorded (A-16)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.changes.models import ChangeRequest
from port.database import lock_until_commit

SAME_VIEW = timedelta(hours=1)
"""Looking again within this time is one look, and one record."""


def note_view(change: ChangeRequest, *, by: User) -> None:
    """Once per reviewer and `SAME_VIEW`."""
    if _was_viewed(change, by):
        return
    with transaction.atomic():
        lock_until_commit(f"view of change {change.pk} by {by.pk}")
        if not _was_viewed(change, by):
            record(Act.CHANGE_VIEWED, about=change, by=by, acting_company_id=change.company_id)


@transaction.atomic
def note_download(change: ChangeRequest, number: int, *, by: User) -> None:
    """A file as it was received has left, counted from 1."""
    facts = {"original": number}
    record(Act.DOCUMENT_DOWNLOADED, about=change, by=by, acting_company_id=change.company_id, facts=facts)


def _was_viewed(change: ChangeRequest, by: User) -> bool:
    views = AuditRecord.objects.about(change).filter(act=Act.CHANGE_VIEWED, actor_id=by.pk)
    return views.filter(at__gt=timezone.now() - SAME_VIEW).exists()
