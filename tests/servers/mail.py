"""A mail server that keeps what it is sent, and can be slow, refuse, or be away."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers.processes import HOST, free_port


@dataclass
class MailServer:
    """`letters` are all that were taken, in their order; `seconds` passes before each is taken."""

    port: int = field(default_factory=free_port)
    seconds: float = 0
    refuses: bool = False
    letters: list[EmailMessage] = field(default_factory=list)
    _controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the name that aiosmtpd calls
        if self.refuses:
            return "451 4.3.0 Try again later"
        if self.seconds:
            await asyncio.sleep(self.seconds)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def start(self) -> "MailServer":
        self._controller = Controller(self, hostname=HOST, port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
        self._controller = None

    def copies(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(letter["Message-ID"] for letter in self.letters)

    def wait_for(self, number: int, *, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while len(self.letters) < number:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.letters)} letters came, not {number}.")
            time.sleep(0.05)
