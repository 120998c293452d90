import itertools

import pytest
from django.core.exceptions import ValidationError

from port.taiwan.address import MAX_LENGTH, POSTCODES, clean_address
from tests.port.taiwan.refusals import refused

REST = "鼓山區蓬萊路10號"


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (f"804004高雄市{REST}", f"804004高雄市{REST}"),
        (f"80404高雄市{REST}", f"80404高雄市{REST}"),
        (f"804高雄市{REST}", f"804高雄市{REST}"),
        (f"804-004 高雄市 {REST}", f"804004高雄市{REST}"),
        (f"804 004，高雄市{REST}", f"804004高雄市{REST}"),
        (f"８０４００４高雄市{REST}", f"804004高雄市{REST}"),
        ("８０４高雄市鼓山區蓬萊路１０號", f"804高雄市{REST}"),
        ("100台北市中正區重慶南路1段122號", "100臺北市中正區重慶南路1段122號"),
        ("950台東縣台東市中山路276號", "950臺東縣台東市中山路276號"),
        ("300新竹市東區光復路", "300新竹市東區光復路"),
        ("806高雄市前鎮區成功二路", "806高雄市前鎮區成功二路"),
        ("901屏東縣三地門鄉中正路", "901屏東縣三地門鄉中正路"),
        ("804高雄市鼓山區市場", "804高雄市鼓山區市場"),
    ],
)
def test_a_complete_address_is_accepted(typed: str, cleaned: str) -> None:
    assert clean_address(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (f"高雄市{REST}", "postcode_missing"),
        ("地址", "postcode_missing"),
        (f"80高雄市{REST}", "postcode_length"),
        (f"8040高雄市{REST}", "postcode_length"),
        (f"8040041高雄市{REST}", "postcode_length"),
        (f"804004{REST}", "county_missing"),
        ("804004", "county_missing"),
        ("220台北縣板橋市中山路1號", "county_missing"),
        (f"100高雄市{REST}", "postcode_county"),
        (f"117臺北市{REST}", "postcode_county"),
        (f"000高雄市{REST}", "postcode_county"),
        ("804004高雄市", "district_missing"),
        ("804004高雄市蓬萊路10號", "district_missing"),
        ("804004高雄市鼓山區", "address_incomplete"),
        ("804004高雄市鼓山區 路", "address_incomplete"),
    ],
)
def test_what_is_missing_is_named(typed: str, code: str) -> None:
    assert refused(clean_address, typed) == code


def test_the_sentence_names_the_postcode_and_the_county() -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_address(f"200高雄市{REST}")

    assert refusal.value.messages == ["郵遞區號 200 不在高雄市，請確認郵遞區號或縣市。"]


@pytest.mark.parametrize(
    ("postcode", "county"),
    [
        ("116", "臺北市"),
        ("206", "基隆市"),
        ("207", "新北市"),
        ("253", "新北市"),
        ("209", "連江縣"),
        ("272", "宜蘭縣"),
        ("300", "新竹市"),
        ("302", "新竹縣"),
        ("338", "桃園市"),
        ("350", "苗栗縣"),
        ("439", "臺中市"),
        ("530", "彰化縣"),
        ("558", "南投縣"),
        ("600", "嘉義市"),
        ("602", "嘉義縣"),
        ("655", "雲林縣"),
        ("745", "臺南市"),
        ("852", "高雄市"),
        ("880", "澎湖縣"),
        ("896", "金門縣"),
        ("947", "屏東縣"),
        ("966", "臺東縣"),
        ("983", "花蓮縣"),
    ],
)
def test_every_county_knows_its_postcodes(postcode: str, county: str) -> None:
    typed = f"{postcode}{county.replace('臺', '台')}中正區中正路1號"

    assert clean_address(typed) == f"{postcode}{county}中正區中正路1號"


def test_no_postcode_belongs_to_two_counties() -> None:
    pairs = itertools.combinations(POSTCODES, 2)

    shared = [(one, two) for one, two in pairs if _numbers_of(one) & _numbers_of(two)]

    assert len(POSTCODES) == 22
    assert shared == []


def _numbers_of(county: str) -> set[int]:
    return set(itertools.chain.from_iterable(POSTCODES[county]))


def test_an_address_fills_the_field_and_not_one_more() -> None:
    start = f"804004高雄市{REST}"

    assert len(clean_address(start.ljust(MAX_LENGTH, "巷"))) == MAX_LENGTH
    assert refused(clean_address, start.ljust(MAX_LENGTH + 1, "巷")) == "too_long"
