"""Clocks are wrong, and are set while people work: no letter is sent twice, and none is late for that reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.stage import LETTERS, Stage
from tests.servers.mail import MailServer
from tests.servers.processes import wait_for

COUNT = 16
HOURS = 3600


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer(seconds=0.4).start()
    yield server
    server.stop()


def test_two_workers_whose_clocks_are_six_hours_apart_send_each_letter_once(
    stage: Stage, mail: MailServer, tmp_path: Path
) -> None:
    for name, hours in (("ahead", 3), ("behind", -3)):
        clock = tmp_path / f"clock-{name}"
        clock.write_text(str(hours * HOURS))
        servers = {"EMAIL_PORT": str(mail.port), "DJANGO_SETTINGS_MODULE": "tests.faults.settings"}
        stage.with_servers(tmp_path, CLOCK_FILE=str(clock), **servers).worker()

    stage.make(LETTERS.format(count=COUNT, name="clocks"))
    wait_for(lambda: stage.fates("clocks")["sent"] >= COUNT // 4, what="first letters")
    (tmp_path / "clock-ahead").write_text(str(-24 * HOURS))
    (tmp_path / "clock-behind").write_text(str(24 * HOURS))
    wait_for(lambda: stage.fates("clocks")["sent"] == COUNT, what="last letters")

    assert sorted(mail.copies().values()) == [1] * COUNT
    assert stage.number("select max(tries) from letters_letter where to_address like 'clocks+%'") == 1
