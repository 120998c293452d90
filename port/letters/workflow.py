"""The acts on letters: put one in the outbox, take the due ones, send them, and keep account of their fate."""

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.core.mail import get_connection
from django.db import models, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from port.database import locked, locked_if_free
from port.language import TAGS
from port.letters.dress import tidied
from port.letters.enums import LetterKind, LetterState
from port.letters.faults import MailServerAway, is_of_the_server
from port.letters.language import language_of_letter
from port.letters.links import login_url
from port.letters.models import LINK, Letter
from port.measures import LETTER_SECONDS, LETTERS, count_when_committed
from port.options import options

logger = logging.getLogger(__name__)

BATCH = 5
"""Letters per claim."""

SECONDS_AFTER_AN_OUTAGE = 60
"""About how long a letter waits that met no mail server."""

SECONDS_A_TURN = 20
"""How long one turn takes further batches, so that decisions and the clock need not wait for a slow mail server."""


def post(
    kind: LetterKind,
    *,
    to: str,
    about: models.Model,
    context: Mapping[str, Any],
    link: str = "",
    after: Letter | None = None,
) -> Letter:
    """Put a letter in the outbox, inside the transaction of the act that it tells of, and inside `written_in`.

    `link` is a secret that only the reader may have: it stands apart from the text and is wiped once it has been sent.
    It leaves behind the letter `after`: when that one has been sent, or is given up.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A letter is posted in the transaction of its act.")
    letter = compose(kind, to=to, about=about, context=context, link=link)
    letter.after = after
    letter.save(force_insert=True)
    count_when_committed(LETTERS.labels("posted"))
    return letter


def compose(kind: LetterKind, *, to: str, about: models.Model, context: Mapping[str, Any], link: str = "") -> Letter:
    """The letter as it would be sent, not yet in the outbox: staff see it before they decide.

    In the language of `written_in`; raises `NoLanguageChosen` outside of it.
    """
    language = language_of_letter()
    said = {**context, "port": options(), "link": LINK, "login_url": login_url(), "language_tag": TAGS[language]}
    subject = render_to_string(f"letters/{kind}.subject.txt", said).strip()
    return Letter(
        kind=kind,
        language=language,
        to_address=to,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        subject=subject,
        text=tidied(render_to_string(f"letters/{kind}.txt", said)),
        html=render_to_string(f"letters/{kind}.html", {**said, "subject": subject}),
        link=link,
    )


@transaction.atomic
def claim(*, at: datetime) -> list[Letter]:
    """Lease the next due letters to this worker and commit, so that no lock is held while SMTP talks."""
    due = list(locked_if_free(Letter.objects.due(at))[:BATCH])
    letters = [letter for letter in due if letter.tries < options().letter_tries]
    spent = [letter.pk for letter in due if letter.tries >= options().letter_tries]
    # Left in the middle at its last try: a letter that ends its worker each time is not tried for ever.
    given_up = {"state": LetterState.FAILED, "leased_until": None, "last_error": "WorkerEnded"}
    Letter.objects.filter(pk__in=spent).update(**given_up | _wiped())
    for _ in spent:
        count_when_committed(LETTERS.labels("given_up"))
    for letter in letters:
        letter.state = LetterState.SENDING
        letter.tries += 1
        letter.leased_until = at + options().letter_lease
    Letter.objects.bulk_update(letters, ["state", "tries", "leased_until"])
    return letters


def deliver(letter: Letter, *, at: datetime | None = None) -> bool:
    """Send one claimed letter and write down what became of it. True when the mail server took it.

    `at` is the time by the clock that the leases are kept by. Raises `MailServerAway` when no other letter would leave
    either.
    """
    try:
        get_connection().send_messages([letter.message()])
    except Exception as error:
        _put_back(letter, error, at=at or timezone.now())
        if is_of_the_server(error):
            raise MailServerAway from error
        return False
    with transaction.atomic():
        row = locked(Letter.objects.filter(pk=letter.pk)).get()
        row.state, row.sent_at, row.leased_until, row.last_error = LetterState.SENT, timezone.now(), None, ""
        row.link = _wiped().get("link", row.link)
        row.save(update_fields=["state", "sent_at", "leased_until", "last_error", "link"])
        count_when_committed(LETTERS.labels("sent"))
    LETTER_SECONDS.observe((row.sent_at - row.created_at).total_seconds())
    return True


@transaction.atomic
def _put_back(letter: Letter, error: Exception, *, at: datetime) -> None:
    """To be tried again. A mail server that is away spends none of the tries, however long that lasts."""
    row = locked(Letter.objects.filter(pk=letter.pk)).get()
    if row.state != LetterState.SENDING or row.tries != letter.tries:
        return  # the lease ended while the mail server talked, and another worker took the letter over
    logger.warning("letter %s not sent, try %s: %s", row.pk, row.tries, type(error).__name__)
    pause = pause_after(row.tries)
    last_try = row.tries >= options().letter_tries
    if is_of_the_server(error):
        pause, last_try = spread(SECONDS_AFTER_AN_OUTAGE), False
        row.tries -= 1
    row.state = LetterState.FAILED if last_try else LetterState.WAITING
    if last_try:
        row.link = _wiped().get("link", row.link)
    row.due_at = at + pause
    row.leased_until = None
    row.last_error = type(error).__name__
    row.save(update_fields=["state", "due_at", "leased_until", "last_error", "link", "tries"])
    count_when_committed(LETTERS.labels("given_up" if last_try else "put_off"))


def _wiped() -> dict[str, str]:
    """What becomes of the secret link of a letter that is sent or given up, as a field."""
    return {} if options().keep_letter_links else {"link": ""}


def pause_after(tries: int) -> timedelta:
    """Half a minute, doubled with each try up to four hours."""
    return spread(min(30 * 2 ** (tries - 1), 4 * 60 * 60))


def spread(seconds: float) -> timedelta:
    """About so long, a fifth more or less, so that letters do not come in step."""
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - spread, not secrecy


def send_due(*, at: datetime, going_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due, as long as `going_on` says so and for `SECONDS_A_TURN`; how many left.

    `at` is read once from a clock that all workers share; how much time has passed since then no clock is asked, so
    that one that is set meanwhile neither ends a lease nor lengthens it. A mail server that is away ends the turn.
    """
    began, passed, sent = monotonic(), timedelta(), 0
    while going_on() and passed.total_seconds() < SECONDS_A_TURN and (letters := claim(at=at + passed)):
        try:
            sent += _send(letters, InHand(at + passed, monotonic()), going_on)
        except MailServerAway:
            break
        passed = timedelta(seconds=monotonic() - began)
    return sent


