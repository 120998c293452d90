import pytest
from django.core.exceptions import ValidationError

from port.taiwan.names import clean_organisation_name, clean_person_name
from tests.port.taiwan.refusals import refused


@pytest.mark.parametrize(
    "name",
    [
        "王小明",
        "王",
        "歐陽 小明",
        "瓦歷斯·諾幹",
        "瓦歷斯‧諾幹",
        "楊〇一",
        "𠮷田",
        "\U00031350文",
        "Zoë O'Neil-Müller",
        "John Smith Jr.",
        "Co Chua",
        "Nguyễn Văn An",
        "عمر",
        "王" * 50,
    ],
)
def test_a_natural_person_is_accepted(name: str) -> None:
    assert clean_person_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "臺灣港務股份有限公司",
        "港灣 公 司",
        "大海企業社",
        "大海有限",
        "大海商行",
        "大海工程行",
        "大海商號",
        "王小明建築師事務所",
        "小明工作室",
        "漁業合作社",
        "船務協會",
        "Harbour Co., Ltd.",
        "HARBOUR INC",
        "Ｈａｒｂｏｕｒ　Ｌｔｄ",
    ],
)
def test_a_company_is_refused_with_the_sentence_of_the_manual(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_person_name(name)

    assert refusal.value.code == "name_is_company"
    assert refusal.value.messages[0].startswith("姓名必須是自然人，不可為公司名稱")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("王小明2", "name_digit"),
        ("王小明２", "name_digit"),
        ("王小明①", "name_digit"),
        ("王小明😀", "name_character"),
        ("<王小明>", "name_character"),
        ("王小明@example", "name_character"),
        ("=王小明", "name_character"),
        ("···", "name_without_letter"),
        ("王" * 51, "too_long"),
    ],
)
def test_what_is_no_name_is_refused(name: str, code: str) -> None:
    assert refused(clean_person_name, name) == code


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("臺灣港務股份有限公司基隆分公司", "臺灣港務股份有限公司基隆分公司"),
        ("　3M　Taiwan　Ltd. ", "3M Taiwan Ltd."),
        ("7-ELEVEN（高雄）", "7-ELEVEN（高雄）"),
        ("王" * 100, "王" * 100),
    ],
)
def test_an_organisation_is_accepted(typed: str, cleaned: str) -> None:
    assert clean_organisation_name(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "code"), [("12345678", "name_without_letter"), ("……", "name_without_letter"), ("王" * 101, "too_long")]
)
def test_what_is_no_organisation_is_refused(typed: str, code: str) -> None:
    assert refused(clean_organisation_name, typed) == code
