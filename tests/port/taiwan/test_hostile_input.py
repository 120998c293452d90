"""No field lets a hostile line through, whatever its own rule is (checks V-62 and R-52)."""

import time
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from port.taiwan.address import clean_address
from port.taiwan.email import clean_email
from port.taiwan.names import clean_organisation_name, clean_person_name
from port.taiwan.phone import clean_company_phone, clean_mobile
from port.taiwan.ubn import clean_agency_code, clean_ubn
from port.taiwan.usernames import clean_username
from tests.port.taiwan.refusals import refused

FIELDS: dict[Callable[[str], object], str] = {
    clean_address: "804004高雄市鼓山區蓬萊路10號",
    clean_agency_code: "A01020000A",
    clean_company_phone: "02-24206100#123",
    clean_email: "wang@example.com",
    clean_mobile: "0912345678",
    clean_organisation_name: "臺灣港務股份有限公司基隆分公司",
    clean_person_name: "王小明",
    clean_ubn: "04595257",
    clean_username: "example1234",
}
HOSTILE = {
    "NUL": ("\x00", "control_character"),
    "line feed": ("\n", "control_character"),
    "header injection": ("\r\nBcc: x@example.com", "control_character"),
    "tab": ("\t", "control_character"),
    "right-to-left override": ("\u202e", "bidi_control"),
    "isolate": ("\u2066", "bidi_control"),
    "right-to-left mark": ("\u200f", "bidi_control"),
    "Arabic letter mark": ("\u061c", "bidi_control"),
    "zero-width space": ("\u200b", "invisible_character"),
    "byte order mark": ("\ufeff", "invisible_character"),
    "Hangul filler": ("\u3164", "invisible_character"),
    "private use": ("\ue000", "private_character"),
    "lone surrogate": ("\ud800", "broken_character"),
    "wrong encoding": ("\ufffd", "broken_character"),
}


@pytest.mark.parametrize("clean", FIELDS, ids=lambda clean: clean.__name__)
@pytest.mark.parametrize(("hidden", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hidden_character_inside_is_refused(clean: Callable[[str], object], hidden: str, code: str) -> None:
    good = FIELDS[clean]
    value = good[:2] + hidden + good[2:]

    assert refused(clean, value) == code


@pytest.mark.parametrize("clean", FIELDS, ids=lambda clean: clean.__name__)
@pytest.mark.parametrize("value", ["", " ", "\u3000\u3000", "\r\n\t"], ids=["empty", "space", "full-width", "breaks"])
def test_an_empty_field_asks_to_be_filled(clean: Callable[[str], object], value: str) -> None:
    assert refused(clean, value) == "required"


@pytest.mark.parametrize("clean", FIELDS, ids=lambda clean: clean.__name__)
@pytest.mark.parametrize("piece", ["王", "a", "1", " 1", "a\u0301\u0323", "\ufdfa"])
def test_a_megabyte_is_refused_at_once(clean: Callable[[str], object], piece: str) -> None:
    value = piece * 1_000_000
    began = time.monotonic()

    code = refused(clean, value)

    assert code == "too_long"
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("clean", FIELDS, ids=lambda clean: clean.__name__)
@pytest.mark.parametrize("value", ["😀", "-", "#", "@", "+", "0", "٠٩١٢٣٤٥٦٧٨", "'; --", "${7*7}"])
def test_an_odd_line_is_refused_with_a_whole_sentence(clean: Callable[[str], object], value: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean(value)

    assert refusal.value.code
    assert refusal.value.messages[0].endswith("。")


@pytest.mark.parametrize(("clean", "good"), FIELDS.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_white_space_around_a_good_value_is_put_away(clean: Callable[[str], object], good: str) -> None:
    assert clean(f"\u3000 {good}\r\n") == clean(good)
