import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from port.companies.models import CompanyDocument
from port.documents.storage import StoreDoesNotAnswer
from port.letters.workflow import send_due
from port.programs import Watched
from port.upkeep.management.commands import run_worker
from tests.factories import a_held_decision, a_letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one_turn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The worker is told to stop when it has sent what was due."""

    def send_and_stop(**values: object) -> int:
        sent = send_due(**values)
        os.kill(os.getpid(), signal.SIGTERM)
        return sent

    monkeypatch.setattr(run_worker, "send_due", send_and_stop)
    handlers = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in handlers.items():
        signal.signal(name, handler)


@pytest.mark.usefixtures("one_turn")
def test_a_job_that_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    letter = a_letter()

    def fail(**_: object) -> int:
        raise StoreDoesNotAnswer("no route to 10.0.0.7")

    monkeypatch.setattr(run_worker, "apply_due", fail)

    call_command("run_worker", stdout=StringIO())

    assert [message.to for message in mail.outbox] == [[letter.to_address]]
    assert "decisions failed; the worker goes on" in [record.getMessage() for record in caplog.records]


@pytest.mark.usefixtures("seconds")
def test_a_job_that_failed_has_its_next_turn_soon_and_one_that_went_well_when_it_is_due(
    monkeypatch: pytest.MonkeyPatch,
):
    program = Watched("worker", Event())

    def fail(**_: object) -> None:
        raise OperationalError("the cable")

    after_fault = run_worker._take_turn((timedelta(hours=1), fail), 999.0, program)
    after_work = run_worker._take_turn((timedelta(hours=1), lambda **_: None), 999.0, program)
    not_yet = run_worker._take_turn((timedelta(hours=1), fail), 1001.0, program)

    assert (after_fault, after_work, not_yet) == (1060.0, 4600.0, 1001.0)


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_worker, "monotonic", lambda: 1000.0)


@pytest.mark.usefixtures("one_turn")
def test_a_decision_that_is_due_happens_and_its_letter_leaves_in_the_same_turn():
    decision = a_held_decision(due_at=timezone.now())

    call_command("run_worker", stdout=StringIO())

    assert CompanyDocument.objects.get(pk=decision.case_id).state == "approved"
    assert [message.to for message in mail.outbox] == [[decision.case.contact_email]]
