"""帳號 (manual step 2): the name a person chooses to log in with."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import clean_line, fold_width, refuse_longer_than

MIN_LENGTH = 6
MAX_LENGTH = 30

# Names that would pass for the port itself, its staff or its machines, written without separators.
_RESERVED = frozenset(
    {
        "admin",
        "administrator",
        "anonymous",
        "helpdesk",
        "hostmaster",
        "hotline",
        "mailerdaemon",
        "moderator",
        "noreply",
        "operator",
        "portpass",
        "postmaster",
        "reviewer",
        "root",
        "security",
        "service",
        "staff",
        "superuser",
        "support",
        "sysadmin",
        "system",
        "tipc",
        "twport",
        "twportpass",
        "webmaster",
    }
)
_SUFFIXES = ("01", "_tw", ".port", "-2", "88")


def clean_username(value: str) -> str:
    """A 帳號 of 6 to 30 characters a-z, 0-9, `.`, `_`, `-`, beginning with a letter and always in lower case.

    Full-width characters are understood. Two names are the same 帳號 when this function returns the same.

    Errors: required, too_long, username_too_short, username_start, username_character, username_reserved, and the other
    ones of `clean_line`.
    """
    name = fold_width(clean_line(value, max_length=MAX_LENGTH)).lower()
    refuse_longer_than(MAX_LENGTH, name)
    if not name:
        raise ValidationError(_("請填寫帳號。"), code="required")
    if not re.fullmatch(r"[a-z0-9._-]+", name):
        raise ValidationError(
            _("帳號只能用英文字母、數字、點（.）、底線（_）和減號（-），不可有空格，例如 example1234。"),
            code="username_character",
        )
    if not "a" <= name[0] <= "z":
        raise ValidationError(_("帳號的第一個字必須是英文字母，例如 example1234。"), code="username_start")
    if len(name) < MIN_LENGTH:
        raise ValidationError(
            _("帳號太短，至少 %(limit)d 個字，例如 example1234。"),
            code="username_too_short",
            params={"limit": MIN_LENGTH},
        )
    if re.sub(r"[._-]", "", name) in _RESERVED:
        raise ValidationError(_("這個帳號保留給系統使用，請改用其他帳號。"), code="username_reserved")
    return name


def suggest_usernames(taken: str) -> list[str]:
    """Three other 帳號 near a clean one that is taken. The same three each time; the caller checks which are free."""
    candidates = (taken[: MAX_LENGTH - len(suffix)] + suffix for suffix in _SUFFIXES)
    return [candidate for candidate in candidates if candidate != taken][:3]
