"""Which letter tells the holder of an account of what touches its security; each carries the link 不是我."""

from collections.abc import Callable
from datetime import datetime, timedelta

from port.accounts.alarms import post_alarm
from port.accounts.models import User
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.limits import may_follow
from port.letters.models import Letter
from port.options import options
from port.taiwan.dates import told_datetime

HELD_LETTERS_A_DAY = 3
"""Whoever keeps trying holds an account every quarter of an hour, and must not flood its mailbox as well."""

MINUTE = timedelta(minutes=1)


def post_factor_changed(user: User, *, what: Callable[[], str], at: datetime) -> Letter:
    """`what` makes a sentence without its full stop, in the language of the letter: 新增了驗證器 App."""
    with written_in(user.language):
        return post_alarm(LetterKind.FACTOR_CHANGED, user=user, context={"what": what(), "at": told_datetime(at)})


def post_account_held(user: User, *, until: datetime, at: datetime, at_factor: bool = False) -> Letter | None:
    """Held by wrong passwords, or `at_factor`: by somebody who knew the password. Nothing goes out beyond today's share."""
    sent = Letter.objects.about(user).filter(kind=LetterKind.ACCOUNT_HELD)
    if not may_follow(sent, at=at, a_day=HELD_LETTERS_A_DAY):
        return None
    with written_in(user.language):
        said = {
            "at": told_datetime(at),
            "until": told_datetime(until),
            "minutes": options().login_hold // MINUTE,
            "at_factor": at_factor,
        }
        return post_alarm(LetterKind.ACCOUNT_HELD, user=user, context=said)
