"""`make check` and what `make test` installs for the journeys."""

import os
import shutil
import subprocess
import sys

import pytest

from tools import browser, check
from tools.sentences import Unable


def test_every_failing_check_is_named_and_shown(monkeypatch, capsys):
    failing = (sys.executable, "-c", "print('what is wrong'); raise SystemExit(1)")
    monkeypatch.setattr(check, "CHECKS", {"one": failing, "two": (sys.executable, "-c", ""), "three": failing})

    with pytest.raises(Unable, match=r"^Failed: one, three\.$"):
        check.main()

    assert capsys.readouterr().out.count("what is wrong") == 2


def test_a_browser_that_is_there_is_enough(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "google-chrome" else None)
    monkeypatch.setattr(subprocess, "run", pytest.fail)

    browser.main()


def test_somebody_who_may_not_install_a_browser_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(subprocess, "run", pytest.fail)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(Unable, match="apt-get install chromium fonts-noto-cjk"):
        browser.main()


def test_a_browser_is_installed_where_that_is_allowed(monkeypatch):
    commands = []
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", lambda command, env: commands.append(command) or done(command))

    browser.main()

    assert commands[-1] == ["apt-get", "-qq", "install", "--yes", "chromium", "fonts-noto-cjk"]


def done(command: list[str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.CompletedProcess(command, returncode=0)
