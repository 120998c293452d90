"""Run inside the settings of a benchmark, on PostgreSQL: so many applications, and a reviewer who is signed in.

`python -m benchmarks.queue_seeding APPLICATIONS ROW` prints the cookie, and the key of the case in that row of what waits, as JSON.
"""

import json
import sys
import time
from urllib.parse import quote

import django

from benchmarks import queue_rows
from benchmarks.seeding import _staff_session


def main(applications: int, deep: int) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from port.accounts.models import User

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0, stdout=sys.stderr)
    session = _staff_session()
    write(applications, reviewer=User.objects.get(staff_role="reviewer").pk)
    sys.stdout.write(json.dumps({"session": session, "deep": quote(_deep(deep))}))


def _deep(row: int) -> str:
    """The key of the case in that row of what waits, counted from the top."""
    from port.companies.models import CompanyDocument
    from port.review.queue import key_behind

    return key_behind(CompanyDocument.objects.waiting().order_by("submitted_at", "pk")[row])


def write(applications: int, *, reviewer: int) -> None:
    """Foreign keys are not looked at while it is written; every other constraint is."""
    from django.core.management import call_command
    from django.db import connection

    waiting = max(queue_rows.WAITING_AT_LEAST, int(applications * queue_rows.WAITING_SHARE))
    numbers = {
        "applications": applications,
        "waiting": waiting,
        "old": applications - waiting,
        "companies": applications // queue_rows.CASES_OF_A_COMPANY,
        "reviewer": reviewer,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET session_replication_role = replica")
        for name, statement in queue_rows.STEPS.items():
            started = time.monotonic()
            cursor.execute(statement, numbers)
            sys.stderr.write(f"{name}: {cursor.rowcount:,} in {time.monotonic() - started:.1f} s\n")
        cursor.execute("SET session_replication_role = origin")
        for table in queue_rows.TABLES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608
    call_command("index_company_names", stdout=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
