"""Whether a role carries a permission, asked by the acts themselves. No act asks for a role (A-09)."""

from django.core.exceptions import PermissionDenied

from port.accounts.models import User
from port.accounts.permissions import Permission


class NotTheirDuty(PermissionDenied):
    """This account may not do that, by now. The answer is 403, and the page says whose duty it is where that is known."""

    def __init__(self, person: User, permission: Permission | None = None) -> None:
        super().__init__(f"account {person.pk} ({person.role_name}) may not do this")
        self.permission = permission


def need(person: User, permission: Permission) -> None:
    """Raises `NotTheirDuty` for anybody whose role does not carry the permission by now."""
    if not person.may(permission):
        raise NotTheirDuty(person, permission)


def need_reviewer(person: User) -> None:
    """Raises `NotTheirDuty` for anybody who may not review by now."""
    need(person, Permission.REVIEW)


def need_head(person: User) -> None:
    """Raises `NotTheirDuty` for anybody but the head of the desk."""
    need(person, Permission.HEAD_THE_DESK)
