from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from port.accounts.enums import AccountKind, StaffRole
from port.accounts.models import User
from tests.factories.numbers import next_number

PASSWORD = "港邊早晨有三隻白鷺鷥飛過防波堤"
_HASHED: list[str] = []


def hashed_password() -> str:
    """`PASSWORD` as the settings in force hash it, worked out once."""
    if not _HASHED:
        _HASHED.append(make_password(PASSWORD))
    return _HASHED[0]


def a_user(**overrides: Any) -> User:
    """A 一般帳號 whose address is proven; it acts for no company yet (`a_company_account`)."""
    number = next_number()
    values = {
        "username": f"harbour{number}",
        "name": "王小明",
        "mobile": "0912345678",
        "email": f"user{number}@example.com",
        "password": hashed_password(),
        "kind": AccountKind.GENERAL,
        "email_verified_at": timezone.now(),
    }
    return User.objects.create(**values | overrides)


def a_staff_member(role: StaffRole, **overrides: Any) -> User:
    return a_user(**{"name": "陳職員", "kind": AccountKind.STAFF, "staff_role": role} | overrides)


def a_reviewer(**overrides: Any) -> User:
    return a_staff_member(StaffRole.REVIEWER, **{"name": "林審核"} | overrides)
