"""A new password of an account: what it may not be, what is kept of the former ones, and the act of changing it (A-42)."""

from collections.abc import Mapping
from types import SimpleNamespace

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.alarms import post_alarm
from port.accounts.models import FormerPassword, SignIn, User
from port.accounts.passwords import normalised
from port.accounts.sessions import end_all
from port.audit.enums import Act
from port.audit.recorder import Actor, record
from port.database import locked
from port.letters.enums import LetterKind

KEPT = 3
"""Former passwords that are kept, beside the present one: none of these four may be chosen."""


def check_new_password(password: str, user: User, *, known: Mapping[str, str] | None = None) -> None:
    """Raises `ValidationError` for a password that the rules refuse, or that the account has or had lately (A-42).

    `known` is what else is known of the person, by the names that `OwnDataValidator` asks for; `user` must be fresh.
    """
    own = {name: getattr(user, name) for name in ("username", "name", "mobile", "email")}
    validate_password(password, SimpleNamespace(**own, **(known or {})))  # type: ignore[arg-type]
    former = user.former_passwords.values_list("password", flat=True)[:KEPT]
    if any(check_password(password, had) for had in [user.password, *former]):
        raise ValidationError(
            _("這個密碼是目前的密碼，或最近 3 次用過的密碼。請換一個沒有用過的。"), code="password_used_before"
        )


def replace_password(user: User, *, password: str, known: Mapping[str, str] | None = None) -> None:
    """The new password in the place of the present one, which is kept among the former. For acts that hold the row."""
    password = normalised(password)
    check_new_password(password, user, known=known)
    keep_former(user)
    user.set_password(password)
    user.save(update_fields=["password"])


def keep_former(user: User) -> None:
    """Keep the hash of the present password among the former, before it goes; only the newest three stay."""
    if not user.has_usable_password():
        return
    FormerPassword.objects.create(user=user, password=user.password, until=timezone.now())
    kept = user.former_passwords.values_list("pk", flat=True)[:KEPT]
    user.former_passwords.exclude(pk__in=list(kept)).delete()


@transaction.atomic
def change_password(
    user: User, *, password: str, by: Actor, keep: SignIn | None, known: Mapping[str, str] | None = None
) -> None:
    """變更密碼: by whoever has just given the present one. Ends every sign-in but `keep`, lets links die, tells the owner.

    Raises `ValidationError` for a password that may not be used.
    """
    user = locked(User.objects.filter(pk=user.pk)).get()
    replace_password(user, password=password, known=known)
    user.password_links.live().update(superseded_at=timezone.now())
    post_alarm(LetterKind.PASSWORD_CHANGED, user=user, context={"by_link": False})
    end_all(user, by=by, but=keep)
    record(Act.PASSWORD_CHANGED, about=user, by=by)
