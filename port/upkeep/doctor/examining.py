"""All examinations, one after the other: none keeps the others from being made."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from port.upkeep.doctor import database, machine, servers
from port.upkeep.doctor.findings import Sick

logger = logging.getLogger(__name__)

Examination = Callable[[], str]
FIRST = "database"
OF_THE_DATABASE: Mapping[str, Examination] = {
    FIRST: database.answers_and_keeps,
    "limits": database.has_limits,
    "migrations": database.is_migrated,
    "record": database.cannot_change_the_record,
    "clock": database.has_the_same_time,
    "keys": machine.keys_open_everything,
}
"""Those behind the first are not made when it finds a fault: they would all say the same."""
OF_THE_REST: Mapping[str, Examination] = {
    "cache": servers.cache_keeps,
    "documents": servers.documents_come_and_go,
    "mail": servers.mail_is_taken,
    "scanner": servers.scanner_tells_apart,
    "disk": machine.disk_has_room,
}


@dataclass(frozen=True)
class Finding:
    name: str
    sentence: str
    is_fault: bool = False


def findings() -> Iterator[Finding]:
    first = _examine(FIRST, OF_THE_DATABASE[FIRST])
    yield first
    for name, examination in {**({} if first.is_fault else OF_THE_DATABASE), **OF_THE_REST}.items():
        if name != FIRST:
            yield _examine(name, examination)


def _examine(name: str, examination: Examination) -> Finding:
    try:
        return Finding(name, examination())
    except Sick as sick:
        return Finding(name, str(sick), is_fault=True)
    except Exception as fault:  # a fault that nobody has thought of is one all the same
        logger.exception("The examination %s failed", name)
        return Finding(name, f"{type(fault).__name__}, which nobody expected; the log says more.", is_fault=True)
