"""The number of the request in hand, for whoever writes a record or a line of the log."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
