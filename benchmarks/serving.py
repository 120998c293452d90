"""A server of the product for a benchmark: a folder and a database of its own, static files collected, granian in front."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

from tools.local_run import HOST, SERVER, is_healthy
from tools.places import ROOT

SECONDS_TO_ANSWER = 90
OF_THE_BENCHMARK = ("benchmarks.application:application", *SERVER[2:])


@dataclass(frozen=True)
class Served:
    port: int
    environment: Mapping[str, str]

    @property
    def address(self) -> str:
        """By the name that browsers trust without TLS."""
        return f"http://localhost:{self.port}"

    def connection(self) -> HTTPConnection:
        return HTTPConnection(HOST, self.port, timeout=60)


def environment_in(folder: Path, **more: str) -> dict[str, str]:
    (folder / "secret_key").write_text("only-for-a-benchmark-" + "0123456789abcdef" * 3)
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "PORTPASS_VAR": str(folder), **more}


def run(environment: Mapping[str, str], *command: str) -> str:
    """A program of Python in that environment; what it printed. Raises `CalledProcessError`."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: S603
    return done.stdout.decode()


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[Served]:
    with socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", *OF_THE_BENCHMARK, "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not is_healthy(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The server does not answer.")
            time.sleep(0.1)
        yield Served(port, environment)
    finally:
        process.terminate()
        process.wait()
