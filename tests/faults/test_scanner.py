"""The virus scanner is away or slow: papers are taken, what was not scanned stays locked, and is scanned later."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.stage import Stage
from tests.faults.visitor import Visitor, a_paper, is_acknowledged
from tests.port.documents.clamd import EICAR, Clamd, pretending

SCAN_AGAIN = """
import json
from django.utils import timezone
from port.documents.workflow import scan_again
print(json.dumps(scan_again(at=timezone.now())))
"""


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    with Clamd() as running:
        yield running


def verdicts(stage: Stage) -> list[str]:
    (row,) = stage.ask(
        "select string_agg(scan, ' ' order by created_at) from documents_storeddocument where state = 'kept'"
    )
    return row[0].split()


def test_without_a_scanner_papers_are_taken_and_scanned_when_it_is_back(
    stage: Stage, clamd: Clamd, tmp_path: Path
) -> None:
    product = stage.with_servers(tmp_path, PORTPASS_CLAMD=clamd.address)
    web, before = product.web(), len(verdicts(stage))
    clamd.stop()
    assert is_acknowledged(Visitor(web).register("scanaway"))
    assert is_acknowledged(Visitor(web).register("scanvirus", document=a_paper(EICAR)))
    meanwhile = verdicts(stage)[before:]

    clamd.start()
    stage.make(SCAN_AGAIN, product)

    assert meanwhile == ["unscanned", "unscanned"]
    assert verdicts(stage)[before:] == ["clean", "infected"]
    assert stage.number("select count(*) from audit_auditrecord where act = 'document.infected'") == 1
    refused = Visitor(web).register("scanback", document=a_paper(EICAR))
    assert (refused.status, stage.applications("scanback")) == (422, 0)


def test_a_scanner_that_takes_ten_seconds_is_heard_out(stage: Stage, tmp_path: Path) -> None:
    asked: list[float] = []

    def slowly(client: socket.socket) -> None:
        said = b""
        while not said.endswith(bytes(4)):
            said += client.recv(65536)
        asked.append(time.monotonic())
        time.sleep(10)
        client.sendall(b"stream: OK" + bytes(1))

    with pretending(slowly) as address:
        web = stage.with_servers(tmp_path, PORTPASS_CLAMD=address).web()
        before = len(verdicts(stage))

        assert is_acknowledged(Visitor(web).register("scanslow"))

    assert len(asked) == 1
    assert verdicts(stage)[before:] == ["clean"]
