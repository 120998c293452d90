"""The checker finds every kind of guilt in a history, and none in one without guilt."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.faults.checker import Application, World, violations
from tests.faults.history import Operation, Outcome

SENT = Operation(
    clerk=1,
    submission_id="form-1",
    username="harbor.1",
    paper="ab12",
    began=0.0,
    ended=1.0,
    outcome=Outcome.OK,
    reference="115-1123-00001",
    tries=1,
)
UNKNOWN = replace(SENT, submission_id="form-2", username="harbor.2", outcome=Outcome.INFO, reference="")
FAILED = replace(UNKNOWN, submission_id="form-3", username="harbor.3", outcome=Outcome.FAIL)
ROW = Application(key=1, submission_id="form-1", username="harbor.1", reference="115-1123-00001", paper="ab12")
OF_UNKNOWN = replace(ROW, key=2, submission_id="form-2", username="harbor.2", reference="115-1123-00002")
OF_FAILED = replace(ROW, key=3, submission_id="form-3", username="harbor.3", reference="115-1123-00003")
WORLD = World(applications=[ROW], letters=frozenset({"<1@port>"}), arrived=Counter({"<1@port>": 1}))


@pytest.mark.parametrize("rows", [[ROW], [ROW, OF_UNKNOWN]])
def test_what_nobody_was_told_of_may_be_in_or_out(rows: list[Application]) -> None:
    assert violations([SENT, UNKNOWN, FAILED], replace(WORLD, applications=rows)) == []


def test_a_letter_that_came_twice_under_one_name_is_no_fault() -> None:
    assert violations([SENT], replace(WORLD, arrived=Counter({"<1@port>": 2}))) == []


@pytest.mark.parametrize(
    ("operations", "changed", "found"),
    [
        ([SENT], {"applications": []}, "lost: 115-1123-00001"),
        ([replace(SENT, reference="115-1123-00009")], {}, "lost: 115-1123-00009"),
        ([SENT], {"applications": [ROW, replace(ROW, key=2)]}, "twice: submission_id"),
        (
            [SENT, UNKNOWN],
            {"applications": [ROW, replace(OF_UNKNOWN, username="harbor.1")]},
            "twice: username harbor.1",
        ),
        (
            [SENT, UNKNOWN],
            {"applications": [ROW, replace(OF_UNKNOWN, reference="115-1123-00001")]},
            "twice: reference",
        ),
        ([SENT, FAILED], {"applications": [ROW, OF_FAILED]}, "left by a failure: harbor.3"),
        ([SENT], {"applications": [ROW, OF_UNKNOWN]}, "sent by nobody"),
        ([SENT], {"applications": [replace(ROW, paper="")]}, "half done: 115-1123-00001 has not the document"),
        ([SENT], {"applications": [replace(ROW, paper="cd34")]}, "half done: 115-1123-00001 has not the document"),
        ([replace(SENT, paper="")], {}, "half done: 115-1123-00001 has not the document"),
        ([replace(SENT, twin="115-1123-00002")], {}, "told two numbers"),
        ([SENT], {"applications": [replace(ROW, records=0)]}, "has 0 records"),
        ([SENT], {"applications": [replace(ROW, records=2)]}, "has 2 records"),
        ([SENT], {"applications": [replace(ROW, letters=0)]}, "has 0 letters"),
        ([SENT], {"arrived": Counter()}, "letter missing: <1@port>"),
        ([SENT], {"arrived": Counter({"<1@port>": 1, "<2@port>": 1})}, "letter without a row: <2@port>"),
        ([SENT], {"strays": ["record 7"]}, "about nothing: record 7"),
        ([SENT], {"broken_files": ["a/page-1.webp"]}, "half written: a/page-1.webp"),
        ([SENT], {"chain": "broken at record 7"}, "the record: broken at record 7"),
    ],
)
def test_each_kind_of_guilt_is_found(operations: list[Operation], changed: dict, found: str) -> None:
    told = violations(operations, replace(WORLD, **changed))

    assert any(found in sentence for sentence in told), told
