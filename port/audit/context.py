"""The request in hand, for whoever writes a record or a line of the log: its number, and where it came from."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")

origin: ContextVar[str] = ContextVar("origin", default="")
"""The network of the caller and a keyed hash of the whole address, never the address itself (C9)."""
