"""The product as in production, with real processes: web servers behind addresses of their own, workers, a reader."""

import http.client
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.processes import HOST, Program, free_port, wait_for
from tests.servers.statics import collected
from tools.local_run import SERVER, is_healthy
from tools.places import ROOT

SETTINGS = "tests.servers.settings"


@dataclass
class Product:
    """`folder` holds documents, static files and logs; `environment` is what each of its programs is started with.

    `code` is where the product lies; another version of it may lie elsewhere.
    """

    folder: Path
    environment: Mapping[str, str]
    programs: list[Program] = field(default_factory=list)
    code: Path = ROOT

    def manage(self, *words: str) -> str:
        """A management command; what it printed. Raises CalledProcessError."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=self.code, env=dict(self.environment), check=True, stdout=subprocess.PIPE)
        return done.stdout.decode()

    def prepare(self) -> None:
        """Tables, texts and static files."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_reference_data", "--verbosity", "0")
        if self.code == ROOT:
            self.environment = {**self.environment, "STATIC_FOLDER": str(collected(self.environment))}
        else:
            self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def web(
        self, *, port: int | None = None, application: str = SERVER[1], threads: int = 8, processes: int = 1
    ) -> "Web":
        """A web server that answers; `processes` of granian share its port."""
        port = port or free_port()
        number = sum(program.name.startswith("web") for program in self.programs) + 1
        command = [sys.executable, "-m", "granian", application, "--interface", "wsgi", "--host", HOST]
        command += ["--port", str(port), "--workers", str(processes), "--blocking-threads", str(threads)]
        command += ["--workers-kill-timeout", "5", "--no-access-log", "--no-ws"]
        web = Web(f"web{number}", command, self.folder, self.environment, code=self.code, port=port)
        self.programs.append(web)
        web.start()
        web.wait()
        return web

    def worker(self) -> Program:
        number = sum(program.name.startswith("worker") for program in self.programs) + 1
        command = [sys.executable, "manage.py", "run_worker"]
        program = Program(f"worker{number}", command, self.folder, self.environment, code=self.code)
        self.programs.append(program)
        return program.start()

    def stop(self) -> None:
        for program in self.programs:
            program.kill()


@dataclass
class Web(Program):
    port: int = 0

    def wait(self) -> None:
        wait_for(lambda: is_healthy(self.port), what=f"answer of {self.name}")

    def connection(self, *, timeout: float = 60) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(HOST, self.port, timeout=timeout)


def new_product(folder: Path, **environment: str) -> Product:
    """Not yet prepared. `environment` names the servers that it talks to (PGHOST …, EMAIL_PORT, CACHE_URL, S3_…)."""
    return Product(
        folder, {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "PORTPASS_STAGE": str(folder), **environment}
    )
