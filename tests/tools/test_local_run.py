"""`make run` from the first start to Ctrl-C, in a `var` of its own."""

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from port.accounts.enums import StaffRole
from tools import preparation
from tools.local_run import ROLES
from tools.preparation import prepare
from tools.sentences import NoRoom, answering

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "tools.local_run"]
FIRST_START = """
import json
from tools import preparation
from tools.places import prepared_environment

del preparation.STEPS["Making the demonstration"]
preparation.ACCOUNTS.parent.mkdir(parents=True)
account = {"role": "reviewer", "username": "lin.reviews", "password": "secret", "note": "a note"}
preparation.ACCOUNTS.write_text(json.dumps([account]))
preparation.prepare(prepared_environment(DJANGO_SETTINGS_MODULE="config.settings.local"))
"""


def environment(folder, port) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DJANGO"))}
    return {**kept, "PORTPASS_VAR": str(folder), "PORT": str(port)}


@contextmanager
def local_run(folder, port):
    """The program once it runs (or has ended), and what it said until then."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(COMMAND, cwd=ROOT, env=environment(folder, port), **pipes) as process:
        said = ""
        while "Ctrl-C" not in said and (line := process.stdout.readline()):
            said += line
        try:
            yield process, said
        finally:
            process.terminate()


def refusal(folder, port) -> str:
    """What the program says when it ends at once without having started anything."""
    command = {"cwd": ROOT, "env": environment(folder, port), "capture_output": True, "text": True, "timeout": 20}
    result = subprocess.run(COMMAND, **command)
    assert result.returncode == 1
    assert not folder.exists()
    return result.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(folder) -> dict[int, str]:
    """Process id and command line of everything that runs with this `var`, but for the program itself."""
    found = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if f"PORTPASS_VAR={folder}\0".encode() in (each / "environ").read_bytes():
                found[int(each.name)] = (each / "cmdline").read_text().replace("\0", " ")
        except OSError:  # ended meanwhile, or another person's
            continue
    return {number: command for number, command in found.items() if "tools.local_run" not in command}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A `var` as a first start leaves it, but without the demonstration, which takes long and has tests of its own."""
    folder = tmp_path_factory.mktemp("var")
    subprocess.run([sys.executable, "-c", FIRST_START], cwd=ROOT, env=environment(folder, 0), check=True)
    return folder


def test_ctrl_c_ends_everything(prepared):
    port = free_port()
    with local_run(prepared, port) as (process, said):
        assert "lin.reviews  secret  reviewer  審核人員, a note" in said, process.stderr.read()
        assert urlopen(f"http://127.0.0.1:{port}/").status == 200
        assert len(processes_of(prepared)) >= 4  # the server, its worker process, the worker, the reader

        process.send_signal(signal.SIGINT)

        assert process.wait(timeout=30) == 0
        assert processes_of(prepared) == {}


@pytest.mark.parametrize(
    ("command", "name"), [("granian", "server"), ("run_worker", "worker"), ("run_reader", "reader")]
)
def test_a_program_that_dies_is_named_and_ends_the_others(prepared, command, name):
    with local_run(prepared, free_port()) as (process, _):
        victim = min(number for number, line in processes_of(prepared).items() if command in line)

        os.kill(victim, signal.SIGKILL)

        assert process.wait(timeout=30) == 1
        assert f"The {name} has ended by itself; the last lines of" in process.stderr.read()
        assert processes_of(prepared) == {}


def test_a_later_start_prepares_nothing(tmp_path, monkeypatch):
    commands = []
    monkeypatch.setattr(preparation, "VAR", tmp_path)
    monkeypatch.setattr(preparation, "FOLDERS", (tmp_path,))
    monkeypatch.setattr(preparation, "PREPARED", tmp_path / "prepared")
    monkeypatch.setattr(preparation, "ACCOUNTS", tmp_path / "accounts.json")
    monkeypatch.setattr(preparation, "manage", lambda sentence, command, environment: commands.append(command))

    prepare({})
    prepare({})  # the first left no database, so it is repeated
    (tmp_path / "portpass.sqlite3").touch()
    (tmp_path / "accounts.json").touch()
    prepare({})

    assert commands == ["migrate", "load_reference_data", "load_demo"] * 2


def test_a_port_in_use_is_told_in_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        sentence = refusal(tmp_path / "var", port)

    assert sentence == f"Port {port} is in use; choose another: PORT=9000 make run\n"


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none_is_told_in_one_sentence(port, tmp_path):
    sentence = refusal(tmp_path / "var", port)

    assert sentence == f"PORT must be a number from 1 to 65535, not {port!r}.\n"


def test_a_full_disk_is_told_before_anything_is_made(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    monkeypatch.setattr(preparation, "FOLDERS", ())

    with pytest.raises(NoRoom, match="The disk is full"):
        prepare({})


def test_a_write_that_finds_the_disk_full_ends_with_one_sentence(capsys):
    def write() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "var/secret_key")

    with pytest.raises(SystemExit, match=r"^The disk is full: .*Make some room and try again\.$"):
        answering(write)


def test_the_key_is_random_and_for_its_owner_only(tmp_path, monkeypatch):
    keys = []
    for name in ("one", "two"):
        monkeypatch.setattr(preparation, "VAR", tmp_path / name)
        monkeypatch.setattr(preparation, "FOLDERS", (tmp_path / name,))
        preparation.make_folders_and_key()
        preparation.make_folders_and_key()
        keys.append((tmp_path / name / "secret_key").read_text())

    assert len(set(keys)) == 2
    assert all(len(key) >= 50 for key in keys)
    assert (tmp_path / "one" / "secret_key").stat().st_mode & 0o077 == 0


def test_an_update_prepares_again(tmp_path, monkeypatch):
    (tmp_path / "port").mkdir()
    monkeypatch.setattr(preparation, "ROOT", tmp_path)
    before = preparation.fingerprint()

    (tmp_path / "port" / "0002_more.py").write_text("operations = []")

    assert preparation.fingerprint() != before


def test_the_roles_are_called_as_on_the_pages():
    called = {role.value: str(role.label) for role in StaffRole}

    assert called.items() <= ROLES.items()
