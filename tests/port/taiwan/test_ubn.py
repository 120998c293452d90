import pytest

from port.taiwan.ubn import clean_agency_code, clean_ubn, is_valid_ubn
from tests.port.taiwan.refusals import refused


@pytest.mark.parametrize(
    "number", ["04595257", "12345675", "00501503", "10458575", "10458574", "22099131", "12345670", "04595252"]
)
def test_a_number_valid_under_the_rule_of_2023_is_accepted(number: str) -> None:
    assert is_valid_ubn(number)
    assert clean_ubn(number) == number


@pytest.mark.parametrize("number", ["12341234", "10458576", "12345678", "04595253", "04595251", "00000000"])
def test_a_number_with_a_wrong_sum_is_refused(number: str) -> None:
    assert not is_valid_ubn(number)
    assert refused(clean_ubn, number) == "ubn_invalid"


@pytest.mark.parametrize("typed", ["０４５９５２５７", "0459-5257", "0459 5257", " ０４５９－５２５７ ", "0459–5257"])
def test_full_width_digits_spaces_and_dashes_are_understood(typed: str) -> None:
    assert clean_ubn(typed) == "04595257"


@pytest.mark.parametrize("typed", ["0459525", "045952570", "A4595257", "٠٤٥٩٥٢٥٧", "04595257.", "統一編號", "1e7"])
def test_anything_but_eight_digits_is_refused(typed: str) -> None:
    assert refused(clean_ubn, typed) == "ubn_digits"


@pytest.mark.parametrize("value", ["", "0459525", "０４５９５２５７", "04595257\n", "٠٤٥٩٥٢٥٧"])
def test_only_eight_plain_digits_can_be_valid(value: str) -> None:
    assert not is_valid_ubn(value)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("A01020000A", "A01020000A"),
        ("a01020000a", "A01020000A"),
        ("Ａ０１０２００００Ａ", "A01020000A"),
        ("379-000000A", "379000000A"),
        ("3790000000", "3790000000"),
    ],
)
def test_an_agency_code_is_ten_characters_in_capitals(typed: str, cleaned: str) -> None:
    assert clean_agency_code(typed) == cleaned


@pytest.mark.parametrize("typed", ["A01020000", "A01020000AA", "ABCDEFGHIJ", "A01020000é", "機關代碼一二三四五六"])
def test_any_other_agency_code_is_refused(typed: str) -> None:
    assert refused(clean_agency_code, typed) == "agency_code_invalid"
