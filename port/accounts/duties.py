"""What only reviewers, and what only the head of the desk may do, asked by the acts themselves."""

from django.core.exceptions import PermissionDenied

from port.accounts.models import User


class NotTheirDuty(PermissionDenied):
    """This account may not do that. No page offers it, so the answer is 403 and needs no words for people."""

    def __init__(self, person: User) -> None:
        super().__init__(f"account {person.pk} ({person.role_name}) may not do this")


def need_reviewer(person: User) -> None:
    """Raises `NotTheirDuty` for anybody who may not review by now."""
    if not person.may_review:
        raise NotTheirDuty(person)


def need_head(person: User) -> None:
    """Raises `NotTheirDuty` for anybody but the head of the desk."""
    if not person.is_head:
        raise NotTheirDuty(person)
