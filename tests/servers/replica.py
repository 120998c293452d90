"""A streaming replica of a running database, made from it as an operator would: pg_basebackup, then follow."""

import os
import shutil
import subprocess

from tests import postgresql
from tests.servers.database import AS_IN_PRODUCTION, Database
from tests.servers.processes import HOST, Program, free_port


def new_replica(database: Database) -> Database:
    """Running, and following; `.stop()` ends it."""
    person, port = postgresql.unprivileged(), free_port()
    folder = postgresql.writable_folder(person)
    copy = [database.programs / "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--pgdata"]
    environment = {**os.environ, **database.environment}
    try:
        subprocess.run([*copy, folder / "data"], env=environment, check=True, cwd="/", **person)
    except BaseException:
        shutil.rmtree(folder)
        raise
    own = (f"port={port}", f"listen_addresses={HOST}", f"unix_socket_directories={folder}")
    command = [str(database.programs / "postgres"), "-D", str(folder / "data")]
    command += [f"--{setting}" for setting in (*AS_IN_PRODUCTION, *own)]
    if person:
        command = ["setpriv", f"--reuid={person['user']}", f"--regid={person['group']}", "--clear-groups", *command]
    replica = Database(folder, port, Program("replica", command, folder), person, database.programs)
    replica.start()
    return replica
