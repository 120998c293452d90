"""The acts on staff accounts (A-01): invite, change the role, end, restore. None of them touches a password of anybody.

Whoever acts may manage staff by now, and never acts on the own account; the last one who can manage staff stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.enums import AccountKind, LinkPurpose, StaffEnding, StaffRole
from port.accounts.models import PasswordLink, User
from port.accounts.password_links import issue
from port.accounts.passwords_kept import keep_former
from port.accounts.permissions import PERMISSIONS, Permission
from port.accounts.roster import StaffState, state_of
from port.accounts.sessions import end_all
from port.accounts.signals import account_ended, password_chosen
from port.accounts.staff_guards import StaffRefusal, another, keep_a_manager, one_at_a_time, take_turns
from port.accounts.staff_letters import post_ended, post_invited
from port.audit.enums import Act
from port.audit.recorder import OPERATOR, Actor, record
from port.database import lock_until_commit
from port.options import options


@dataclass(frozen=True, kw_only=True)
class NewStaff:
    """Whom to invite. The values are clean by the rules of `port.taiwan`; `role` is a `StaffRole`."""

    username: str
    name: str
    email: str
    role: StaffRole


def is_unused(username: str) -> bool:
    return not User.objects.filter(username=username).exists()


@transaction.atomic
def invite(person: NewStaff, *, by: User, is_free: Callable[[str], bool] = is_unused) -> User:
    """邀請: the account exists from now on and opens by the link of the letter only.

    `is_free` knows what else holds account names. Raises `NotTheirDuty`, and `StaffRefusal` (username_taken).
    """
    manager = one_at_a_time(by)
    account, _token = _invited(person, by=manager, is_free=is_free)
    return account


@transaction.atomic
def invite_by_operator(person: NewStaff) -> tuple[User, str]:
    """The first staff account of a system; returns the token of its link as well. Raises `StaffRefusal` (username_taken)."""
    take_turns()
    return _invited(person, by=OPERATOR, is_free=is_unused)


@transaction.atomic
def invite_again(account: User, *, by: User) -> User:
    """A new link for somebody who has not come yet; the former one dies."""
    manager = one_at_a_time(by)
    account = another(account, by=manager)
    if state_of(account) != StaffState.INVITED:
        raise StaffRefusal(_("這個帳號不在邀請中，不必再寄邀請信。"), code="not_invited")
    account.invited_at = timezone.now()
    account.save(update_fields=["invited_at"])
    _send_link(account)
    record(Act.STAFF_INVITED, about=account, by=manager, facts={"role": account.staff_role, "again": True})
    return account


@transaction.atomic
def change_role(account: User, *, role: StaffRole, by: User) -> User:
    """It counts from the next request on (V-51). The role that it has already is nothing done."""
    manager = one_at_a_time(by)
    account = another(account, by=manager)
    if not account.is_active:
        raise StaffRefusal(_("這個帳號已停用。請先恢復使用，再變更職務。"), code="ended")
    before = account.staff_role
    if before == role:
        return account
    if Permission.MANAGE_STAFF not in PERMISSIONS[role]:
        keep_a_manager(account)
    account.staff_role = role
    account.save(update_fields=["staff_role"])
    record(Act.STAFF_ROLE_CHANGED, about=account, by=manager, facts={"before": before, "after": role.value})
    return account


@transaction.atomic
def end(account: User, *, reason: StaffEnding, by: User) -> User:
    """停用: every session ends at once and no link opens it any more (V-31). Ended before is nothing done."""
    manager = one_at_a_time(by)
    return switch_off(another(account, by=manager), reason=reason, by=manager)


@transaction.atomic
def restore(account: User, *, by: User) -> User:
    """恢復: by a new invitation, so that the mailbox is proven and the password chosen anew. In use is nothing done."""
    manager = one_at_a_time(by)
    account = another(account, by=manager)
    if account.is_active:
        return account
    if not account.email:
        raise StaffRefusal(_("這個帳號的個人資料已依保存期限刪除，請改用新的帳號邀請。"), code="forgotten")
    keep_former(account)
    account.set_unusable_password()
    account.is_active, account.ended_at, account.idle_warned_at = True, None, None
    account.email_verified_at, account.invited_at = None, timezone.now()
    account.save()
    _send_link(account)
    record(Act.STAFF_RESTORED, about=account, by=manager, facts={"role": account.staff_role})
    return account


@transaction.atomic
def end_sessions(account: User, *, by: User) -> int:
    """End every session of somebody else; how many there were (V-31, 7.4.5)."""
    manager = one_at_a_time(by)
    return end_all(another(account, by=manager), by=manager)


def switch_off(account: User, *, reason: StaffEnding, by: Actor) -> User:
    """For acts that hold the row. Raises `StaffRefusal` (last_manager)."""
    if not account.is_active:
        return account
    keep_a_manager(account)
    now = timezone.now()
    account.is_active, account.ended_at = False, now
    account.save(update_fields=["is_active", "ended_at"])
    account.password_links.live().update(superseded_at=now)
    post_ended(account, reason=reason, at=now)
    account_ended.send(sender=User, account=account, by=by)
    end_all(account, by=by)
    record(Act.STAFF_ENDED, about=account, by=by, facts={"reason": reason.value, "role": account.staff_role})
    return account


@receiver(password_chosen, dispatch_uid="port.accounts.staff.note_joined")
def note_joined(*, link: PasswordLink, **_signal: Any) -> None:
    """啟用: the link of an invitation was used."""
    if link.purpose == LinkPurpose.INVITATION:
        record(Act.STAFF_JOINED, about=link.user, by=link.user, facts={"role": link.user.staff_role})


def _invited(person: NewStaff, *, by: Actor, is_free: Callable[[str], bool]) -> tuple[User, str]:
    lock_until_commit(f"account name {person.username}")
    if not is_free(person.username):
        raise StaffRefusal(_("帳號已經存在，請換一個帳號。"), code="username_taken")
    now = timezone.now()
    account = User(
        username=person.username,
        name=person.name,
        email=person.email,
        kind=AccountKind.STAFF,
        staff_role=person.role,
        created_at=now,
        invited_at=now,
    )
    account.set_unusable_password()
    account.save(force_insert=True)
    token = _send_link(account)
    record(Act.STAFF_INVITED, about=account, by=by, facts={"role": person.role.value})
    return account, token


def _send_link(account: User) -> str:
    token = issue(account, purpose=LinkPurpose.INVITATION, lifetime=options().invitation_lifetime)
    post_invited(account, token=token, at=timezone.now())
    return token
