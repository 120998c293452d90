import os
import signal
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from port.companies.models import CompanyDocument
from port.letters.workflow import send_due
from port.upkeep.management.commands import run_worker
from tests.factories import a_held_decision

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
def test_a_decision_that_is_due_happens_and_its_letter_leaves_in_the_same_turn():
    decision = a_held_decision(due_at=timezone.now())

    call_command("run_worker", stdout=StringIO())

    assert CompanyDocument.objects.get(pk=decision.case_id).state == "approved"
    assert [message.to for message in mail.outbox] == [[decision.case.contact_email]]
