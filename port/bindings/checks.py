"""Questions about a binding, each no with words that a person can read."""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from port.accounts.enums import AccountKind
from port.accounts.factors import has_factor
from port.accounts.models import User
from port.companies.models import CompanyAccount
from port.registration.entry import Door, Entry, entry_of


class WhyNot(Enum):
    """`value` is what a record says."""

    NOT_PROVEN = "proof"
    """Wrong name, wrong password, or held: one answer for all (design decision 2)."""
    NOT_READY = "condition"
    NOT_GENERAL = "kind"
    NEEDS_LETTER = "factor"


SENTENCES = {
    WhyNot.NOT_PROVEN: _(
        "帳號或密碼不正確，或這個帳號因為連續輸入錯誤而暫停。請確認後再試；連續 5 次錯誤會暫停 15 分鐘，時間到了會自動恢復。"
    ),
    WhyNot.NOT_READY: _(
        "請先個別完成每一家公司的[一般帳號]申請，與帳號郵件驗證，以利共用帳號的綁定。這個帳號目前還沒有全部完成。"
    ),
    WhyNot.NOT_GENERAL: _("共用帳號只能綁定[一般帳號]，這個帳號不是一般帳號。"),
    WhyNot.NEEDS_LETTER: _(
        "這個帳號登入時需要第二重驗證，只有密碼不能綁定。請改用「寄信徵求同意」，由帳號的信箱回覆。"
    ),
}
"""The condition stands in the words of the manual (共用帳號, 申請說明 3)."""


class BindingRefused(Exception):
    """The binding does not come about; `str()` is for people."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return str(SENTENCES[self.why])


class RequestExpired(Exception):
    """The link is too old to be answered, and the clock has not come by yet."""


def may_hold(account: User) -> bool:
    """Whether this account may bind others now: a shared one whose own door is open."""
    return account.is_shared and entry_of(account).door is Door.OPEN


def is_bindable(account: User) -> bool:
    """A general account of a company that is approved, whose address is proven, and that is not under review again."""
    if account.kind != AccountKind.GENERAL or entry_of(account).door is not Door.OPEN:
        return False
    return CompanyAccount.objects.filter(user=account).exists()


def why_not_bound(entry: Entry) -> WhyNot | None:
    """Why an account whose name and password were given is not bound; None when it can be."""
    if entry.door is Door.SHUT:
        return WhyNot.NOT_PROVEN
    if entry.user is None:
        return WhyNot.NOT_READY
    if entry.user.kind != AccountKind.GENERAL:
        return WhyNot.NOT_GENERAL
    if not is_bindable(entry.user):
        return WhyNot.NOT_READY
    return WhyNot.NEEDS_LETTER if has_factor(entry.user) else None
