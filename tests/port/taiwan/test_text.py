import time

import pytest
from django.core.exceptions import ValidationError

from port.taiwan.text import clean_line, fold_width, mask_email, mask_mobile, mask_name, strip_separators


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("王小明", "王小明"),
        ("  王小明\r\n", "王小明"),
        ("\u3000王\u3000\u3000小\u00a0 明\u3000", "王 小 明"),
        ("Cafe\u0301", "Café"),
        ("\u1112\u1161\u11ab", "한"),
        ("１２３", "１２３"),
        ("𠮷野家", "𠮷野家"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("", ""),
        (" \u3000 ", ""),
    ],
)
def test_a_line_is_composed_and_its_white_space_folded(typed: str, cleaned: str) -> None:
    assert clean_line(typed, max_length=10) == cleaned


@pytest.mark.parametrize("typed", ["王" * 10, "e\u0301" * 10, "\u1112\u1161\u11ab" * 10, " " * 99 + "王"])
def test_the_length_counts_what_is_stored(typed: str) -> None:
    assert len(clean_line(typed, max_length=10)) <= 10


@pytest.mark.parametrize("typed", ["王" * 11, "王" * 41, "王" * 1_000_000])
def test_the_sentence_names_the_limit(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_line(typed, max_length=10)

    assert refusal.value.code == "too_long"
    assert "最多 10 個字" in refusal.value.messages[0]


def test_a_pile_of_combining_marks_costs_no_time() -> None:
    typed = "a" + "\u0301\u0323" * 50_000
    began = time.monotonic()

    with pytest.raises(ValidationError):
        clean_line(typed, max_length=200)

    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("a\x00b", "控制字元"),
        ("a\u202eb", "文字方向"),
        ("a\u200bb", "看不見"),
        ("a\ue000b", "自造字"),
        ("a\ud800b", "損壞"),
    ],
)
def test_the_sentence_says_what_is_wrong(typed: str, part: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_line(typed, max_length=10)

    assert part in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "folded"), [("０９１２", "0912"), ("ＡＢｃ", "ABc"), ("＃＋－＠", "#+-@"), ("\u3000", " "), ("王", "王")]
)
def test_full_width_characters_become_plain(typed: str, folded: str) -> None:
    assert fold_width(typed) == folded


@pytest.mark.parametrize("typed", ["04 59-52‑57", "0459–5257", "0459—5257", "04\u30005952ー57", "0459−5257"])
def test_separators_of_every_kind_are_put_away(typed: str) -> None:
    assert strip_separators(typed) == "04595257"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("wang@example.com", "w***@example.com"),
        ("w@example.com", "w***@example.com"),
        ("no address", "***"),
        ("", "***"),
    ],
)
def test_an_address_is_masked(address: str, masked: str) -> None:
    assert mask_email(address) == masked


@pytest.mark.parametrize(("number", "masked"), [("0912345678", "0912***678"), ("09123", "***"), ("", "***")])
def test_a_mobile_number_is_masked(number: str, masked: str) -> None:
    assert mask_mobile(number) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王○明"),
        ("王明", "王○"),
        ("王", "王○"),
        ("歐陽小明", "歐○○明"),
        ("John Smith", "J*** S***"),
        ("Zoë Müller", "Z*** M***"),
        ("", ""),
    ],
)
def test_a_name_is_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked
