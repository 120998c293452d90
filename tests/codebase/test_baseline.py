"""The tables of the security baseline are whole, and every test that they name is there."""

import re

import pytest

from tests.codebase.sources import ROOT

PAGES = ["docs/baseline.md", "docs/baseline-asvs.md"]
STATES = {"met", "deployer", "not met", "not applicable"}
ROW = re.compile(r"^\| (A-\d\d|V\d+\.\d+\.\d+) \| ([^|]*) \| (.*) \| ([^|]*) \| (.*) \|$", re.MULTILINE)
NAMED = re.compile(r"`((?:tests|port|web|config|tools|docs|requirements)/[\w./-]*)(?:::(\w+))?`")
LEVEL_1_AND_2 = 253


def rows(page: str) -> list[tuple[str, ...]]:
    return [match.groups() for match in ROW.finditer((ROOT / page).read_text(encoding="utf-8"))]


def test_all_eighty_lines_of_the_regulation_are_answered_in_order() -> None:
    assert [line for line, *_ in rows("docs/baseline.md")] == [f"A-{number:02}" for number in range(1, 81)]


def test_every_requirement_of_the_first_two_levels_is_answered_once() -> None:
    lines = [line for line, *_ in rows("docs/baseline-asvs.md")]

    assert len(lines) == len(set(lines)) == LEVEL_1_AND_2


@pytest.mark.parametrize("page", PAGES)
def test_every_line_says_how_it_stands(page: str) -> None:
    strange = [(line, state) for line, _, _, state, _ in rows(page) if state not in STATES]

    assert strange == []


@pytest.mark.parametrize("page", PAGES)
def test_what_is_met_names_something_that_shows_it(page: str) -> None:
    silent = [line for line, _, _, state, by in rows(page) if state == "met" and len(by) < 3]

    assert silent == []


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    missing = []
    for path, name in NAMED.findall(text):
        place = ROOT / path
        if not place.exists() or (name and f"def {name}(" not in place.read_text(encoding="utf-8")):
            missing.append(f"{path}::{name}" if name else path)

    assert missing == []
