"""What an approved request does. Each holds the rows of the account or the company, which `workflow.py` has locked."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.addresses import is_address_of, move_to_address, tell_former_address
from port.accounts.enums import LinkPurpose
from port.accounts.models import SignIn, User
from port.accounts.password_links import issue
from port.accounts.sessions import end_all
from port.accounts.signals import account_ended
from port.audit.enums import Act
from port.audit.recorder import record
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.companies.models import Company, CompanyAccount
from port.database import locked
from port.options import options
from port.taiwan.email import clean_email

PURPOSES = {ChangeKind.HANDOVER: LinkPurpose.HANDOVER, ChangeKind.MAILBOX: LinkPurpose.MAILBOX}
"""Why the person of an approved request chooses a password by a link. Staff never choose one (V-06)."""


def carry_out(change: ChangeRequest, *, by: User) -> str:
    """Do what was asked for; returns the token of the link that somebody gets, empty when nobody does.

    Raises `ValidationError` when another company was faster with the number.
    """
    return _ACTS[ChangeKind(change.kind)](change, by)


def issue_link(change: ChangeRequest, account: User) -> str:
    """The token of a new link to the new address; an earlier one dies."""
    purpose = PURPOSES[ChangeKind(change.kind)]
    return issue(account, purpose=purpose, lifetime=options().invitation_lifetime, email=change.new_email)


def _change_company(change: ChangeRequest, by: User) -> str:
    company = locked(Company.objects.filter(change_requests=change)).get()
    change.former_company_name, change.former_number = company.name, company.number
    wanted = {"name": change.new_company_name}
    wanted |= {"number_kind": change.new_number_kind, "number": change.new_number} if change.new_number else {}
    fields = [name for name, value in wanted.items() if value and getattr(company, name) != value]
    for name in fields:
        setattr(company, name, wanted[name])
    try:
        with transaction.atomic():
            company.save(update_fields=fields)
    except IntegrityError as taken:
        # An application with this number was approved at the same instant.
        sentence = _("這個號碼剛剛登記在另一家公司名下，不能審核通過。")
        raise ValidationError(sentence, code="number_taken") from taken
    facts = {"change": change.pk, "fields": fields}
    record(Act.COMPANY_IDENTITY_CHANGED, about=company, by=by, acting_company_id=company.pk, facts=facts)
    return ""


def _hand_over(change: ChangeRequest, by: User) -> str:
    """The former person keeps the row for the record, under a name that nobody can choose, since it holds a `#`; and
    with it the second factors. The new one begins anew: a password, the texts, and nothing bound."""
    former = _account(change)
    username, now = former.username, timezone.now()
    # Locked before the first record, as every row is, so that no two acts wait for each other.
    list(locked(SignIn.objects.filter(user=former, ended_at__isnull=True)))
    account_ended.send(sender=User, account=former, by=by)  # while its letters can still call it by its name
    former.username, former.is_active, former.ended_at = f"former#{former.pk}", False, now
    former.save(update_fields=["username", "is_active", "ended_at"])
    person = User(
        username=username,
        name=change.new_name,
        mobile=change.new_mobile,
        email=change.new_email,
        kind=former.kind,
        language=change.contact_language,
    )
    person.set_unusable_password()
    person.save()
    CompanyAccount.objects.filter(user=former).update(user=person)
    token = issue_link(change, person)
    end_all(former, by=by)
    facts = {"change": change.pk, "to": person.pk}
    record(Act.ACCOUNT_HANDED_OVER, about=former, by=by, acting_company_id=change.company_id, facts=facts)
    return token


def _change_mailbox(change: ChangeRequest, by: User) -> str:
    """Nobody signs in before the new mailbox is proven; whoever still reads the old one is told, and can stop it."""
    account = _account(change)
    former = change.former_email = account.email
    is_another = not is_address_of(account, clean_email(change.new_email))
    move_to_address(account, change.new_email)
    account.email_verified_at = None
    account.save(update_fields=["email_verified_at"])
    token = issue_link(change, account)
    if is_another:
        tell_former_address(account, former=former)
    end_all(account, by=by)
    record(Act.EMAIL_CHANGED, about=account, by=by, facts={"change": change.pk})
    return token


def _account(change: ChangeRequest) -> User:
    """As it is by now, since the row of the request may have waited for a lock."""
    return User.objects.get(change_requests=change)


_ACTS: Mapping[ChangeKind, Callable[[ChangeRequest, User], str]] = {
    ChangeKind.COMPANY: _change_company,
    ChangeKind.HANDOVER: _hand_over,
    ChangeKind.MAILBOX: _change_mailbox,
}
