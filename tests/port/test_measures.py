"""What is counted while it happens, and to whom it is told."""

import os
import subprocess
import sys
from ipaddress import ip_address, ip_network
from smtplib import SMTPDataError

import pytest
from django.db import transaction
from django.utils import timezone
from prometheus_client import REGISTRY

from port.audit.enums import Act, Result
from port.audit.recorder import record
from port.documents import reading_queue
from port.documents.enums import ReadingState, TextSource
from port.letters.workflow import send_due
from port.measures import ACTS, FATES, may_be_told
from tests.factories import a_letter, a_reviewer, a_user, an_approved_application
from tests.factories.documents import a_document_reading, a_stored_document
from tools.places import ROOT

COUNTS = "from port.measures import ACTS; ACTS.labels('case.claimed', 'done').inc({})"
TELLS = "import sys; from port.measures import counted; sys.stdout.write(counted().decode())"
INSIDE, OUTSIDE = ip_address("192.0.2.7"), ip_address("198.51.100.7")


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def noted(result: Result = Result.DONE) -> float:
    return value("portpass_acts_total", act="case.note_written", result=result.value)


@pytest.mark.django_db
@pytest.mark.parametrize("result", [Result.DONE, Result.REFUSED])
def test_an_act_is_counted_once_it_is_committed(django_capture_on_commit_callbacks, result: Result) -> None:
    before, by = noted(result), a_reviewer()

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        record(Act.NOTE_WRITTEN, about=by, by=by, result=result)
        within = noted(result)

    assert (within - before, noted(result) - before) == (0, 1)


def test_every_act_is_there_before_it_happens() -> None:
    """Prometheus sees changes: of what appears with 1, it saw none."""
    told = {(one.labels["act"], one.labels["result"]) for one in next(iter(ACTS.collect())).samples}

    assert {(act.value, result.value) for act in Act for result in Result} <= told


@pytest.mark.django_db
def test_an_act_that_is_undone_is_not_counted(django_capture_on_commit_callbacks) -> None:
    before, by = noted(), a_user()

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        record(Act.NOTE_WRITTEN, about=by, by=by)
        transaction.set_rollback(True)

    assert noted() == before


@pytest.mark.parametrize(
    ("networks", "token", "address", "said", "told"),
    [
        ("", "", INSIDE, "", False),
        ("192.0.2.0/24", "", INSIDE, "", True),
        ("192.0.2.0/24", "", OUTSIDE, "", False),
        ("192.0.2.0/24", "", None, "", False),
        ("", "s3cret", OUTSIDE, "Bearer s3cret", True),
        ("", "s3cret", INSIDE, "Bearer s3cre", False),
        ("", "s3cret", INSIDE, "", False),
        ("192.0.2.0/24", "s3cret", INSIDE, "Bearer s3cret", True),
        ("192.0.2.0/24", "s3cret", INSIDE, "Bearer", False),
        ("192.0.2.0/24", "s3cret", OUTSIDE, "Bearer s3cret", False),
    ],
)
def test_it_is_told_to_whom_the_operator_named(settings, networks, token, address, said, told) -> None:
    settings.METRICS_NETWORKS = tuple(ip_network(network) for network in networks.split())
    settings.METRICS_TOKEN = token

    assert may_be_told(address, said) is told


def run(*words: str, folder) -> str:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def test_the_processes_of_a_web_server_count_together(tmp_path) -> None:
    for number in (2, 3):
        run("-c", COUNTS.format(number), folder=tmp_path)

    assert 'portpass_acts_total{act="case.claimed",result="done"} 5.0' in run("-c", TELLS, folder=tmp_path)


def test_a_command_counts_for_itself(tmp_path) -> None:
    run("manage.py", "shell", "-c", COUNTS.format(1), folder=tmp_path)

    assert list(tmp_path.iterdir()) == []


def letters(fate: str) -> float:
    return value("portpass_letters_total", fate=fate)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "tries", "fate"),
    [
        (None, 0, "sent"),
        (ConnectionRefusedError(), 0, "put_off"),
        (SMTPDataError(550, b"no"), 0, "put_off"),
        (SMTPDataError(550, b"no"), 9, "given_up"),
        (None, 10, "given_up"),
    ],
)
def test_a_letter_is_counted_by_what_became_of_it(
    monkeypatch, django_capture_on_commit_callbacks, fault, tries: int, fate: str
) -> None:
    a_letter(tries=tries)
    before = {name: letters(name) for name in FATES}

    def send(*_: object) -> None:
        if fault:
            raise fault

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    with django_capture_on_commit_callbacks(execute=True):
        send_due(at=timezone.now())

    assert {name: letters(name) - before[name] for name in FATES} == dict.fromkeys(FATES, 0) | {fate: 1}


@pytest.mark.django_db
def test_a_letter_of_an_act_is_counted_with_it(django_capture_on_commit_callbacks) -> None:
    before = letters("posted")

    with django_capture_on_commit_callbacks(execute=True):
        an_approved_application()

    assert letters("posted") > before


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "fate"), [(None, "read"), (ValueError(), "put_off")])
def test_a_reading_is_counted_by_what_became_of_it(
    monkeypatch, django_capture_on_commit_callbacks, fault, fate: str
) -> None:
    a_document_reading(a_stored_document(), state=ReadingState.WAITING)
    before, took = value("portpass_readings_total", fate=fate), value("portpass_reading_seconds_count")

    def read(*_: object) -> tuple[list[object], TextSource]:
        if fault:
            raise fault
        return [], TextSource.LAYER

    monkeypatch.setattr(reading_queue, "_text_of", read)
    with django_capture_on_commit_callbacks(execute=True):
        reading_queue.read_next(at=timezone.now())

    assert value("portpass_readings_total", fate=fate) - before == 1
    assert value("portpass_reading_seconds_count") - took == (fault is None)
