"""A forger with the whole database in hand, and what the chain and its exported heads say of it (A-26, A-27)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from port.audit.chain import verify
from port.audit.context import origin
from port.audit.enums import Act, Result
from port.audit.heads import Head
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, OPERATOR, record
from tests.factories import a_company
from tests.record_guard import lifted_guard

pytestmark = pytest.mark.django_db

Row = dict[str, Any]

PROPERTY = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
CODES = st.text("abcXYZ0-_. ", max_size=6)
FACTS = st.dictionaries(
    CODES, st.none() | st.booleans() | st.integers(-(10**9), 10**9) | CODES | st.lists(CODES), max_size=3
)
SAID = st.tuples(st.sampled_from(Act), st.sampled_from(Result), st.sampled_from([CLOCK, OPERATOR]), FACTS)
CHAINS = st.lists(SAID, min_size=2, max_size=7)
OTHER = {
    "at": lambda row: row["at"] + timedelta(microseconds=1),
    "act": lambda row: Act.ACCOUNT_HELD.value if row["act"] != Act.ACCOUNT_HELD else Act.BINDING_MADE.value,
    "actor_id": lambda row: 7,
    "actor_role": lambda row: "head",
    "acting_company_id": lambda row: 7,
    "object_type": lambda row: "accounts.user",
    "object_id": lambda row: f"{row['object_id']}0",
    "facts": lambda row: row["facts"] | {"more": 1},
    "result": lambda row: "done" if row["result"] != "done" else "failed",
    "origin": lambda row: f"{row['origin']}0",
    "request_id": lambda row: f"{row['request_id']}0",
    "seal": lambda row: 1,
    "previous_hash": lambda row: "0" * 64,
    "hash": lambda row: "0" * 64,
}
"""For each column another value than the one that stands there."""


@contextmanager
def chain_of(said: list[Any]) -> Iterator[list[Row]]:
    """A chain of these records, and nothing of it afterwards."""
    with transaction.atomic():
        company = a_company()
        token = origin.set("192.0.2.0/24 0123456789abcdef")
        for act, result, by, facts in said:
            record(act, about=company, by=by, facts=facts, result=result)
        origin.reset(token)
        yield list(AuditRecord.objects.order_by("id").values())
        transaction.set_rollback(True)


def head_at(rows: list[Row], position: int) -> Head:
    last = rows[position]
    return Head(at=timezone.now(), records=position + 1, last_id=last["id"], hash=last["hash"])


def put(rows: list[Row]) -> None:
    """These rows and no others are the record from now on."""
    with lifted_guard():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_auditrecord")
        AuditRecord.objects.bulk_create([AuditRecord(**row) for row in rows])


def sealed_anew(rows: list[Row], start: int) -> list[Row]:
    """As a forger would who has read this repository: every seal and every link from there on is right again."""
    forged = [dict(row) for row in rows]
    for number in range(start, len(forged)):
        forged[number]["previous_hash"] = forged[number - 1]["hash"] if number else ""
        forged[number]["hash"] = AuditRecord(**forged[number]).sealed()
    return forged


def altered(rows: list[Row], position: int, column: str) -> list[Row]:
    forged = [dict(row) for row in rows]
    forged[position][column] = OTHER[column](forged[position])
    return forged


def removed(rows: list[Row], position: int, _column: str) -> list[Row]:
    return rows[:position] + rows[position + 1 :]


def swapped(rows: list[Row], position: int, _column: str) -> list[Row]:
    """Two neighbours have changed places; each keeps what it says."""
    forged = [dict(row) for row in rows]
    other = position - 1 if position else 1
    forged[position]["id"], forged[other]["id"] = forged[other]["id"], forged[position]["id"]
    return sorted(forged, key=lambda row: row["id"])


def slipped_in(rows: list[Row], position: int, _column: str) -> list[Row]:
    """A record that nobody made, before all others."""
    return [{**rows[position], "id": -1, "previous_hash": "forged", "hash": "forged too"}, *rows]


WAYS: list[Callable[[list[Row], int, str], list[Row]]] = [altered, removed, swapped, slipped_in]


@PROPERTY
@given(said=CHAINS, since=st.integers(0, 6))
def test_a_chain_that_nobody_touched_raises_no_alarm(said: list[Any], since: int) -> None:
    with chain_of(said) as rows:
        heads = [head_at(rows, position) for position in range(len(rows))]

        verdict, later = verify(heads), verify(heads, since=heads[min(since, len(heads) - 1)])

    assert verdict.is_whole
    assert later.is_whole
    assert verdict.records == later.records == len(rows)


@PROPERTY
@given(said=CHAINS, place=st.integers(0, 6), way=st.sampled_from(WAYS), column=st.sampled_from(sorted(OTHER)))
def test_whatever_was_done_to_a_row_before_the_last_is_found(said, place, way, column) -> None:
    with chain_of(said) as rows:
        forged = way(rows, place % (len(rows) - 1), column)
        assume(forged != rows)
        put(forged)

        verdict = verify()

    assert verdict.broken


@PROPERTY
@given(said=CHAINS, place=st.integers(0, 6), column=st.sampled_from(sorted(OTHER)))
def test_a_row_that_is_sealed_anew_betrays_itself_at_the_next_one(said, place, column) -> None:
    with chain_of(said) as rows:
        position = place % (len(rows) - 1)
        forged = sealed_anew(altered(rows, position, column)[: position + 1], position)
        assume(forged[position] != rows[position])
        put(forged + rows[position + 1 :])

        verdict = verify()

    assert verdict.broken == [rows[position + 1]["id"]]


@PROPERTY
@given(
    said=CHAINS,
    places=st.tuples(st.integers(0, 6), st.integers(0, 6)),
    way=st.sampled_from([altered, removed, swapped]),
    column=st.sampled_from(sorted(set(OTHER) - {"previous_hash", "hash", "seal"})),
)
def test_even_a_forger_who_seals_everything_anew_is_found_by_a_head_behind_it(said, places, way, column) -> None:
    with chain_of(said) as rows:
        at_head, position = max(places) % len(rows), min(places) % len(rows)
        assume(position <= at_head)
        forged = way(rows, position, column)
        put(sealed_anew(forged, 0))

        alone, with_head = verify(), verify([head_at(rows, at_head)])

    assert alone.is_whole
    assert with_head.lost


@PROPERTY
@given(said=CHAINS, places=st.tuples(st.integers(0, 6), st.integers(0, 6)))
def test_a_tail_that_was_cut_off_is_found_by_a_head_within_it(said: list[Any], places: tuple[int, int]) -> None:
    with chain_of(said) as rows:
        at_head, keep = max(places) % len(rows), min(places) % len(rows)
        assume(keep <= at_head)
        put(rows[:keep])

        alone, with_head = verify(), verify([head_at(rows, at_head)])

    assert alone.is_whole
    assert [head.last_id for head in with_head.lost] == [rows[at_head]["id"]]


@PROPERTY
@given(said=CHAINS, place=st.integers(0, 6), column=st.sampled_from(sorted(set(OTHER) - {"hash"})))
def test_a_walk_from_a_head_finds_what_was_done_behind_it(said: list[Any], place: int, column: str) -> None:
    with chain_of(said) as rows:
        position = 1 + place % (len(rows) - 1)
        put(altered(rows, position, column))

        verdict = verify(since=head_at(rows, 0))

    assert rows[position]["id"] in verdict.broken


def test_a_record_that_was_removed_before_the_head_is_found_from_the_head_on() -> None:
    with chain_of([(Act.CASE_CLAIMED, Result.DONE, CLOCK, {})] * 4) as rows:
        put(rows[1:])

        verdict = verify(since=head_at(rows, 2))

    assert [head.last_id for head in verdict.lost] == [rows[2]["id"]]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL keeps neither a time nor a JSON that is none")
@pytest.mark.parametrize("column", ["at", "facts"])
def test_a_record_that_was_made_unreadable_is_named_and_the_rest_is_still_read(column: str) -> None:
    with chain_of([(Act.CASE_CLAIMED, Result.DONE, CLOCK, {})] * 4) as rows:
        with lifted_guard(), connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute(f"UPDATE audit_auditrecord SET {column} = 'long ago' WHERE id = %s", [rows[1]["id"]])  # noqa: S608
            cursor.execute("PRAGMA ignore_check_constraints = OFF")

        verdict = verify()

    assert verdict.broken[0] == rows[1]["id"]
    assert rows[3]["id"] not in verdict.broken
    assert verdict.records == 4


def test_many_records_are_walked_batch_by_batch(monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr("port.audit.chain.AT_ONCE", 2)
    with chain_of([(Act.CASE_CLAIMED, Result.DONE, CLOCK, {})] * 5) as rows, django_assert_num_queries(4):
        verdict = verify()

    assert (verdict.records, verdict.last_id) == (5, rows[4]["id"])
