"""Questions to other servers that must not hold up whoever asks."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Any, TypeVar, cast

from django.db import connections

Answer = TypeVar("Answer")


class TookTooLong(Exception):
    """No answer within the time; the question goes on by itself, and is not asked a second time meanwhile."""


_open: dict[str, "Future[Any]"] = {}
_lock = Lock()


def within(seconds: float, ask: Callable[[], Answer], *, name: str) -> Answer:
    """What `ask` answers or raises. Raises `TookTooLong`. Who comes while it is open waits for the same answer.

    It is asked in a thread with database connections of its own, which does not keep the process from ending.
    """
    question = _question(ask, name)
    try:
        return question.result(timeout=seconds)
    except TimeoutError:
        if question.done():
            raise  # it was the answer
        raise TookTooLong(name) from None


def _question(ask: Callable[[], Answer], name: str) -> "Future[Answer]":
    with _lock:
        question = _open.get(name)
        if question is None or question.done():
            question = _open[name] = Future()
            Thread(target=_run, args=(ask, question), name=f"asks-{name}", daemon=True).start()
        return question


def _run(ask: Callable[[], Answer], question: "Future[Answer]") -> None:
    answer, fault = None, None
    try:
        answer = ask()
    except BaseException as raised:  # noqa: BLE001 - raised again where the answer is awaited
        fault = raised
    connections.close_all()  # those of this thread
    if fault is None:
        question.set_result(cast("Answer", answer))
    else:
        question.set_exception(fault)
