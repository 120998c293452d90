"""A fresh machine: what `make run` says when it cannot install."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment
from tools.environment import NO_NETWORK, NO_VENV, WRONG_HASH, reason
from tools.sentences import NoRoom

ROOT = Path(__file__).resolve().parents[2]
AS_AN_OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 18)
sys.argv = ["bootstrap", "run"]
runpy.run_module("tools.bootstrap", run_name="__main__")
"""


@pytest.fixture
def held(tmp_path, monkeypatch):
    """A `.venv` that holds the lock file of the run, in a checkout of its own."""
    (tmp_path / "requirements").mkdir()
    for name in ("run.txt", "test.txt"):
        (tmp_path / "requirements" / name).write_text(f"what {name} says")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "LOGS", tmp_path / "log")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "holds")
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(environment, "install", lambda needed: None)
    environment.provide("run")
    return tmp_path


@pytest.fixture
def installed(monkeypatch):
    """The lock files that were installed."""
    names = []
    monkeypatch.setattr(environment, "install", lambda needed: names.append(needed.name))
    return names


def test_an_old_python_can_read_the_first_file():
    for name in ("__init__.py", "bootstrap.py"):
        assert ast.parse((ROOT / "tools" / name).read_text(), feature_version=(3, 6))


def test_an_old_python_is_told_in_one_sentence():
    result = subprocess.run([sys.executable, "-c", AS_AN_OLD_PYTHON], cwd=ROOT, capture_output=True, text=True)

    assert result.stderr == "PortPass needs Python 3.11, 3.12 or 3.13; this is Python 3.9.18.\n"
    assert result.returncode == 1


@pytest.mark.parametrize(
    ("uv_says", "pip_says", "sentence"),
    [
        ("dns error", "Retrying after connection broken by 'NewConnectionError'", f"^{NO_NETWORK}\n$"),
        ("no index is set", "DO NOT MATCH THE HASHES", f"^{re.escape(WRONG_HASH)}\n$"),
        ("No space left on device", "dns error", r"^The disk is full: .* Make some room and try again\.\n$"),
    ],
)
def test_a_failed_installation_is_told_in_one_sentence(uv_says, pip_says, sentence, tmp_path):
    for name in ("tools", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / name)
    an_installer_that_fails(tmp_path / "bin" / "uv", uv_says)
    an_installer_that_fails(tmp_path / ".venv" / "bin" / "python", pip_says)

    command = [sys.executable, "-m", "tools.bootstrap", "run"]
    only_these = {"PATH": str(tmp_path / "bin")}
    result = subprocess.run(command, cwd=tmp_path, env=only_these, capture_output=True, text=True)

    assert re.match(sentence, result.stderr)
    assert result.returncode == 1


def an_installer_that_fails(path, says) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(f'#!/bin/sh\ncase "$*" in *--version) exit 0;; esac\necho "{says}"\nexit 1\n')
    path.chmod(0o700)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\nERROR: No matching distribution",
            NO_NETWORK,
        ),
        ("error: Request failed after 3 retries\n  Caused by: dns error\n", NO_NETWORK),
        ("The virtual environment was not created because ensurepip is not available.", NO_VENV),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", WRONG_HASH),
    ],
)
def test_what_an_installer_says_becomes_a_sentence(said, sentence):
    assert str(reason(said)) == sentence


def test_a_full_disk_is_recognised_in_what_an_installer_says():
    assert isinstance(reason("ERROR: Could not install packages: [Errno 28] No space left on device"), NoRoom)


def test_an_unknown_failure_shows_its_last_words():
    assert "its last words were: gcc: not found" in str(reason("building\ngcc: not found\n"))


def test_a_second_start_installs_nothing(held, installed):
    environment.provide("run")

    assert installed == []


def test_the_tests_need_more_than_the_run(held, installed):
    environment.provide("test")
    environment.provide("run")

    assert installed == ["test.txt"]


def test_a_changed_lock_file_is_installed(held, installed):
    (held / "requirements" / "run.txt").write_text("something newer")

    environment.provide("run")

    assert installed == ["run.txt"]


def test_an_interrupted_installation_is_repeated(held, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(environment, "STAMP", held / "holds")
    monkeypatch.setattr(environment, "install_with_uv", interrupt)
    monkeypatch.setattr(environment, "install_with_pip", interrupt)

    with pytest.raises(KeyboardInterrupt):
        environment.install(held / "requirements" / "run.txt")

    assert not (held / "holds").exists()


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt
