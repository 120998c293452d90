"""What every act on a staff account asks first, and when it refuses."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from port.accounts.duties import need
from port.accounts.enums import AccountKind
from port.accounts.holds import STRANGER
from port.accounts.models import User
from port.accounts.permissions import Permission
from port.accounts.roster import managers
from port.audit.enums import Act, Result
from port.audit.recorder import record
from port.database import lock_until_commit, locked


class StaffRefusal(ValidationError):
    """What may not be done to this account, in words for whoever tried; `code` says which."""


def take_turns() -> None:
    """Acts on staff accounts pass one at a time; taken before the first record of the act."""
    lock_until_commit("staff accounts")


def one_at_a_time(by: User) -> User:
    """The manager as of now, after waiting for the turn, so that nobody acts whose own account has just ended."""
    take_turns()
    manager = User.objects.get(pk=by.pk)
    need(manager, Permission.MANAGE_STAFF)
    return manager


def another(account: User, *, by: User) -> User:
    """The staff account, locked. Nobody changes the own one."""
    if account.pk == by.pk:
        raise StaffRefusal(_("不能變更自己的帳號，請由另一位系統管理人員處理。"), code="own_account")
    return locked(User.objects.filter(pk=account.pk, kind=AccountKind.STAFF)).get()


def keep_a_manager(account: User) -> None:
    """Refuse to lose the last account that can manage staff: nobody could open another from within."""
    if managers().filter(pk=account.pk).exists() and not managers().exclude(pk=account.pk).exists():
        raise StaffRefusal(
            _("這是最後一個能管理港務人員的帳號。請先讓另一位系統管理人員啟用帳號。"), code="last_manager"
        )


@transaction.atomic
def note_elsewhere(account: User) -> None:
    """The password was right, and came from where staff may not sign in."""
    record(
        Act.ACCOUNT_SIGN_IN_FAILED,
        about=account,
        by=STRANGER,
        facts={"tried": "elsewhere"},
        result=Result.REFUSED,
    )
