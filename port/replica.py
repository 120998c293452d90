"""Reads that may be a little old: a copy of the database answers them, where there is one that is near enough.

The copy is a streaming replica (`PG_REPLICA_HOST`). It is asked for what is read for strangers and for the figures of the
desk, and for nothing else: whoever acts, and whoever reads what they have just written, is answered by the database itself.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections, transaction
from django.db.backends.utils import CursorWrapper

logger = logging.getLogger(__name__)

T = TypeVar("T")
ALIAS = "replica"
NEAR = timedelta(seconds=10)
"""A copy that is further behind is not asked."""
SECONDS_BETWEEN_QUESTIONS = 5
"""How long the answer to the question how far it is behind holds, for all threads of a process."""
HOW_FAR = """
    SELECT pg_is_in_recovery() AND EXISTS (SELECT pid FROM pg_stat_wal_receiver),
           pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn(),
           now() - pg_last_xact_replay_timestamp()
"""

_may_be_old: ContextVar[bool] = ContextVar("may_be_old", default=False)


def perhaps_a_little_old(read: Callable[[], T]) -> T:
    """What `read` gives, from the replica if there is one; `read` is called again where the replica fails meanwhile."""
    if ALIAS not in connections.settings:
        return read()
    token = _may_be_old.set(True)
    try:
        return read()
    except (OperationalError, InterfaceError):
        connections[ALIAS].close()
        logger.warning("the replica failed while it was read from; the database answers")
        _distance.is_unknown()
    finally:
        _may_be_old.reset(token)
    return read()


def is_near(cursor: CursorWrapper, *, most: timedelta = NEAR) -> bool:
    """Whether it follows its database, and has all that it was sent or is behind by no more than that.

    What has taken a server's place itself follows nobody, and what it says may be of another time altogether.
    """
    cursor.execute(HOW_FAR)
    follows, has_all, behind = cursor.fetchone()
    return bool(follows and (has_all or (behind is not None and behind <= most)))


class Distance:
    """Whether the replica is near, asked anew every few seconds. Threads may ask at once; the last answer stays."""

    def __init__(self) -> None:
        self._near, self._until = False, 0.0

    def is_near(self) -> bool:
        if time.monotonic() >= self._until:
            self._near = self._ask()
            self._until = time.monotonic() + SECONDS_BETWEEN_QUESTIONS
        return self._near

    def is_unknown(self) -> None:
        """It failed: nobody asks it until the next question is due."""
        self._near, self._until = False, time.monotonic() + SECONDS_BETWEEN_QUESTIONS

    def _ask(self) -> bool:
        try:
            with connections[ALIAS].cursor() as cursor:
                near = is_near(cursor)
        except (DatabaseError, InterfaceError):
            connections[ALIAS].close()
            near = False
        if not near:
            logger.warning("the replica is away or too far behind; the database answers")
        return near


_distance = Distance()


class ReplicaRouter:
    """Tells Django which of the two databases to ask (`DATABASE_ROUTERS`)."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Inside of a transaction never the replica: who acts must see what is."""
        if _may_be_old.get() and not transaction.get_connection().in_atomic_block and _distance.is_near():
            return ALIAS
        return DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """The rows are the same in both."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db != ALIAS
