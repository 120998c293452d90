"""A PostgreSQL as in production: what was committed is on the disk, and it can be killed and started again."""

import os
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests import postgresql
from tests.servers.processes import HOST, Program, free_port, wait_for

AS_IN_PRODUCTION = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=256MB")


@dataclass
class Database:
    """A server with fsync on, at a port of this machine; `folder` holds all of it."""

    folder: Path
    port: int
    program: Program
    person: dict[str, Any]
    programs: Path

    @property
    def environment(self) -> dict[str, str]:
        """libpq's variables, which the settings read."""
        return {"PGHOST": HOST, "PGPORT": str(self.port), "PGUSER": "portpass", "PGDATABASE": "portpass"}

    def start(self) -> None:
        self.program.start()
        wait_for(self.answers, what="answer of PostgreSQL")

    def answers(self) -> bool:
        ask = [self.programs / "psql", "-X", "-q", "-c", "select 1", "postgres"]
        environment = {**os.environ, **self.environment}
        return subprocess.run(ask, env=environment, capture_output=True, cwd="/").returncode == 0

    def kill(self) -> None:
        """kill -9 of all its processes, each of which is a group of its own; the one that would start others goes first."""
        if self.program.process is None:
            return
        with suppress(psutil.NoSuchProcess):
            children = psutil.Process(self.program.process.pid).children(recursive=True)
            self.program.kill()
            for child in children:
                with suppress(psutil.NoSuchProcess):
                    child.kill()
            psutil.wait_procs(children, timeout=15)

    def create(self, name: str) -> None:
        self.run("createdb", name)

    def run(self, program: str, *arguments: str, **more: Any) -> "subprocess.CompletedProcess[bytes]":
        """A program of PostgreSQL (psql, createdb, pg_dump) as the server's own user. Raises CalledProcessError."""
        environment = {**os.environ, **self.environment}
        return subprocess.run([self.programs / program, *arguments], env=environment, check=True, cwd="/", **more)

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def new_database(*settings: str) -> Database:
    """A running server with an empty database `portpass`; `settings` such as "max_connections=50"."""
    person = postgresql.unprivileged()
    folder = postgresql.writable_folder(person)
    programs = postgresql.runnable_programs(person, folder)
    initdb = [programs / "initdb", *(word for word in postgresql.NEW_CLUSTER if word != "--no-sync")]
    subprocess.run([*initdb[:-1], "--pgdata", folder / "data"], check=True, stdout=subprocess.DEVNULL, **person)
    port = free_port()
    chosen = (
        *AS_IN_PRODUCTION,
        f"port={port}",
        f"listen_addresses={HOST}",
        f"unix_socket_directories={folder}",
        *settings,
    )
    command = [str(programs / "postgres"), "-D", str(folder / "data"), *(f"--{setting}" for setting in chosen)]
    if person:
        command = ["setpriv", f"--reuid={person['user']}", f"--regid={person['group']}", "--clear-groups", *command]
    database = Database(folder, port, Program("postgresql", command, folder), person, programs)
    database.start()
    database.create("portpass")
    return database
