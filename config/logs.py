"""What the log says, and in which shape: lines for people on one machine, data in production.

A log is read by more people than the database and kept elsewhere, so in production it names no person. What may stand in
it is listed; whatever is not on the list is left out (C9). Words of others are the danger: a database quotes the row that
it refuses, a library the name of the file that it cannot read, Django the address that was asked for.
"""

import errno
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from pythonjsonlogger.json import JsonFormatter

from config.env import ROOT

FULL = "full"
"""For one machine: all that there is to tell, as the words of errors are."""
NAMELESS = {"json", "line"}
OURS = {"port", "web", "config"}
"""Whose messages are told in full: their arguments are ids, states and names of classes."""
FACTS = ("method", "route", "status", "ms", "statements", "user")
FRAMES = 20
CHAIN = 5


class DataFormatter(JsonFormatter):
    """One line of JSON for each record: of its attributes only those that `told` lists."""

    def format(self, record: logging.LogRecord) -> str:
        return self.jsonify_log_record(told(record))


class LineFormatter(logging.Formatter):
    """The same for people: one line, whatever happened."""

    def format(self, record: logging.LogRecord) -> str:
        data = told(record)
        head = [data.pop(name) for name in ("time", "level", "logger")]
        message, number, faults = data.pop("message"), data.pop("request_id", "-"), data.pop("exception", [])
        more = [f"{name}={value}" for name, value in data.items()]
        ends = [f"| {fault.pop('type')} {fault}" for fault in faults]
        return " ".join([*head, f"[{number}]", message, *more, *ends]).replace("\n", " ")


def told(record: logging.LogRecord) -> dict[str, Any]:
    """All that leaves the process of a record."""
    data: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": message_of(record),
    }
    number = getattr(record, "request_id", "-")
    if number != "-":
        data["request_id"] = number
    data |= {name: value for name in FACTS if (value := getattr(record, name, None)) is not None}
    if request := getattr(record, "request", None):
        data["route"] = getattr(getattr(request, "resolver_match", None), "view_name", None) or "none"
    if record.exc_info and record.exc_info[1]:
        data["exception"] = [fault_of(error) for error in chain_of(record.exc_info[1])]
    return data


def message_of(record: logging.LogRecord) -> str:
    """Of others only what their authors wrote, without what was filled in; where nothing else is left, the place."""
    top, _, rest = record.name.partition(".")
    if top in OURS:
        return record.getMessage()
    if top == "django" and isinstance(status := getattr(record, "status_code", None), int):
        return rest.removeprefix("security.") if rest.startswith("security.") else HTTPStatus(status).phrase
    return str(record.msg) if record.args else f"{record.module}:{record.lineno}"


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what it was raised from, and so on."""
    for _ in range(CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def fault_of(error: BaseException) -> dict[str, Any]:
    """What kind of error it is and where it happened. Its own words may quote a person, and are left out."""
    kind = type(error)
    said: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")}
    if sqlstate := getattr(error, "sqlstate", None):
        said["sqlstate"] = sqlstate
        said["constraint"] = getattr(getattr(error, "diag", None), "constraint_name", None)
    if isinstance(error, OSError) and error.errno:
        said["errno"] = errno.errorcode.get(error.errno, error.errno)
    said["at"] = list(places(error.__traceback__))
    return said


def places(trace: TracebackType | None) -> Iterator[str]:
    """The innermost first."""
    for frame in reversed(traceback.extract_tb(trace)[-FRAMES:]):
        yield f"{short(frame.filename)}:{frame.lineno} {frame.name}"


def short(filename: str) -> str:
    """Without the folders of the machine."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def nameless(layout: str) -> str:
    """The shape that an operator chose for a log that names nobody."""
    if layout not in NAMELESS:
        raise ImproperlyConfigured(f"LOG_FORMAT must be json or line, not {layout!r}.")
    return layout


def logging_settings(layout: str = FULL, *, requests: bool = False) -> dict[str, Any]:
    """`LOGGING` of Django: `json` and `line` name no person. `requests` asks for a line about each request."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "web.components.request_id.RequestIdFilter"},
            "secret_path": {"()": "web.components.request_id.SecretPathFilter"},
        },
        "formatters": {
            FULL: {
                "format": "{asctime} {levelname} {name} [{request_id}] {message}",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                "style": "{",
            },
            "json": {"()": "config.logs.DataFormatter", "json_ensure_ascii": False},
            "line": {"()": "config.logs.LineFormatter"},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": layout, "filters": ["request_id", "secret_path"]}
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "port": {"level": "INFO"},
            "web": {"level": "INFO" if requests else "WARNING"},
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # What was refused has a line about its request already; what broke has a place besides.
            "django.request": {"level": "WARNING" if layout == FULL else "ERROR"},
        },
    }
