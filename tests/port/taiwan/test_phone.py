import phonenumbers
import pytest

from port.taiwan.phone import clean_company_phone, clean_mobile
from tests.port.taiwan.refusals import refused


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912-345-678",
        "0912 345 678",
        "(0912)345678",
        "０９１２３４５６７８",
        "０９１２－３４５－６７８",
        "+886912345678",
        "+886 912-345-678",
        "+886 0912345678",
        "＋８８６ 912345678",
        "00886912345678",
        "886-912-345-678",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_grouped(typed: str) -> None:
    assert clean_mobile(typed) == "0912345678"


@pytest.mark.parametrize(
    "typed",
    ["091234567", "09123456789", "0812345678", "02-24206100", "912345678", "+8613800138000", "0912abc678", "手機"],
)
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    assert refused(clean_mobile, typed) == "mobile_invalid"


@pytest.mark.parametrize(
    ("typed", "display"),
    [
        ("02-24206100", "02-24206100"),
        ("(02)2420-6100", "02-24206100"),
        ("０２－２４２０６１００", "02-24206100"),
        ("02/2420.6100", "02-24206100"),
        ("+886-2-24206100", "02-24206100"),
        ("+886(0)2-24206100", "02-24206100"),
        ("03-9222222", "03-9222222"),
        ("037-261234", "037-261234"),
        ("04-22222222", "04-22222222"),
        ("04-7222222", "04-7222222"),
        ("049-2222222", "049-2222222"),
        ("05-2222222", "05-2222222"),
        ("06-2222222", "06-2222222"),
        ("(07)521-9000", "07-5219000"),
        ("08-7222222", "08-7222222"),
        ("082-312345", "082-312345"),
        ("0826-61234", "0826-61234"),
        ("0836-22222", "0836-22222"),
        ("089-322222", "089-322222"),
        ("0912345678", "0912-345-678"),
        ("0809-088-568", "0809-088-568"),
        ("0800123456", "0800-123-456"),
        ("070-10123456", "070-1012-3456"),
    ],
)
def test_every_kind_of_number_gets_one_display(typed: str, display: str) -> None:
    assert clean_company_phone(typed) == display
    assert clean_company_phone(display) == display
    assert phonenumbers.is_valid_number(phonenumbers.parse(display, "TW"))


def test_the_example_of_the_manual_is_accepted() -> None:
    assert clean_company_phone("02-12345678#12345") == "02-12345678#12345"


@pytest.mark.parametrize(
    "typed",
    [
        "02-24206100#123",
        "02-24206100＃１２３",
        "02-24206100 # 123",
        "02-24206100分機123",
        "02-24206100 分機：123",
        "02-24206100轉123",
        "02-24206100 轉分機 123",
        "02-24206100 ext. 123",
        "02-24206100 EXT123",
        "02-24206100 extension 123",
    ],
)
def test_an_extension_is_understood_however_it_is_marked(typed: str) -> None:
    assert clean_company_phone(typed) == "02-24206100#123"


@pytest.mark.parametrize("typed", ["02-24206100#", "02-24206100#1234567", "02-24206100#12#13", "02-24206100#12、13"])
def test_an_extension_is_one_short_number(typed: str) -> None:
    assert refused(clean_company_phone, typed) == "phone_extension"


@pytest.mark.parametrize("typed", ["24206100", "88612345", "2420-6100", "5219000", "61234"])
def test_a_missing_area_code_is_asked_for(typed: str) -> None:
    assert refused(clean_company_phone, typed) == "phone_area_code_missing"


@pytest.mark.parametrize(
    "typed",
    [
        "02-2420610",
        "02-242061000",
        "02-02420610",
        "07-12345678",
        "037-12345",
        "04-9222222",
        "0204-123456",
        "0801-123456",
        "110",
        "1950",
        "412-8888888",
        "+8613800138000",
        "#123",
        "02-ABCDEFGH",
        "電話",
    ],
)
def test_a_number_nobody_in_taiwan_can_have_is_refused(typed: str) -> None:
    assert refused(clean_company_phone, typed) == "phone_invalid"
