"""The two databases that the product runs on, embedded and production, with the promises that they must keep."""

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


def postgresql() -> dict[str, Any]:
    """Production: the address comes from libpq's own variables (PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD).

    Behind a pooler in transaction mode (DATABASE_POOLER=yes) no session is ours: the limits of time belong to the role
    there, and no cursor stays open on the server from one statement to the next.
    """
    pooled = ENV.flag("DATABASE_POOLER")
    limits = {} if pooled else {"options": "-c statement_timeout=30000 -c lock_timeout=10000"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": ENV.text("PGDATABASE", "portpass"),
        "USER": ENV.text("PGUSER", "portpass"),
        "PASSWORD": ENV.values.get("PGPASSWORD", ""),
        "HOST": ENV.text("PGHOST", "localhost"),
        "PORT": ENV.text("PGPORT", "5432"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        "OPTIONS": {**limits, "connect_timeout": 5},
    }
