"""How a search compares text: the same word is the same however it is typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from port.content.folding import LONGEST_TERM, folded, signs_of, terms_of

WORDS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("台臺証證通行帳號Ａａ１ー aB1-")), max_size=40)
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


@given(text=WORDS)
@example(text="İ")
@example(text="ﬃ①㍿")
def test_folding_again_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(text=st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=40))
def test_full_width_forms_are_the_same_words(text):
    assert terms_of(text.translate(FULL_WIDTH)) == terms_of(text)


@given(before=WORDS, after=WORDS)
def test_whoever_types_one_way_to_write_a_sign_finds_the_other(before, after):
    assert terms_of(f"{before}台証{after}") == terms_of(f"{before}臺證{after}")


@given(text=WORDS)
def test_a_term_fits_its_column_and_is_one_word(text):
    assert all(0 < len(term) <= LONGEST_TERM and term.strip() == term for term in terms_of(text))


@given(text=WORDS, more=WORDS)
def test_a_longer_text_has_no_fewer_terms(text, more):
    assert terms_of(text) <= terms_of(f"{text} {more}")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("通行證", {"通行", "行證"}),
        ("港", {"港"}),
        ("臺北港 A1號門", {"臺北", "北港", "a1", "號門"}),
        ("Companies’ accounts, passes", {"company", "account", "pass"}),
        ("e-mail, E-Mail 與 Email", {"email", "與"}),
        ("status of this class", {"status", "of", "this", "class"}),
        ("", set()),
        ("，。!?_", set()),
    ],
)
def test_terms_are_two_signs_or_one_word(text, terms):
    assert terms_of(text) == terms


def test_single_signs_are_those_of_chinese_alone():
    assert signs_of("船員 ABC") == {"船", "員"}
