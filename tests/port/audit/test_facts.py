"""A person's words and numbers do not get into the record, even by mistake (C9, V-52)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from port.audit.enums import Act
from port.audit.facts import NotACode, checked
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, record
from tests.factories import a_company


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"reasons": ["A01", "D06"], "verdict": "reject"},
        {"sha256": "0" * 64, "request": "012345678901"},
        {"date": "2026-11-22", "since": "2026-11-22T16:20", "reference": "115-0401-00001"},
        {"to": 12, "is_working": False, "share": 0.5, "former": None},
        {"filters": {"act": "case.claimed", "actor": 12}, "fault": "ValueError"},
    ],
)
def test_codes_ids_and_dates_are_facts(facts) -> None:
    assert checked(facts) == facts


@pytest.mark.parametrize(
    "words",
    [
        "王小明",
        "clerk@example.com",
        "0912345678",
        "0912-345-678",
        "02-24206100#123",
        "+886 912 345 678",
        "24549210",
        "A123456789",
        "line\nbreak",
        "tab\tbed",
        "bell\x07",
        "x" * 201,
        "seen \u202e backwards",
    ],
)
def test_what_may_be_somebodys_words_or_number_is_refused(words) -> None:
    for facts in ({"fact": words}, {words: 1}, {"facts": [1, {"deep": words}]}):
        with pytest.raises(NotACode) as refusal:
            checked(facts)

        assert words not in str(refusal.value)


@given(st.text())
def test_nothing_that_is_recorded_can_break_a_line_of_a_log(words) -> None:
    try:
        kept = checked({"fact": words})["fact"]
    except NotACode:
        return

    assert kept.isascii()
    assert kept.isprintable()
    assert "@" not in kept


@pytest.mark.django_db
def test_an_act_with_such_a_fact_is_not_done() -> None:
    company = a_company()

    with pytest.raises(NotACode):
        record(Act.COMPANY_CREATED, about=company, by=CLOCK, facts={"name": company.name})

    assert not AuditRecord.objects.exists()
