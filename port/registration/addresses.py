"""What the applications of an account do when its address changes, or is proven by a link for a new password (V-07)."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from port.accounts.models import PasswordLink, User
from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.models import CompanyDocument
from port.database import locked
from port.registration.enums import ApplicationMove, ApplicationState
from port.registration.models import AccountApplication
from port.registration.moves import MOVES
from port.taiwan.email import clean_email
from port.workflows import target_of


def follow_address(*, account: User, **_signal: Any) -> None:
    """Told of every move (`address_changed`): answers to the application and to waiting documents go to the new address.

    Otherwise the former mailbox could still ask for the progress of the application, and mend it after a reopening.
    """
    canonical = clean_email(account.email).canonical
    AccountApplication.objects.filter(user=account).update(email=account.email, email_canonical=canonical)
    sent = CompanyDocument.objects.waiting().filter(Q(submitted_by=account) | Q(application__user=account))
    CompanyDocument.objects.filter(pk__in=sent.values("pk")).update(contact_email=account.email)


def note_proven(*, link: PasswordLink, **_signal: Any) -> None:
    """Told of every password by a link (`password_chosen`): an address that is proven by now is what an approval waits for.

    By this link, or before by taking it back (不是我). Otherwise somebody who comes in already would be reminded to prove
    the address, and the approval would lapse.
    """
    if not User.objects.filter(pk=link.user_id, email_verified_at__isnull=False).exists():
        return
    unproven = [ApplicationState.APPROVED, ApplicationState.LAPSED]
    application = locked(AccountApplication.objects.filter(user=link.user, state__in=unproven)).first()
    if application is None:
        return
    if application.state == ApplicationState.LAPSED:
        application.state = target_of(MOVES, ApplicationMove.RENEW, application)
    application.state = target_of(MOVES, ApplicationMove.VERIFY, application)
    application.verified_at = timezone.now()
    application.save(update_fields=["state", "verified_at"])
    company_id = application.company_id
    record(Act.APPLICATION_VERIFIED, about=application, by=link.user, acting_company_id=company_id)
