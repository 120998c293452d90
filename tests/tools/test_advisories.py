"""What is said of known vulnerabilities, with and without somebody to ask."""

import json
import subprocess
from types import SimpleNamespace

import pytest

from tools import advisories
from tools.sentences import Unable


def answer_with(monkeypatch, stdout: str) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_named: SimpleNamespace(stdout=stdout))


def test_a_known_vulnerability_fails_the_check_and_names_the_version_that_mends_it(monkeypatch):
    known = {"name": "django", "version": "1.0", "vulns": [{"id": "PYSEC-0", "fix_versions": ["1.1"]}]}
    answer_with(monkeypatch, json.dumps({"dependencies": [known]}))

    with pytest.raises(Unable, match=r"django 1\.0: PYSEC-0, mended in 1\.1"):
        advisories.main()


def test_packages_without_a_vulnerability_pass_in_silence(monkeypatch, capsys):
    answer_with(monkeypatch, json.dumps({"dependencies": [{"name": "django", "version": "5.2", "vulns": []}]}))

    advisories.main()

    assert capsys.readouterr().out == ""


def test_without_the_network_it_says_that_nobody_was_asked(monkeypatch, capsys):
    answer_with(monkeypatch, "")

    advisories.main()

    assert capsys.readouterr().out.startswith("note: nobody could be asked")


def test_packages_that_nobody_knows_are_counted_aloud(monkeypatch, capsys):
    unknown = {"name": "ours", "skip_reason": "not found"}
    answer_with(monkeypatch, json.dumps({"dependencies": [unknown]}))

    advisories.main()

    assert capsys.readouterr().out.startswith("note: 1 of 1 packages")
