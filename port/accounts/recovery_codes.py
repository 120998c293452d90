"""Ten codes on paper for the day when the phone is lost; each counts once and is kept as a hash only (V-35)."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from port.accounts.factor_tries import Answer, Fault, Way, held_until, try_factor
from port.accounts.factors import has_factor, tell_change
from port.accounts.letters import post_factor_changed
from port.accounts.models import RecoveryCode, User
from port.audit.enums import Act
from port.database import locked
from port.taiwan.text import fold_width, strip_separators

HOW_MANY = 10
FEW = 3
"""From here on the holder is told to make new ones."""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Nothing that is read as something else: no 0 and O, no 1, I and L."""

HALF = 5
LENGTH = 2 * HALF
"""49 bits, so that a stolen table cannot be tried out while its hashes are slow ones."""


class NoFactorYet(Exception):
    """Codes stand in for a factor, so there has to be one."""


def make_codes(user: User, *, at: datetime) -> list[str]:
    """Ten new codes, shown once and kept nowhere else; the former ones are worth nothing from now on.

    Raises `NoFactorYet`.
    """
    codes = [_new_code() for _number in range(HOW_MANY)]
    # Hashed before any lock is taken, since slow hashes take their time.
    _keep(user, [make_password(_plain(code)) for code in codes], at=at)
    return codes


@transaction.atomic
def _keep(user: User, hashes: list[str], *, at: datetime) -> None:
    user = locked(User.objects.filter(pk=user.pk)).get()
    if not has_factor(user):
        raise NoFactorYet
    former, _rows = user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=each, created_at=at) for each in hashes)
    tell_change(user, lambda: _said(anew=bool(former)), act=Act.RECOVERY_CODES_MADE, about=user, by=user, at=at)


def _said(*, anew: bool) -> str:
    return _("產生了 10 個新的備用碼，先前的備用碼都失效") if anew else _("產生了 10 個備用碼")


def codes_left(user: User) -> int:
    return user.recovery_codes.filter(used_at__isnull=True).count()


def try_code(user: User, typed: str, *, at: datetime) -> Answer:
    """Whether this is one of the codes that are left; it is spent with that, and the holder is told by letter."""
    code = None if held_until(user, at=at) else _matching(user, typed)
    return try_factor(user, way=Way.RECOVERY_CODE, look=lambda holder: _spend(holder, code, at=at), at=at)


def _matching(user: User, typed: str) -> RecoveryCode | None:
    """Found before any lock is taken, since slow hashes take their time; whether it counts is asked under the lock."""
    plain = _plain(typed)
    if len(plain) != LENGTH:
        return None
    codes = user.recovery_codes.filter(used_at__isnull=True)
    return next((code for code in codes if check_password(plain, code.code_hash)), None)


def _spend(user: User, code: RecoveryCode | None, *, at: datetime) -> Fault | None:
    open_codes = user.recovery_codes.filter(used_at__isnull=True)
    if code is None or not open_codes.filter(pk=code.pk).update(used_at=at):
        return Fault.WRONG
    post_factor_changed(user, what=lambda: _used(user), at=at)
    return None


def _used(user: User) -> str:
    left = codes_left(user)
    return ngettext("使用了一個備用碼登入，還剩 %(left)d 個", "使用了一個備用碼登入，還剩 %(left)d 個", left) % {
        "left": left
    }


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return f"{letters[:HALF]}-{letters[HALF:]}"


def _plain(typed: str) -> str:
    """As it is hashed: without the dash, in capitals, whatever the width of the keys that were pressed."""
    return strip_separators(fold_width(typed)).upper()
