"""Programs that the tests need are installed once, and asked for in a sentence where that is not allowed."""

import pytest

from tools import packages, scanner, servers
from tools.packages import provide_program
from tools.sentences import Unable


def test_what_is_there_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda name: "/usr/sbin/clamd" if name == "clamd" else None)
    monkeypatch.setattr(packages.subprocess, "run", lambda *_, **__: pytest.fail("something was started"))

    scanner.main()


@pytest.mark.parametrize(("user", "apt"), [(1000, "/usr/bin/apt-get"), (0, None)])
def test_where_nothing_may_be_installed_the_sentence_says_what_to_install(
    user: int, apt: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: user)
    monkeypatch.setattr(packages.shutil, "which", lambda name: apt if name == "apt-get" else None)

    with pytest.raises(Unable, match=r"The tests need ClamAV\. Install it .*apt-get install clamav-daemon"):
        provide_program("ClamAV", names=("clamd",), packages=("clamav-daemon",))


def test_both_servers_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda name: None if name.endswith("-server") else f"/usr/bin/{name}")
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)

    with pytest.raises(Unable, match="apt-get install redis-server"):
        servers.main()
