"""The acts around the proof of the address: prove it, ask for a new link, be reminded, lapse (design decision 1)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts import verification
from port.accounts.models import EmailVerification, User
from port.audit.enums import Act
from port.audit.recorder import CLOCK, record
from port.database import locked
from port.registration import letters
from port.registration.enums import ApplicationMove, ApplicationState
from port.registration.models import AccountApplication
from port.registration.moves import moved


@transaction.atomic
def verify(proof: EmailVerification, *, by: User) -> AccountApplication:
    """完成驗證 (manual, steps 18 and 19): the address is proven by its holder. A second time answers the same.

    Raises `ValidationError` for anybody else, and when the link is too old or a newer one was sent.
    """
    by = locked(User.objects.filter(pk=by.pk)).get()
    row = locked(EmailVerification.objects.filter(pk=proof.pk)).get()
    if row.user_id != by.pk:
        raise _dead_link()
    application = AccountApplication.objects.get(user=by)
    if application.state == ApplicationState.VERIFIED:
        return application
    if not row.is_live(timezone.now()):
        raise _dead_link()
    application = moved(application, ApplicationMove.VERIFY)
    row.used_at = application.verified_at = timezone.now()
    row.save(update_fields=["used_at"])
    application.save(update_fields=["state", "verified_at"])
    User.objects.filter(pk=by.pk).update(email_verified_at=row.used_at)
    record(Act.APPLICATION_VERIFIED, about=application, by=by, acting_company_id=application.company_id)
    return application


def _dead_link() -> ValidationError:
    return ValidationError(_("這個驗證連結已失效，請寄送新的連結。"), code="link_dead")


@transaction.atomic
def send_verification_again(user: User) -> bool:
    """A new link for an account whose address is not proven yet, lapsed or not; earlier links die.

    False when it is too soon, or when there is nothing to prove: any more, or until the application is approved again.
    """
    user = locked(User.objects.filter(pk=user.pk)).get()
    application = AccountApplication.objects.filter(user=user).first()
    if application is None or application.state not in {ApplicationState.APPROVED, ApplicationState.LAPSED}:
        return False
    if not verification.may_send_again(user, at=timezone.now()):
        return False
    if application.state == ApplicationState.LAPSED:
        application = moved(application, ApplicationMove.RENEW)
    application.reminded_at = None
    application.save(update_fields=["state", "reminded_at"])
    letters.post_verification(application, token=verification.issue(user))
    record(Act.VERIFICATION_SENT, about=application, by=user, acting_company_id=application.company_id)
    return True


@transaction.atomic
def remind(application: AccountApplication) -> bool:
    """A word before the approval lapses, once; it carries no link, since a link is only sent when it is asked for."""
    row = locked(AccountApplication.objects.filter(pk=application.pk)).get()
    if row.state != ApplicationState.APPROVED or row.reminded_at:
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    letters.post_reminder(row)
    record(Act.VERIFICATION_REMINDED, about=row, by=CLOCK, acting_company_id=row.company_id)
    return True


@transaction.atomic
def lapse(application: AccountApplication) -> AccountApplication:
    """逾期未驗證: nobody proved the address in time. The account stays, and a new link opens it again. Raises `MoveRefused`."""
    # The account's row comes first here as in the acts above, so that none waits for the other in a ring.
    locked(User.objects.filter(application=application)).first()
    application = moved(application, ApplicationMove.LAPSE)
    application.save(update_fields=["state"])
    EmailVerification.objects.filter(user__application=application).live().update(superseded_at=timezone.now())
    letters.post_lapsed(application)
    record(Act.APPLICATION_LAPSED, about=application, by=CLOCK, acting_company_id=application.company_id)
    return application
