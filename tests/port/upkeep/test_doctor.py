"""The doctor tries the real things, and says in a sentence which one is not well and what to do."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography.fernet import Fernet
from django.conf import settings as chosen
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from config.caches import caches
from port.documents.object_storage import ObjectStorage
from port.options import options
from port.upkeep.doctor import database, examining, machine, servers
from port.upkeep.doctor.findings import Sick
from port.upkeep.readiness import Migrations, NotReady
from tests.factories import a_user
from tests.factories.factors import an_app
from tests.port.documents.clamd import Clamd, pretending
from tests.servers.cache import new_cache
from tests.servers.mail import MailServer
from tests.servers.objects import BUCKET, ObjectStore, new_object_store
from tests.servers.processes import HOST, free_port
from web.components.shared_cache import SharedCache

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="the embedded database knows no roles")
warned = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
Examination = Callable[[], str]


def sick(examination: Examination) -> str:
    with pytest.raises(Sick) as found:
        examination()
    return str(found.value)


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


# The command


def make_well(monkeypatch: pytest.MonkeyPatch, **otherwise: Examination) -> None:
    for group in ("OF_THE_DATABASE", "OF_THE_REST"):
        well = {name: otherwise.get(name, lambda: "It is well.") for name in getattr(examining, group)}
        monkeypatch.setattr(examining, group, well)


def doctor() -> list[str]:
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except CommandError as fault:
        out.write(f"{fault}\n")
    return out.getvalue().splitlines()


def raises(fault: Exception) -> Examination:
    def fail() -> str:
        raise fault

    return fail


def test_one_sentence_for_each_thing_and_no_fault_where_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    make_well(monkeypatch)

    said = doctor()

    assert len(said) == len(examining.OF_THE_DATABASE) + len(examining.OF_THE_REST)
    assert all(line.startswith("well") for line in said)


@pytest.mark.parametrize("fault", [Sick("It is not well."), RuntimeError("never thought of")])
def test_a_fault_ends_the_command_badly_after_all_the_others(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    make_well(monkeypatch, cache=raises(fault))

    said = doctor()

    assert [line.split()[1] for line in said if line.startswith("FAULT")] == ["cache"]
    assert said[-1] == "1 of these must be mended."
    assert said[-2].startswith("well  disk")


def test_without_a_database_what_needs_it_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    make_well(monkeypatch, database=raises(Sick("It does not answer.")), record=raises(AssertionError()))

    said = doctor()

    assert said[0].startswith("FAULT database")
    assert len(said) == 1 + len(examining.OF_THE_REST) + 1


# The database


def test_a_database_that_is_there_is_well() -> None:
    for examination in (database.is_migrated, database.has_limits, database.has_the_same_time):
        assert examination()


@on_postgresql
def test_a_database_that_may_lose_what_was_committed_is_told() -> None:
    """As that of the suite, which need not survive anything."""
    assert "switch on fsync" in sick(database.answers_and_keeps)


def test_migrations_that_are_missing_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Migrations, "__call__", lambda _self: raises(NotReady("not applied"))())

    assert "manage.py migrate" in sick(database.is_migrated)


def test_a_record_without_its_guard_is_told() -> None:
    guard = "audit_no_update" if connection.vendor == "sqlite" else "audit_no_change ON audit_auditrecord"
    sql(f"DROP TRIGGER {guard}")

    assert "A trigger that guards the record is gone" in sick(database.cannot_change_the_record)


@on_postgresql
def test_a_guard_that_is_switched_off_is_told() -> None:
    sql("ALTER TABLE audit_auditrecord DISABLE TRIGGER audit_no_change")

    assert "A trigger that guards the record is gone" in sick(database.cannot_change_the_record)


@on_postgresql
def test_whoever_owns_the_record_is_told_to_connect_as_another_role() -> None:
    assert "audit_grants" in sick(database.cannot_change_the_record)


@on_postgresql
@pytest.mark.parametrize(("grant", "right"), [("DELETE", "DELETE"), ("UPDATE (facts)", "UPDATE")])
def test_a_role_that_may_change_the_record_is_told_and_one_that_may_not_is_well(grant: str, right: str) -> None:
    sql("CREATE ROLE portpass_web NOSUPERUSER")
    call_command("audit_grants", "portpass_web", apply=True, stdout=StringIO())
    sql("SET ROLE portpass_web")
    assert "cannot change it" in database.cannot_change_the_record()
    sql("RESET ROLE")

    sql(f"GRANT {grant} ON audit_auditrecord TO portpass_web")
    sql("SET ROLE portpass_web")

    assert f"may change the record ({right})" in sick(database.cannot_change_the_record)
    sql("RESET ROLE")


@on_postgresql
def test_a_clock_that_is_apart_from_that_of_the_database_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time
    monkeypatch.setattr(database.time, "time", lambda: now() - 90)

    assert "90 seconds apart" in sick(database.has_the_same_time)


@on_postgresql
def test_a_limit_that_is_missing_is_told() -> None:
    sql("SET LOCAL lock_timeout = 0")

    assert "There is no lock_timeout" in sick(database.has_limits)


# The servers


def test_a_cache_that_is_there_is_well_and_one_that_is_gone_is_told(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SharedCache, "_rests_until", 0.0)
    assert "for itself" in servers.cache_keeps()
    running = new_cache(tmp_path)
    settings.CACHES = caches(running.url)
    assert servers.cache_keeps() == "The shared cache keeps what it is given."

    running.stop()

    assert "CACHE_URL" in sick(servers.cache_keeps)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    store = new_object_store(tmp_path_factory.mktemp("objects"))
    yield store
    store.stop()


def put_documents_into(settings: Any, **options: Any) -> None:
    documents = {"BACKEND": "port.documents.object_storage.ObjectStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "documents": documents}


def test_documents_come_and_go_in_a_folder(tmp_path: Path) -> None:
    assert servers.documents_come_and_go()

    folder = Path(chosen.STORAGES["documents"]["OPTIONS"]["location"])
    assert list(folder.iterdir()) == []


def test_a_folder_that_takes_nothing_is_told(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("a file where the folder should be")
    documents = {**settings.STORAGES["documents"], "OPTIONS": {"location": tmp_path / "in-the-way"}}
    settings.STORAGES = {**settings.STORAGES, "documents": documents}

    assert "does not take a file" in sick(servers.documents_come_and_go)


def test_documents_come_and_go_in_a_store_of_objects(running: ObjectStore, settings: Any) -> None:
    put_documents_into(settings, **running.options)

    assert servers.documents_come_and_go()
    assert "Contents" not in running.client().list_objects_v2(Bucket=BUCKET)


def test_a_bucket_that_strangers_can_read_is_told(running: ObjectStore, settings: Any) -> None:
    put_documents_into(settings, **running.options)

    def save_for_everybody(store: ObjectStorage, name: str, content: ContentFile) -> str:
        store._object(name).put(Body=content.file, ACL="public-read")
        return name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ObjectStorage, "_save", save_for_everybody)
        assert "make the bucket private" in sick(servers.documents_come_and_go)


def test_a_bucket_that_is_not_there_and_a_store_that_is_gone_are_told(running: ObjectStore, settings: Any) -> None:
    put_documents_into(settings, **{**running.options, "bucket_name": "another"})
    assert "DOCUMENTS_BUCKET" in sick(servers.documents_come_and_go)

    put_documents_into(settings, **{**running.options, "endpoint_url": f"http://{HOST}:{free_port()}"})
    assert "does not take a file (StoreDoesNotAnswer" in sick(servers.documents_come_and_go)


def letters_go_to(settings: Any, port: int, **more: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, port
    for name, value in more.items():
        setattr(settings, name, value)


@pytest.fixture
def with_a_password() -> Iterator[int]:
    """A mail server that takes letters from one name and password; its port."""

    def knows(_server: object, _session: object, _envelope: object, _way: str, given: Any) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (b"portpass", b"right"), handled=False)

    handler = MailServer()
    more = {"authenticator": knows, "auth_required": True, "auth_require_tls": False}
    controller = Controller(handler, hostname=HOST, port=handler.port, **more)
    controller.start()
    yield handler.port
    controller.stop()


def test_a_mail_server_is_tried_and_nothing_is_sent(settings: Any) -> None:
    assert "do not leave" in servers.mail_is_taken()
    server = MailServer().start()
    letters_go_to(settings, server.port)

    assert servers.mail_is_taken() == f"{HOST}:{server.port} takes letters from {settings.DEFAULT_FROM_EMAIL}."
    assert server.letters == []

    server.stop()
    assert "Letters wait meanwhile" in sick(servers.mail_is_taken)


def test_a_mail_server_that_offers_no_encryption_is_told(settings: Any) -> None:
    server = MailServer().start()
    letters_go_to(settings, server.port, EMAIL_USE_TLS=True)

    assert "EMAIL_USE_TLS" in sick(servers.mail_is_taken)
    server.stop()


@warned
def test_a_wrong_password_of_the_mail_server_is_told(settings: Any, with_a_password: int) -> None:
    letters_go_to(settings, with_a_password, EMAIL_HOST_USER="portpass", EMAIL_HOST_PASSWORD="right")
    assert servers.mail_is_taken()

    settings.EMAIL_HOST_PASSWORD = "wrong"
    assert "EMAIL_HOST_PASSWORD" in sick(servers.mail_is_taken)


@warned
def test_a_sender_that_the_mail_server_does_not_take_is_told(settings: Any, with_a_password: int) -> None:
    letters_go_to(settings, with_a_password)

    assert "look at SENDER" in sick(servers.mail_is_taken)


def test_a_scanner_is_shown_the_test_virus(settings: Any) -> None:
    assert "None is named" in servers.scanner_tells_apart()
    with Clamd() as scanner:
        settings.PORT_OPTIONS = replace(options(), clamd=scanner.address)
        assert "finds the test virus" in servers.scanner_tells_apart()

        scanner.stop()
        assert "PORTPASS_CLAMD" in sick(servers.scanner_tells_apart)


def test_a_scanner_without_signatures_is_told(settings: Any) -> None:
    def takes_everything_for_clean(clamd: Any) -> None:
        clamd.recv(65536)
        clamd.sendall(b"stream: OK\0")
        clamd.recv(65536)

    with pretending(takes_everything_for_clean) as address:
        settings.PORT_OPTIONS = replace(options(), clamd=address)
        assert "bring its signatures up to date" in sick(servers.scanner_tells_apart)


# The machine


def test_a_disk_that_is_nearly_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LEAST_BYTES", 0)
    assert "are free" in machine.disk_has_room()

    monkeypatch.setattr(machine, "LEAST_BYTES", 2**62)
    assert "make room" in sick(machine.disk_has_room)


def test_keys_are_tried_on_what_is_sealed(settings: Any) -> None:
    an_app(a_user())
    former, new = settings.FIELD_KEYS, Fernet.generate_key().decode()
    assert machine.keys_open_everything() == "All 1 sealed fields open with the first key."

    settings.FIELD_KEYS = [new, *former]
    assert "seal_anew" in machine.keys_open_everything()

    settings.FIELD_KEYS = [new]
    assert "1 of 1 sealed fields open with none of the keys" in sick(machine.keys_open_everything)
