"""A copy of the demonstration, and a server of its own for it: what the pictures do to it, nobody else sees."""

import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.local_run import HOST, SECONDS_TO_ANSWER, SERVER, is_healthy
from tools.places import VAR, prepared_environment
from tools.preparation import failure, prepare
from tools.processes import Child, end, wait_until

RUN = VAR / "pictures-run"
SETTINGS = "config.settings.local"
COPIED = ("documents", "mailbox", "demo")


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of the server, and Django set up in this process for the same data."""
    prepare(prepared_environment(DJANGO_SETTINGS_MODULE=SETTINGS))
    copy_to(RUN)
    port = free_port()
    address = f"http://{HOST}:{port}"
    mine = {
        "PORTPASS_VAR": str(RUN),
        "PORTPASS_PUBLIC_URL": address,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # the browser is driven from a loop of its own
    }
    os.environ.update(mine)
    start_django()
    server = Child.start("pictures", [sys.executable, "-m", *SERVER, "--port", str(port)], prepared_environment(**mine))
    try:
        if not wait_until(lambda: server.has_ended or is_healthy(port), seconds=SECONDS_TO_ANSWER):
            raise failure(server, f"The server does not answer; the last lines of {server.log} are:")
        if server.has_ended:
            raise failure(server, f"The server has ended by itself; the last lines of {server.log} are:")
        print(flush=True)
        yield address
    finally:
        end([server])


def copy_to(folder: Path) -> None:
    """The database is copied as a database, so that a demonstration that runs meanwhile does no harm."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    shutil.copy(VAR / "secret_key", folder)
    for name in COPIED:
        shutil.copytree(VAR / name, folder / name, copy_function=os.link)
    with sqlite3.connect(VAR / "portpass.sqlite3") as source, sqlite3.connect(folder / "portpass.sqlite3") as copy:
        source.backup(copy)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def start_django() -> None:
    import django
    from django.utils import timezone

    django.setup()

    from port.letters.workflow import send_due

    send_due(at=timezone.now())
