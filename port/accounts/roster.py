"""Reads of the staff accounts: how each stands, when it last showed life, and who invited it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import AccountKind
from port.accounts.models import Factor, StaffReview, User
from port.accounts.permissions import Permission, roles_with
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.options import options

INVITING = (Act.STAFF_INVITED, Act.STAFF_RESTORED)


class StaffState(TextChoices):
    INVITED = "invited", _("邀請中")
    ACTIVE = "active", _("使用中")
    ENDED = "ended", _("已停用")


def state_of(account: User) -> StaffState:
    """邀請中 until somebody has chosen a password by the link, which proves the mailbox."""
    if not account.is_active:
        return StaffState.ENDED
    return StaffState.ACTIVE if account.email_verified_at else StaffState.INVITED


def staff_accounts() -> QuerySet[User]:
    """Every staff account, with `alive_at`, `has_factor` and `reviewed_at`, in one statement.

    `alive_at` is the last sign-in, or the invitation or creation where that came later (A-03).
    """
    reviews = StaffReview.objects.filter(account=OuterRef("pk")).order_by("-at", "-pk")
    return User.objects.filter(kind=AccountKind.STAFF).annotate(
        alive_at=Greatest(
            Coalesce("last_login", "created_at"),
            Coalesce("invited_at", "created_at"),
            output_field=DateTimeField(),
        ),
        has_factor=Exists(Factor.objects.filter(user=OuterRef("pk"))),
        reviewed_at=Subquery(reviews.values("at")[:1]),
    )


def idle_since(before: datetime) -> QuerySet[User]:
    """Staff accounts in use that have shown no life since, the longest silent first."""
    return staff_accounts().filter(is_active=True, alive_at__lte=before).order_by("alive_at", "pk")  # type: ignore[misc]


def due_for_review(at: datetime) -> QuerySet[User]:
    """Staff accounts in use that nobody has signed off within the period of the review, or ever (A-04)."""
    late = Q(reviewed_at__isnull=True) | Q(reviewed_at__lte=at - options().staff_review_every)
    return staff_accounts().filter(late, is_active=True).order_by("username")


def newest_reviews() -> list[StaffReview]:
    """The newest sign-off of each account, with who signed; one statement."""
    newer = StaffReview.objects.filter(account=OuterRef("account")).order_by("-at", "-pk")
    return list(StaffReview.objects.filter(pk=Subquery(newer.values("pk")[:1])).select_related("by"))


def managers() -> QuerySet[User]:
    """Who can manage staff accounts at this moment: in use, and joined."""
    roles = roles_with(Permission.MANAGE_STAFF)
    return User.objects.filter(staff_role__in=roles, is_active=True, email_verified_at__isnull=False)


def inviters(accounts: Iterable[User]) -> dict[int, User | None]:
    """Who invited each account last, by its key, from the record; None stands for the operator of the system.

    Accounts from before there were invitations are left out. Two statements.
    """
    keys = [str(account.pk) for account in accounts]
    told = AuditRecord.objects.filter(object_type=User._meta.label_lower, object_id__in=keys, act__in=INVITING)
    actors = {int(key): actor for key, actor in told.order_by("id").values_list("object_id", "actor_id")}
    people = User.objects.in_bulk([actor for actor in actors.values() if actor is not None])
    return {key: people.get(actor) if actor is not None else None for key, actor in actors.items()}
