"""Questions about a change request, asked when it is sent and once more when it is approved."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.changes.enums import ChangeKind, ChangeState
from port.changes.models import ChangeRequest
from port.companies.checks import Answer
from port.companies.models import Company
from port.registration.enums import HAS_USER
from port.registration.models import AccountApplication


def accounts_in_use(company: Company) -> QuerySet[User]:
    """The general accounts of the company that can be handed over: approved, verified, and not switched off since."""
    accounts = User.objects.filter(company_account__company=company, kind=AccountKind.GENERAL)
    return accounts.filter(is_active=True, email_verified_at__isnull=False).order_by("username")


def account_meant(*, username: str, number: str) -> User | None:
    """The account of that name, if the company's number belongs to it; a shared account has none. Never staff's."""
    account = User.objects.filter(username=username, is_active=True).exclude(kind=AccountKind.STAFF).first()
    if account is None or account.kind == AccountKind.SHARED:
        return None if number else account
    return account if Company.objects.filter(accounts__user=account, number=number).exists() else None


def may_have_number(company: Company, *, number_kind: str, number: str) -> Answer:
    """No other company has that number."""
    if Company.objects.filter(number_kind=number_kind, number=number).exclude(pk=company.pk).exists():
        return Answer(yes=False, reason=_("這個號碼已經登記在另一家公司名下，不能使用。請重新確認號碼。"))
    return Answer(yes=True)


def waiting_change(company: Company) -> ChangeRequest | None:
    """The one 變更公司名稱或統編 of the company that waits."""
    return ChangeRequest.objects.waiting().filter(kind=ChangeKind.COMPANY, company=company).first()


def waiting_handover(account: User) -> ChangeRequest | None:
    """The one 帳號移交 of the account that waits."""
    return ChangeRequest.objects.waiting().filter(kind=ChangeKind.HANDOVER, account=account).first()


def others_for_account(change: ChangeRequest) -> QuerySet[ChangeRequest]:
    """Other requests that wait and are about the same account name."""
    return ChangeRequest.objects.waiting().filter(username=change.username).exclude(pk=change.pk).exclude(username="")


def awaits_password(change: ChangeRequest) -> User | None:
    """The account that an approved request opened to somebody who has not chosen a password by the link yet."""
    if change.state != ChangeState.APPROVED or change.kind == ChangeKind.COMPANY:
        return None
    waiting = User.objects.filter(is_active=True, email_verified_at__isnull=True, email=change.new_email)
    account = waiting.filter(username=change.username).first()
    return None if account and _is_under_review_again(account) else account


def may_be_approved(change: ChangeRequest) -> Answer:
    """Whether what is asked can still be done as things stand now."""
    match change.kind:
        case ChangeKind.COMPANY:
            return _may_change_company(change)
        case ChangeKind.HANDOVER:
            return _may_be_handed_over(change)
    return _may_change_mailbox(change)


def _may_change_company(change: ChangeRequest) -> Answer:
    if change.company is None or not change.new_number:
        return Answer(yes=True)
    return may_have_number(change.company, number_kind=change.new_number_kind, number=change.new_number)


def _may_be_handed_over(change: ChangeRequest) -> Answer:
    company, account = change.company, change.account
    if company and account and accounts_in_use(company).filter(pk=account.pk).exists():
        return Answer(yes=True)
    return Answer(yes=False, reason=_("這個帳號已停用、正在重新審核，或尚未完成 Email 驗證，現在不能移交。"))


def _may_change_mailbox(change: ChangeRequest) -> Answer:
    if change.account is None:
        return Answer(yes=False, reason=_("系統沒有這個帳號，或統編與帳號不符，不能審核通過。"))
    if not change.account.is_active:
        return Answer(yes=False, reason=_("這個帳號已經停用或移交，不能更換信箱。"))
    if _is_under_review_again(change.account):
        return Answer(yes=False, reason=_("這個帳號的申請正在重新審核或未通過，現在不能更換信箱。"))
    return Answer(yes=True)


def _is_under_review_again(account: User) -> bool:
    """Its door is shut by a reopened application, and no link may open it on the side."""
    return AccountApplication.objects.filter(user=account).exclude(state__in=HAS_USER).exists()
