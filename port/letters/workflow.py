"""The acts on letters: put one in the outbox, take the due ones, send them, and keep account of their fate."""

import logging
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from port.database import locked, locked_if_free
from port.language import TAGS
from port.letters.dress import tidied
from port.letters.enums import LetterKind, LetterState
from port.letters.language import language_of_letter
from port.letters.links import login_url
from port.letters.models import LINK, Letter
from port.options import options

logger = logging.getLogger(__name__)

BATCH = 5
"""Letters per claim: a batch must leave within the lease, at ten seconds of `EMAIL_TIMEOUT` each."""


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
    for letter in letters:
        letter.state = LetterState.SENDING
        letter.tries += 1
        letter.leased_until = at + options().letter_lease
    Letter.objects.bulk_update(letters, ["state", "tries", "leased_until"])
    return letters


def deliver(letter: Letter) -> bool:
    """Send one claimed letter and write down what became of it. True when the mail server took it.

    When the letters before it took longer than the lease, another worker may have it by now, so it is left alone.
    """
    if letter.leased_until and letter.leased_until < timezone.now():
        return False
    try:
        get_connection().send_messages([letter.message()])
    except Exception as error:  # noqa: BLE001 - whatever the mail server does, the letter is kept and tried again
        _put_back(letter, error)
        return False
    with transaction.atomic():
        row = locked(Letter.objects.filter(pk=letter.pk)).get()
        row.state, row.sent_at, row.leased_until, row.last_error = LetterState.SENT, timezone.now(), None, ""
        row.link = _wiped().get("link", row.link)
        row.save(update_fields=["state", "sent_at", "leased_until", "last_error", "link"])
    return True


@transaction.atomic
def _put_back(letter: Letter, error: Exception) -> None:
    row = locked(Letter.objects.filter(pk=letter.pk)).get()
    if row.state != LetterState.SENDING or row.tries != letter.tries:
        return  # the lease ended while the mail server talked, and another worker took the letter over
    last_try = row.tries >= options().letter_tries
    row.state = LetterState.FAILED if last_try else LetterState.WAITING
    if last_try:
        row.link = _wiped().get("link", row.link)
    row.due_at = timezone.now() + pause_after(row.tries)
    row.leased_until = None
    row.last_error = type(error).__name__
    row.save(update_fields=["state", "due_at", "leased_until", "last_error", "link"])
    logger.warning("letter %s not sent, try %s: %s", row.pk, row.tries, type(error).__name__)


def _wiped() -> dict[str, str]:
    """What becomes of the secret link of a letter that is sent or given up, as a field."""
    return {} if options().keep_letter_links else {"link": ""}


def pause_after(tries: int) -> timedelta:
    """Half a minute, doubled with each try up to four hours, spread by a fifth so that letters do not come in step."""
    seconds = min(30 * 2 ** (tries - 1), 4 * 60 * 60)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - spread, not secrecy


def send_due(*, at: datetime, going_on: Callable[[], bool] = lambda: True) -> int:
    """Send everything that is due, as long as `going_on` says so; how many left. What stays is due when its lease ends."""
    sent = 0
    while going_on() and (letters := claim(at=at)):
        sent += sum(deliver(letter) for letter in letters if going_on())
    return sent
