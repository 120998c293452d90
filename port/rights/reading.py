"""Looking at a request shows personal data, so it is recorded (A-16), once per reader and hour."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.database import lock_until_commit
from port.rights.models import RightsRequest

SAME_VIEW = timedelta(hours=1)


@transaction.atomic
def note_view(request: RightsRequest, *, by: User) -> None:
    lock_until_commit(f"view of right {request.pk} by {by.pk}")
    lately = AuditRecord.objects.about(request).filter(act=Act.RIGHTS_VIEWED, actor_id=by.pk)
    if not lately.filter(at__gt=timezone.now() - SAME_VIEW).exists():
        record(Act.RIGHTS_VIEWED, about=request, by=by)
