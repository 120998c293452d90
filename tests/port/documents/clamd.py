"""A real ClamAV daemon that knows one signature, and servers that only pretend to be one."""

import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# The harmless file that every scanner takes for a virus; in two pieces, so that none finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
STREAM_MAXIMUM = 1024 * 1024  # bytes
SECONDS_TO_START = 20


class Clamd:
    """Listens on a socket in a folder of its own; may be stopped and started again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clamd-"))  # short, because the path of a socket is
        self.socket = self.folder / "socket"
        self.address = str(self.socket)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Clamd":
        signatures = self.folder / "signatures"
        signatures.mkdir()
        (signatures / "test.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
        settings = {
            "Foreground": "yes",
            "DatabaseDirectory": signatures,
            "LocalSocket": self.socket,
            "StreamMaxLength": STREAM_MAXIMUM,
        }
        (self.folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def start(self) -> None:
        program = shutil.which("clamd") or "/usr/sbin/clamd"
        said = (self.folder / "log").open("wb")
        with said:
            self.process = subprocess.Popen(
                [program, "--config-file", str(self.folder / "clamd.conf")], stdout=said, stderr=said
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._listens():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, "clamd did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(self.address) == 0


@contextmanager
def pretending(serve: Callable[[socket.socket], object]) -> Iterator[str]:
    """host:port of a server that does this with each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, serve))
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(server: socket.socket, serve: Callable[[socket.socket], object]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            try:
                serve(connection)
            except OSError:
                continue  # the client has hung up
