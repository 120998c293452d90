"""An account's address, and its move to another one that its holder has just proven."""

from django.utils import timezone

from port.accounts.alarms import post_alarm
from port.accounts.models import User
from port.accounts.signals import address_changed
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.taiwan.email import EmailAddress
from port.taiwan.text import mask_email


def is_address_of(user: User, address: EmailAddress) -> bool:
    """Whether this is the account's address, without case, since most mailboxes ignore it (V-07)."""
    return user.email.lower() in {address.as_typed.lower(), address.canonical.lower()}


def move_to_address(user: User, email: str) -> None:
    """The account has this address from now on; links that went to the former one die. For acts that hold the row.

    `email_verified_at` stays: no address counts before it is proven, so the account has been proven ever since, and
    the sessions that began with that proof go on.
    """
    former, user.email = user.email, email
    user.save(update_fields=["email"])
    now = timezone.now()
    for links in (user.verifications, user.password_links, user.email_changes):
        links.live().update(superseded_at=now)
    # Those of an address before that stay: by moving twice, nobody takes the way to stop it from who was told first.
    user.not_me_links.filter(used_at__isnull=True, email__iexact=former).update(used_at=now)
    address_changed.send(sender=User, account=user, former=former)


def tell_former_address(user: User, *, former: str) -> Letter:
    """The old address hears of the new one, which is only hinted at, with the way to stop whoever did it (V-07)."""
    context = {"new_address": mask_email(user.email)}
    return post_alarm(LetterKind.EMAIL_CHANGED, user=user, context=context, to=former)
