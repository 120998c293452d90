"""The second factors of an account: who has one, who needs one, and what happens when one comes or goes (A-37)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from port.accounts.enums import FactorKind
from port.accounts.letters import post_factor_changed
from port.accounts.models import Factor, SignIn, User
from port.audit.enums import Act
from port.audit.recorder import Actor, record
from port.database import locked
from port.options import options


def has_factor(user: User) -> bool:
    return user.factors.exists()


def must_have_factor(user: User) -> bool:
    """Staff may be made to have one; companies choose."""
    return user.is_staff and options().staff_need_factor


def is_last_needed(factor: Factor) -> bool:
    """Whether the account would be left without the factor that it must have."""
    return must_have_factor(factor.user) and not factor.user.factors.exclude(pk=factor.pk).exists()


def trust(sign_in: SignIn) -> None:
    """This sign-in has proven a factor, or has just added the first one: it counts from now on."""
    SignIn.objects.filter(pk=sign_in.pk).update(with_factor=True)
    sign_in.with_factor = True


@transaction.atomic
def remove_factor(factor: Factor, *, by: Actor, at: datetime) -> None:
    """With the last factor go the recovery codes, which stand in for one. What is gone already stays gone.

    Raises ValidationError `last_factor` where the account must have one.
    """
    user = locked(User.objects.filter(pk=factor.user_id)).get()
    row = user.factors.filter(pk=factor.pk).first()
    if row is None:
        return
    if is_last_needed(row):
        raise ValidationError(
            _("港務人員的帳號至少要有一項第二重驗證。請先新增另一項，再移除這一項。"), code="last_factor"
        )
    row.delete()
    if not has_factor(user):
        user.recovery_codes.all().delete()
    # `factor` is a row no more, yet its number is what the record names.
    tell_change(
        user, lambda: _said(factor), act=Act.FACTOR_REMOVED, about=factor, by=by, at=at, facts={"kind": factor.kind}
    )


def _said(factor: Factor) -> str:
    if factor.kind == FactorKind.PASSKEY:
        return _("移除了通行密鑰「%(name)s」") % {"name": factor.name}
    return _("移除了驗證器 App")


@transaction.atomic
def remove_all_factors(user: User, *, by: Actor, at: datetime) -> int:
    """For somebody who has lost them all and whom the operator has made sure of; returns how many went."""
    user = locked(User.objects.filter(pk=user.pk)).get()
    count = user.factors.count()
    if count:
        user.factors.all().delete()
        user.recovery_codes.all().delete()
        tell_change(user, _all_gone, act=Act.FACTOR_REMOVED, about=user, by=by, at=at, facts={"count": count})
    return count


def _all_gone() -> str:
    return _("移除了全部的第二重驗證與備用碼")


def tell_change(
    user: User,
    what: Callable[[], str],
    *,
    act: Act,
    about: models.Model,
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """The end of each act on factors: the holder is told what happened, in their language, and the record keeps it."""
    post_factor_changed(user, what=what, at=at)
    record(act, about=about, by=by, facts=facts)
