"""A worker hangs: another one takes over what it had in hand, and when it wakes up it harms nobody."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.stage import LETTERS, Stage
from tests.servers.mail import MailServer
from tests.servers.processes import wait_for

COUNT = 4


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer(seconds=1).start()
    yield server
    server.stop()


def test_what_a_hanging_worker_has_in_hand_another_one_sends(stage: Stage, mail: MailServer, tmp_path: Path) -> None:
    product = stage.with_servers(tmp_path, EMAIL_PORT=str(mail.port), DJANGO_SETTINGS_MODULE="tests.faults.settings")
    stage.make(LETTERS.format(count=COUNT, name="hanging"))
    hangs = product.worker()
    wait_for(lambda: stage.fates("hanging")["sending"], what="letter in its hand")
    hangs.pause()
    in_hand = stage.fates("hanging")["sending"]

    product.worker()
    wait_for(lambda: stage.fates("hanging")["sent"] == COUNT, what="work of the other one")
    hangs.resume()
    stage.make(LETTERS.format(count=2 * COUNT, name="after"))
    wait_for(lambda: stage.fates("after")["sent"] == 2 * COUNT, what="further work of both")
    assert hangs.runs

    copies = Counter(letter["To"] for letter in mail.letters if letter["To"].startswith("hanging"))
    assert in_hand >= COUNT - 1
    assert len(copies) == COUNT, "each has arrived"
    assert sorted(copies.values())[:-1] == [1] * (COUNT - 1), "only the one that was being sent may come once more"
    assert stage.fates("hanging") == {"sent": COUNT}
