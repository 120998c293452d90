"""A letter looks like the portal in programs that know no style sheets, and reads on a phone and in the dark."""

import re

import pytest

from port.letters.dress import STYLES, dressed
from port.letters.enums import LetterKind
from tests.codebase.sources import ROOT
from tests.port.letters.kinds import a_letter_of
from tests.port.letters.test_words import Page, bodies, sent

COLOUR = re.compile(r"#[0-9a-f]{3,6}\b")
each_kind = pytest.mark.parametrize("kind", list(LetterKind), ids=str)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_an_element_gets_its_style_and_keeps_what_it_says():
    html = "<!doctype html><p>甲 &amp; <b>乙</b>&#39;</p><div>丙</div>"

    assert dressed(html) == f'<!doctype html><p style="{STYLES["p"]}">甲 &amp; <b>乙</b>&#39;</p><div>丙</div>'


def test_what_stands_in_a_list_of_values_is_told_from_what_stands_elsewhere():
    page = Page(dressed("<div>a</div><dl><div><dt>b</dt></div></dl><div>c</div>"))

    styled = [attributes.get("style") for tag, attributes in page.tags if tag == "div"]
    assert styled == [None, STYLES["dl div"], None]


def test_a_class_counts_before_its_element():
    page = Page(dressed('<a class="go" href="/x">go</a><a href="/y">y</a>'))

    assert [attributes["style"] for _, attributes in page.tags] == [STYLES["a.go"], STYLES["a"]]


@pytest.mark.django_db
@each_kind
def test_every_paragraph_link_and_heading_carries_its_style(kind):
    _plain, page = bodies(sent(kind))

    bare = [tag for tag, attributes in page.tags if tag in STYLES and not attributes.get("style")]
    assert bare == []


@pytest.mark.django_db
@each_kind
def test_a_letter_has_one_button_at_most_and_says_its_address_in_words(kind):
    _plain, page = bodies(sent(kind))

    buttons = [attributes["href"] for tag, attributes in page.tags if attributes.get("class") == "go"]
    assert len(buttons) <= 1
    assert all(address in page.text for address in buttons)


@pytest.mark.django_db
@each_kind
def test_a_letter_is_small_enough_that_no_program_cuts_it_off(kind):
    letter = a_letter_of(kind)

    assert len(dressed(letter.html).encode()) < 30_000


@pytest.mark.django_db
@each_kind
def test_the_plain_text_has_no_gaps_and_no_trailing_spaces(kind):
    plain, _page = bodies(sent(kind))

    assert "\n\n\n" not in plain.replace("\r\n", "\n")
    assert not re.search(r"[ \t]+$", plain, re.MULTILINE)


def test_the_colours_of_letters_are_those_of_the_portal():
    tokens = set(COLOUR.findall(read("static/css/tokens.css")))

    used = {colour for style in STYLES.values() for colour in COLOUR.findall(style)}
    used |= set(COLOUR.findall(read("templates/letters/base.html")))
    assert used - tokens == set()
