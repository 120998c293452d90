"""帳號清查 (A-04): somebody else says of each staff account whether it is still needed, and the list can be taken along."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.duties import need
from port.accounts.enums import StaffEnding, StaffVerdict
from port.accounts.models import StaffReview, User
from port.accounts.permissions import Permission
from port.accounts.roster import due_for_review
from port.accounts.staff import switch_off
from port.accounts.staff_guards import StaffRefusal, another, one_at_a_time
from port.audit.enums import Act
from port.audit.recorder import record


@transaction.atomic
def sign_off(account: User, *, verdict: StaffVerdict, note: str, by: User) -> StaffReview:
    """繼續使用 or 停用, with the role that the account had. Raises `NotTheirDuty`, `StaffRefusal` (own_account, not_due)."""
    manager = one_at_a_time(by)
    account = another(account, by=manager)
    now = timezone.now()
    if not due_for_review(now).filter(pk=account.pk).exists():
        raise StaffRefusal(_("這個帳號已經清查過了，或已停用。"), code="not_due")
    review = StaffReview.objects.create(
        account=account, role=account.staff_role, verdict=verdict, note=note, by=manager, at=now
    )
    if verdict == StaffVerdict.END:
        switch_off(account, reason=StaffEnding.REVIEW, by=manager)
    facts = {"review": review.pk, "role": review.role, "verdict": verdict.value}
    record(Act.STAFF_REVIEWED, about=account, by=manager, facts=facts)
    return review


@transaction.atomic
def note_export(*, rows: int, by: User) -> None:
    """The list of staff accounts leaves the house."""
    need(by, Permission.MANAGE_STAFF)
    record(Act.STAFF_EXPORTED, about=by, by=by, facts={"rows": rows})
