"""The log of a test, as production would write it."""

import json
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.conf import settings

from config.logs import logging_settings


class Log:
    """What was written so far."""

    def __init__(self, stream: StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, logger: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["logger"] == logger]


@contextmanager
def production_log(layout: str = "json") -> Iterator[Log]:
    """Until it ends, everything is logged as `LOG_FORMAT` says, to a string."""
    stream, root = StringIO(), logging.getLogger()
    before = list(root.handlers)
    chosen = logging_settings(layout, requests=True)
    chosen["handlers"]["stderr"]["stream"] = stream
    logging.config.dictConfig(chosen)
    try:
        yield Log(stream)
    finally:
        logging.config.dictConfig(settings.LOGGING)
        root.handlers[:] = before
