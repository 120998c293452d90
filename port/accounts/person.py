"""The person of an account: name and mobile change at once, the address only when the new one is proven (V-07)."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.addresses import is_address_of, move_to_address, tell_former_address
from port.accounts.models import EmailChange, User
from port.accounts.password_links import DeadLink
from port.accounts.verification import hashed
from port.audit.enums import Act
from port.audit.recorder import Actor, record
from port.database import locked
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.limits import may_follow
from port.letters.links import confirm_email_url
from port.letters.workflow import post
from port.options import options
from port.taiwan.dates import told_datetime
from port.taiwan.email import EmailAddress


class AddressNotTaken(ValidationError):
    """Why a new address is not asked to be proven; `code` is same_address or too_often."""


@transaction.atomic
def change_person(user: User, *, name: str, mobile: str, language: str = "", by: Actor) -> list[str]:
    """姓名, 手機電話 and 通知信語言, cleaned before; counts at once. Returns the names of the fields that changed, and records
    only them. Without a `language` that stays as it is, and for staff it always does: they are written to in Chinese."""
    user = locked(User.objects.filter(pk=user.pk)).get()
    new = {"name": name, "mobile": mobile}
    if language and not user.is_staff:
        new["language"] = language
    changed = [field for field, value in new.items() if getattr(user, field) != value]
    if not changed:
        return []
    for field in changed:
        setattr(user, field, new[field])
    user.save(update_fields=changed)
    record(Act.PERSON_CHANGED, about=user, by=by, facts={"fields": changed})
    return changed


@transaction.atomic
def ask_email_change(user: User, *, address: EmailAddress, by: Actor) -> EmailChange:
    """提出 Email 變更: a link to the new address, for a day; earlier ones die. Nothing else changes before it is confirmed.

    Raises `AddressNotTaken` when it is the account's address already, or when too many letters were asked for.
    """
    user = locked(User.objects.filter(pk=user.pk)).get()
    now = timezone.now()
    if is_address_of(user, address):
        raise AddressNotTaken(_("這就是目前的 Email，不用變更。"), code="same_address")
    if not may_follow(user.email_changes.all(), at=now, a_day=options().recovery_letters_a_day):
        sentence = _("今天要求變更 Email 的次數太多了，請明天再試；已寄出的最後一封確認信仍然有效。")
        raise AddressNotTaken(sentence, code="too_often")
    user.email_changes.live().update(superseded_at=now)
    token = secrets.token_urlsafe(24)
    change = EmailChange.objects.create(
        user=user,
        email=address.as_typed,
        token_hash=hashed(token),
        created_at=now,
        expires_at=now + options().email_change_lifetime,
    )
    hours = options().email_change_lifetime // timedelta(hours=1)
    with written_in(user.language):
        context = {"name": user.name, "username": user.username, "at": told_datetime(now), "hours": hours}
        post(LetterKind.EMAIL_CHANGE, to=change.email, about=user, context=context, link=confirm_email_url(token))
    record(Act.EMAIL_CHANGE_ASKED, about=user, by=by)
    return change


def find_email_change(token: str) -> EmailChange | None:
    """The change of this token, whatever has become of it; None for a token that was never made."""
    return EmailChange.objects.select_related("user").filter(token_hash=hashed(token)).first()


def is_confirmable(change: EmailChange, *, at: datetime) -> bool:
    """Whether the link still works: in time, not used, its account active and not to be proven anew (a reopened one)."""
    user = change.user
    return change.is_live(at) and user.is_active and (user.is_staff or user.email_verified_at is not None)


@transaction.atomic
def confirm_email_change(change: EmailChange, *, by: User) -> User:
    """確認新的 Email: from now on it counts, and the former address is told. Raises `DeadLink`, for anybody else as well."""
    user = locked(User.objects.filter(pk=change.user_id)).get()
    change = locked(EmailChange.objects.filter(pk=change.pk)).select_related("user").get()
    now = timezone.now()
    if by.pk != user.pk or not is_confirmable(change, at=now):
        raise DeadLink
    change.used_at = now
    change.save(update_fields=["used_at"])
    former = user.email
    move_to_address(user, change.email)
    tell_former_address(user, former=former)
    record(Act.EMAIL_CHANGED, about=user, by=by)
    return user
