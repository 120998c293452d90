"""The codes of an authenticator app (TOTP, RFC 6238): six digits, thirty seconds, one step of grace to either side (V-35)."""

import re
from datetime import datetime
from hmac import compare_digest

import pyotp
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from port.accounts.enums import FactorKind
from port.accounts.factor_tries import Answer, Fault, Way, try_factor
from port.accounts.factors import tell_change
from port.accounts.models import Factor, User
from port.audit.enums import Act
from port.database import locked
from port.options import options
from port.sealing import seal, unseal
from port.taiwan.text import fold_width, strip_separators

GRACE = 1
"""Steps before and after the present one: clocks differ, and typing takes time."""

_CODE = re.compile(r"[0-9]{6}")


def new_secret() -> str:
    """160 bits in base32, as an app takes it."""
    return pyotp.random_base32()


def provisioning_uri(user: User, secret: str) -> str:
    """What the QR code says: the app shows the account under the name of the system."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=options().system_name)


@transaction.atomic
def add_totp(user: User, *, secret: str, typed: str, at: datetime) -> Factor:
    """The app becomes a factor once it has shown a right code; an app that the account had before goes (one at a time).

    Raises ValidationError `wrong_code`.
    """
    user = locked(User.objects.filter(pk=user.pk)).get()
    step = matching_step(secret, typed, at=at, after=0)
    if step is None:
        raise ValidationError(
            _("驗證碼不正確。請輸入 App 現在顯示的 6 位數字；一直不正確時，請確認手機的時間設為自動。"),
            code="wrong_code",
        )
    former = user.factors.filter(kind=FactorKind.TOTP).first()
    if former:
        Factor.objects.filter(pk=former.pk).delete()
    app = Factor.objects.create(
        user=user,
        kind=FactorKind.TOTP,
        name=str(FactorKind.TOTP.label),
        secret=seal(secret),
        last_step=step,
        created_at=at,
        used_at=at,
    )
    facts = {"kind": app.kind, "replaces": former.pk if former else None}
    tell_change(user, lambda: _said(anew=bool(former)), act=Act.FACTOR_ADDED, about=app, by=user, at=at, facts=facts)
    return app


def _said(*, anew: bool) -> str:
    return _("換成另一個驗證器 App") if anew else _("新增了驗證器 App")


def try_totp(user: User, typed: str, *, at: datetime) -> Answer:
    """Whether this is a code that the account's app shows now and that was not used before."""
    return try_factor(user, way=Way.TOTP, look=lambda holder: _fault_of(holder, typed, at=at), at=at)


def _fault_of(user: User, typed: str, *, at: datetime) -> Fault | None:
    app = user.factors.filter(kind=FactorKind.TOTP).first()
    step = matching_step(unseal(app.secret), typed, at=at, after=app.last_step) if app else None
    if app is None or step is None:
        return Fault.WRONG
    app.last_step, app.used_at = step, at
    app.save(update_fields=["last_step", "used_at"])
    return None


def matching_step(secret: str, typed: str, *, at: datetime, after: int) -> int | None:
    """The step of thirty seconds whose code was typed, later than `after`, so that no code counts twice.

    Full-width digits and spaces are as good as plain ones.
    """
    code = strip_separators(fold_width(typed))
    if not _CODE.fullmatch(code):
        return None
    app = pyotp.TOTP(secret)
    now = app.timecode(at)
    steps = range(max(now - GRACE, after + 1), now + GRACE + 1)
    return next((step for step in steps if compare_digest(app.generate_otp(step), code)), None)
