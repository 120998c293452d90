"""Colours are written down once, so that day, night, paper and letters agree."""

import re

import pytest

from tests.codebase.sources import texts

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", re.IGNORECASE)
TOKENS = "static/css/tokens.css"


def colours(sheet: str) -> list[str]:
    """Written out in a rule; the name of an id in a selector is none."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return [found for value in re.findall(r":([^:;{}]+)[;}]", bare) for found in COLOUR.findall(value)]


@pytest.mark.parametrize(
    "fault", ["a { color: #fff; }", "a { background: rgb(0 0 0 / 10%) }", "a { border: 1px solid #0b60ad }"]
)
def test_a_colour_outside_the_tokens_is_noticed(fault):
    assert colours(fault)


def test_a_token_and_an_id_are_no_colours():
    assert colours("#facade { color: var(--ink); } /* #fff */") == []


def test_only_the_tokens_write_colours():
    sheets = [(str(path), text) for path, text in texts(".css", below=("static/", "web/"))]

    assert TOKENS in dict(sheets)
    assert [(path, found) for path, text in sheets if path != TOKENS and (found := colours(text))] == []
