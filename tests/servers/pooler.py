"""PgBouncer in transaction mode: each transaction may meet another session of the server than the one before it."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import postgresql
from tests.servers.processes import Program, wait_for

PORT = "6432"
SECONDS_TO_START = 20
# `server_round_robin` gives a client another session for each transaction wherever there is another one, so that
# whoever leaves something behind in a session (a setting, a prepared statement, a lock) is found out.
CONFIGURATION = """
[databases]
* = host={PGHOST} port={PGPORT}

[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/people
pool_mode = transaction
server_round_robin = 1
min_pool_size = 2
default_pool_size = {sessions}
max_client_conn = 500
query_wait_timeout = 60
log_connections = 0
log_disconnections = 0
"""


@dataclass
class Pooler:
    """`folder` holds its configuration, its log and its Unix socket, where clients come in."""

    folder: Path
    program: Program

    @property
    def environment(self) -> dict[str, str]:
        """libpq's variables, and the word for the settings that a pooler stands in between."""
        return {"PGHOST": str(self.folder), "PGPORT": PORT, "DATABASE_POOLER": "yes"}

    def start(self) -> None:
        self.program.start()
        wait_for(self.takes_clients, what="PgBouncer", seconds=SECONDS_TO_START)

    def takes_clients(self) -> bool:
        if not self.program.runs:
            raise RuntimeError(f"PgBouncer did not start:\n{self.program.said()}")
        return (self.folder / f".s.PGSQL.{PORT}").exists()

    def kill(self) -> None:
        self.program.kill()
        (self.folder / f".s.PGSQL.{PORT}").unlink(missing_ok=True)

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def new_pooler(server: Mapping[str, str], *, sessions: int = 40, users: Sequence[str] = ("portpass",)) -> Pooler:
    """A running one before the server that `server` names (PGHOST, PGPORT); it ends with this process.

    `sessions`: how many sessions of the server it opens at most for one database; further clients wait for one.
    """
    person = postgresql.unprivileged()  # PgBouncer, too, refuses to be root
    folder = postgresql.writable_folder(person)
    (folder / "people").write_text("".join(f'"{user}" ""\n' for user in users))
    (folder / "pgbouncer.ini").write_text(CONFIGURATION.format(folder=folder, port=PORT, sessions=sessions, **server))
    command = ["pgbouncer", str(folder / "pgbouncer.ini")]
    if shutil.which("setpriv"):
        as_whom = [f"--reuid={person['user']}", f"--regid={person['group']}", "--clear-groups"] if person else []
        command = ["setpriv", *as_whom, "--pdeathsig=KILL", *command]
    pooler = Pooler(folder, Program("pgbouncer", command, folder, dict(os.environ)))
    try:
        pooler.start()
    except BaseException:
        pooler.stop()
        raise
    return pooler
