"""The two databases that the product runs on, embedded and production, with the promises that they must keep."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.env import ENV


def sqlite(path: Path) -> dict[str, Any]:
    """Embedded: WAL, synchronous FULL (R-02: a power cut loses nothing committed), write locks taken at once."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "TEST": {"NAME": path.with_name(f"test-{path.name}")},
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Seconds until the server ends a statement, a wait for a lock, and a transaction in which nobody says anything."""

    statement: int
    lock: int
    silence: int

    @property
    def limits(self) -> dict[str, str]:
        """As settings of PostgreSQL."""
        return {
            "statement_timeout": f"{self.statement}s",
            "lock_timeout": f"{self.lock}s",
            "idle_in_transaction_session_timeout": f"{self.silence}s",
        }

    @property
    def startup(self) -> str:
        """For libpq's `options`: they hold from the first statement of a connection on, and cost none."""
        return " ".join(f"-c {name}={limit}" for name, limit in self.limits.items())


PATIENCE = {
    "web": Patience(statement=15, lock=10, silence=60),
    "jobs": Patience(statement=300, lock=30, silence=120),
    "upgrade": Patience(statement=0, lock=10, silence=0),
}
"""Somebody waits for a page; a worker may take its time. What takes longer still holds others up, and ends for them.

An upgrade makes indexes for as long as that takes (0 is no limit), while others go on; for a lock it waits for a short
time only, since everybody else then waits behind it.
"""
STEADY = {"connect_timeout": 5, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""Seconds after which a server that is gone without a word is noticed."""
SECONDS_FOR_A_TURN = 10
"""How long a request waits for a connection of the pool."""


def postgresql() -> dict[str, Any]:
    """Production: the address comes from libpq's own variables (PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD).

    `DATABASE_PATIENCE` says whose patience holds; `config/wsgi.py` sets it to that of the web. Behind a pooler in
    transaction mode (DATABASE_POOLER=yes) no session is ours: the limits of time belong to the role there, and no cursor
    stays open on the server from one statement to the next. `DATABASE_POOL` is how many connections the threads of a
    process share; 0 gives each thread its own.
    """
    pooled, pool = ENV.flag("DATABASE_POOLER"), ENV.number("DATABASE_POOL", 0)
    patience = PATIENCE[ENV.choice("DATABASE_PATIENCE", "jobs", PATIENCE)]
    options: dict[str, Any] = {**STEADY, **({} if pooled else {"options": patience.startup})}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": SECONDS_FOR_A_TURN}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": ENV.text("PGDATABASE", "portpass"),
        "USER": ENV.text("PGUSER", "portpass"),
        "PASSWORD": ENV.values.get("PGPASSWORD", ""),
        "HOST": ENV.text("PGHOST", "localhost"),
        "PORT": ENV.text("PGPORT", "5432"),
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        "OPTIONS": options,
    }


def replica() -> dict[str, dict[str, Any]]:
    """A streaming replica for reads that may be a little old (`port/replica.py`), where PG_REPLICA_HOST names one."""
    host = ENV.text("PG_REPLICA_HOST", "")
    if not host:
        return {}
    database = postgresql()
    options = {**database["OPTIONS"], "connect_timeout": 2}  # the database itself answers where it takes longer
    port = ENV.text("PG_REPLICA_PORT", "5432")
    return {"replica": {**database, "HOST": host, "PORT": port, "OPTIONS": options, "TEST": {"MIRROR": "default"}}}
