"""Which letter tells a member of the staff of an invitation, of not having been seen for long, and of the end.

Staff work in Chinese, and are written to in Chinese.
"""

from datetime import datetime

from port.accounts.enums import StaffEnding
from port.accounts.models import User
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.links import password_url
from port.letters.models import Letter
from port.letters.workflow import post
from port.options import options
from port.taiwan.dates import roc_date, roc_datetime


@written_in(Language.CHINESE)
def post_invited(account: User, *, token: str, at: datetime) -> Letter:
    """The only way in: nobody but the reader of this letter ever knows the password that is chosen."""
    said = {
        "name": account.name,
        "username": account.username,
        "role": account.get_staff_role_display(),
        "at": roc_datetime(at),
        "until": roc_datetime(at + options().invitation_lifetime),
    }
    return post(LetterKind.STAFF_INVITED, to=account.email, about=account, context=said, link=password_url(token))


@written_in(Language.CHINESE)
def post_idle(account: User, *, alive_at: datetime, at: datetime) -> Letter:
    said = {
        "name": account.name,
        "username": account.username,
        "at": roc_datetime(at),
        "alive_at": roc_date(alive_at),
        "ends": roc_date(alive_at + options().staff_idle_end),
        "days": options().staff_idle_end.days,
    }
    return post(LetterKind.STAFF_IDLE, to=account.email, about=account, context=said)


@written_in(Language.CHINESE)
def post_ended(account: User, *, reason: StaffEnding, at: datetime) -> Letter:
    said = {
        "name": account.name,
        "username": account.username,
        "at": roc_datetime(at),
        "reason": reason.label,
    }
    return post(LetterKind.STAFF_ENDED, to=account.email, about=account, context=said)
