"""The file outside the database that tells when the end of the record is cut off."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from port.audit.checking import export_head, health, keep_watch
from port.audit.enums import Act, Result
from port.audit.heads import Head, HeadsBroken, append_head, heads_file, read_heads
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, record
from port.upkeep.clock import watch_the_record
from port.upkeep.management.commands.run_worker import TURNS
from tests.factories import a_company
from tests.record_guard import lifted_guard

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def some_heads(path: Path, count: int = 3) -> list[Head]:
    heads = [
        Head(at=AT + timedelta(days=day), records=day + 1, last_id=day + 5, hash=f"{day:064x}") for day in range(count)
    ]
    for head in heads:
        append_head(head, path)
    return heads


def some_records(count: int = 3) -> list[AuditRecord]:
    company = a_company()
    return [record(Act.COMPANY_CREATED, about=company, by=CLOCK) for _ in range(count)]


def test_what_was_appended_is_read_again_in_its_order(tmp_path) -> None:
    heads = some_heads(tmp_path / "new" / "heads.jsonl")

    assert read_heads(tmp_path / "new" / "heads.jsonl") == heads
    assert (tmp_path / "new" / "heads.jsonl").stat().st_mode & 0o077 == 0


def test_without_a_file_there_are_no_heads(tmp_path) -> None:
    assert read_heads(tmp_path / "heads.jsonl") == []


@pytest.mark.parametrize(
    "tamper",
    [
        lambda lines: [lines[0], lines[1].replace('"records": 2', '"records": 3'), lines[2]],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: ["", *lines],
        lambda lines: [*lines[:2], "{}"],
    ],
    ids=["altered", "removed", "swapped", "empty line", "another line"],
)
def test_a_line_that_was_tampered_with_is_found_and_nothing_is_written_after_it(tmp_path, tamper) -> None:
    path = tmp_path / "heads.jsonl"
    some_heads(path)
    path.write_text("".join(f"{line}\n" for line in tamper(path.read_text().splitlines())))
    before = path.read_text()

    with pytest.raises(HeadsBroken):
        read_heads(path)
    with pytest.raises(HeadsBroken):
        some_heads(path, 1)

    assert path.read_text() == before


def test_a_line_that_a_power_cut_left_unfinished_does_not_count_and_makes_room(tmp_path) -> None:
    path = tmp_path / "heads.jsonl"
    heads = some_heads(path)
    path.write_text(path.read_text() + '{"at": "2026-11-2')

    after_the_cut = read_heads(path)
    append_head(heads[0], path)

    assert after_the_cut == heads
    assert read_heads(path) == [*heads, heads[0]]


@pytest.mark.django_db
def test_a_head_says_how_many_records_there_are_and_which_is_the_last() -> None:
    records = some_records()

    head = export_head(at=AT, by=CLOCK)

    assert head == Head(at=AT, records=3, last_id=records[-1].pk, hash=records[-1].hash)
    assert read_heads(heads_file()) == [head]
    assert AuditRecord.objects.latest("id").act == Act.RECORD_HEAD_EXPORTED


@pytest.mark.django_db
def test_no_record_has_no_head() -> None:
    assert export_head(at=AT, by=CLOCK) is None
    with pytest.raises(CommandError, match="There is no record yet"):
        call_command("export_audit_head")

    assert not heads_file().exists()


@pytest.mark.django_db
def test_a_tail_that_is_cut_off_is_named_by_the_command() -> None:
    records = some_records()
    call_command("export_audit_head", stdout=StringIO())
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditrecord WHERE id >= %s", [records[2].pk])

    with pytest.raises(CommandError, match=rf"lost records.*at record {records[2].pk}\."):
        call_command("verify_audit")


@pytest.mark.django_db
def test_the_command_begins_at_the_last_head_when_it_is_told_to() -> None:
    first, *_ = some_records()
    call_command("export_audit_head", stdout=StringIO())
    some_records(1)
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditrecord SET object_id = '7' WHERE id = %s", [first.pk])
    terminal = StringIO()

    call_command("verify_audit", since_head=True, stdout=terminal)

    assert terminal.getvalue() == "5 records, the chain is whole, with all 1 exported heads.\n"
    with pytest.raises(CommandError, match=rf"broken at record {first.pk}\."):
        call_command("verify_audit")


@pytest.mark.django_db
def test_the_heads_of_the_second_store_are_believed_rather_than_a_forged_file(tmp_path) -> None:
    records = some_records()
    export_head(at=AT, by=CLOCK)
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(heads_file().read_bytes())
    heads_file().unlink()
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditrecord WHERE id >= %s", [records[1].pk])

    call_command("verify_audit", stdout=StringIO())
    with pytest.raises(CommandError, match="lost records"):
        call_command("verify_audit", heads=copy)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"heads": Path("nowhere")}, "There is no file nowhere"), ({"since_head": True}, "No head was exported yet")],
)
def test_heads_that_are_not_there_are_not_passed_over(options, sentence) -> None:
    some_records()

    with pytest.raises(CommandError, match=sentence):
        call_command("verify_audit", **options)


@pytest.mark.django_db
def test_a_forged_file_of_heads_is_named_by_both_commands() -> None:
    some_records()
    call_command("export_audit_head", stdout=StringIO())
    heads_file().write_text("forged\n")

    for command in ("verify_audit", "export_audit_head"):
        with pytest.raises(CommandError, match=r"Line 1 of heads\.jsonl cannot be read"):
            call_command(command)


@pytest.mark.django_db
def test_the_worker_checks_the_chain_and_exports_its_head_once_a_day_of_taiwan() -> None:
    some_records()

    for hour in (0, 12, 15, 16, 20, 40):  # midnight of Taiwan is 16:00 UTC
        watch_the_record(at=datetime(2126, 11, 22, tzinfo=UTC) + timedelta(hours=hour))

    exported, checked = (AuditRecord.objects.filter(act=act) for act in (Act.RECORD_HEAD_EXPORTED, Act.RECORD_VERIFIED))
    assert [f"{timezone.localtime(head.at):%d}" for head in read_heads(heads_file())] == ["22", "23", "24"]
    assert (exported.count(), checked.count()) == (3, 3)
    assert set(checked.values_list("result", flat=True)) == {Result.DONE}
    assert watch_the_record in [job for _, job in TURNS]


@pytest.mark.django_db
def test_a_broken_chain_is_cried_out_and_stands_in_the_record(caplog) -> None:
    first, *_ = some_records()
    with lifted_guard(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditrecord SET object_id = '7' WHERE id = %s", [first.pk])

    keep_watch(at=timezone.now())

    found = health()
    assert not found.is_whole
    assert found.check.facts["broken"] == [first.pk]
    assert [line.levelname for line in caplog.records] == ["CRITICAL"]


@pytest.mark.django_db
def test_a_file_of_heads_that_cannot_be_written_is_cried_out_and_stops_no_other_job(caplog, settings, tmp_path) -> None:
    some_records()
    (tmp_path / "a file").touch()
    settings.AUDIT_HEADS_FOLDER = tmp_path / "a file"

    keep_watch(at=timezone.now())

    assert health().is_whole
    assert not AuditRecord.objects.filter(act=Act.RECORD_HEAD_EXPORTED).exists()
    assert [line.levelname for line in caplog.records] == ["CRITICAL"]


@pytest.mark.django_db
def test_nothing_is_checked_or_exported_while_nothing_has_happened() -> None:
    keep_watch(at=timezone.now())

    assert not AuditRecord.objects.exists()