@dataclass(frozen=True)
class InHand:
    """Since when a worker has a batch: by the common clock, and by the machine's count of seconds, which nobody sets."""

    at: datetime
    began: float

    @property
    def passed(self) -> timedelta:
        return timedelta(seconds=monotonic() - self.began)

    @property
    def now(self) -> datetime:
        return self.at + self.passed


def _send(letters: Sequence[Letter], since: InHand, going_on: Callable[[], bool]) -> int:
    """What is not tried goes back at once, and that was no try. Raises `MailServerAway`."""
    sent = tried = 0
    try:
        for letter in letters:
            if not going_on():
                break
            tried += 1
            if _is_ours(letter, since):
                sent += deliver(letter, at=since.now)
    finally:
        _hand_back(letters[tried:])
    return sent


def _is_ours(letter: Letter, since: InHand) -> bool:
    """After a third of the lease it is made longer, unless another worker has taken the letter over meanwhile."""
    if since.passed < options().letter_lease / 3:
        return True
    return _held(letter).update(leased_until=since.now + options().letter_lease) == 1


def _hand_back(letters: Sequence[Letter]) -> None:
    for letter in letters:
        _held(letter).update(state=LetterState.WAITING, leased_until=None, tries=letter.tries - 1)


def _held(letter: Letter) -> "QuerySet[Letter]":
    """The row, as long as it is in the hand that claimed it."""
    return Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, tries=letter.tries)
