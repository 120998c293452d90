"""What machines ask that keep watch: whether the process lives, and whether it can work."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from port.documents.storage import document_storage
from port.upkeep import readiness
from port.upkeep.readiness import Migrations

pytestmark = pytest.mark.django_db
FINE = {"database": "ok", "migrations": "ok", "cache": "ok", "storage": "ok"}


@pytest.fixture
def a_process_that_just_began(monkeypatch) -> None:
    monkeypatch.setitem(readiness.LOOKS, "migrations", Migrations())


@pytest.fixture
def patient(monkeypatch) -> None:
    """A machine that is busy with other tests may take longer than what is asked of one in production."""
    monkeypatch.setattr(readiness, "SECONDS", 60)


def raises(fault: Exception) -> Callable[..., None]:
    def fail(*args: object, **more: object) -> None:
        raise fault

    return fail


def standing(client: Client, path: str = "/readyz") -> tuple[int, dict[str, str]]:
    answer = client.get(path)
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return answer.status_code, answer.json()


@pytest.mark.usefixtures("patient", "a_process_that_just_began")
def test_a_process_that_reaches_everything_is_ready(client: Client) -> None:
    assert standing(client) == (200, {"status": "ready", **FINE})


def test_a_process_lives_without_a_database(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", raises(OperationalError()))

    assert standing(client, "/healthz") == (200, {"status": "ok"})


@pytest.mark.usefixtures("patient", "a_process_that_just_began")
def test_without_its_database_it_is_not_ready(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", raises(OperationalError("at db-1")))

    status, said = standing(client)

    assert status == 503
    assert said == {"status": "not ready", **FINE, "database": "not reachable", "migrations": "not reachable"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient", "a_process_that_just_began")
def test_without_its_tables_it_is_not_ready(client: Client) -> None:
    recorder = MigrationRecorder(connection)
    [newest] = MigrationLoader(connection).graph.leaf_nodes("letters")
    recorder.record_unapplied(*newest)
    before = standing(client)
    recorder.record_applied(*newest)
    after = standing(client)

    assert before == (503, {"status": "not ready", **FINE, "migrations": "not applied"})
    assert after[0] == 200


@pytest.mark.usefixtures("patient")
def test_applied_migrations_are_not_asked_for_again(client: Client, monkeypatch) -> None:
    standing(client)
    monkeypatch.setattr(readiness, "MigrationExecutor", raises(AssertionError("asked again")))

    assert standing(client)[0] == 200


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("fault", "said"), [(raises(ConnectionError()), "not reachable"), (lambda *_, **__: None, "does not keep")]
)
def test_without_its_cache_it_is_not_ready(client: Client, monkeypatch, fault, said) -> None:
    monkeypatch.setattr(LocMemCache, "set", fault)

    assert standing(client) == (503, {"status": "not ready", **FINE, "cache": said})


@pytest.mark.usefixtures("patient")
def test_without_its_store_it_is_not_ready(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(type(document_storage()), "exists", raises(ConnectionError()))

    assert standing(client) == (503, {"status": "not ready", **FINE, "storage": "not reachable"})


@pytest.mark.usefixtures("patient")
def test_a_store_that_takes_no_files_is_not_ready(client: Client) -> None:
    folder = Path(document_storage().location)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")

    assert standing(client) == (503, {"status": "not ready", **FINE, "storage": "not writable"})


@pytest.mark.usefixtures("patient")
def test_what_is_excluded_is_not_asked(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(LocMemCache, "set", raises(ConnectionError()))

    status, said = standing(client, "/readyz?exclude=cache&exclude=storage")

    assert (status, said) == (200, {"status": "ready", "database": "ok", "migrations": "ok"})


def test_what_hangs_holds_nobody_up_and_is_asked_once(client: Client, monkeypatch) -> None:
    asked, end = [], Event()

    def hang() -> None:
        asked.append("once")
        end.wait()

    monkeypatch.setattr(readiness, "SECONDS", 0.05)
    monkeypatch.setitem(readiness.LOOKS, "cache", hang)
    try:
        answers = [standing(client, "/readyz?exclude=database&exclude=migrations") for _ in range(3)]
    finally:
        end.set()

    assert [(status, said["cache"]) for status, said in answers] == [(503, "no answer")] * 3
    assert asked == ["once"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_who_knows_only_the_address_of_the_machine_is_answered(client: Client, settings, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(path, headers={"Host": "10.0.0.7:8000"})

    assert answer.status_code in {200, 503}
    assert answer.json()
    assert client.get("/").status_code == 301  # a page is another matter


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nobody_sends_anything_there(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_the_cache_is_left_as_it_was_but_for_one_name(client: Client) -> None:
    cache.set("kept", "as it was")

    standing(client)

    assert cache.get("kept") == "as it was"
