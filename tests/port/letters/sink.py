"""A real mail server on a free port that keeps what it is given, and answers as planned."""

import email
import socket
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"


class Sink:
    """`answer` is asked for each message that came; the message is kept whatever the answer is."""

    def __init__(self, answer: Callable[[], str] = lambda: TAKEN) -> None:
        self.answer = answer
        self.envelopes: list[Envelope] = []
        self.port = free_port()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        self.envelopes.append(envelope)
        return self.answer()

    def open(self) -> None:
        self._server.start()

    def close(self) -> None:
        self._server.stop(no_assert=True)

    @property
    def letters(self) -> list[EmailMessage]:
        contents = [envelope.original_content or b"" for envelope in self.envelopes]
        return [email.message_from_bytes(content, _class=EmailMessage, policy=default) for content in contents]

    @property
    def times_seen(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(letter["Message-ID"] for letter in self.letters)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
