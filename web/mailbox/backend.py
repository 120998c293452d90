"""The mail server of the local run: letters land in a Maildir, as they would in a real mailbox."""

import mailbox
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def open_mailbox() -> mailbox.Maildir:
    folder = Path(settings.MAILBOX_FOLDER)
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return mailbox.Maildir(folder)


class MaildirBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = open_mailbox()
        for message in email_messages:
            folder.add(message.message().as_bytes())
        return len(email_messages)
