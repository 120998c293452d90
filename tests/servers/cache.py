"""A Redis of one's own (Valkey speaks the same), which keeps nothing on the disk."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.servers.processes import HOST, Program, free_port, takes_connections, wait_for

PROGRAMS = ("valkey-server", "redis-server")


@dataclass
class CacheServer:
    port: int
    program: Program

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def start(self) -> "CacheServer":
        self.program.start()
        wait_for(lambda: takes_connections(self.port), what="answer of the cache", seconds=15)
        return self

    def kill(self) -> None:
        self.program.kill()

    def pause(self) -> None:
        """It takes connections and answers nothing."""
        self.program.pause()

    def resume(self) -> None:
        self.program.resume()

    def stop(self) -> None:
        self.program.kill()


def new_cache(folder: Path) -> CacheServer:
    """A running one."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert found, "The tests need a Redis or Valkey; `make test` installs it."
    port = free_port()
    command = [found, "--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", str(folder)]
    return CacheServer(port, Program("cache", command, folder)).start()
