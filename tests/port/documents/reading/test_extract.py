"""Facts beside, under and behind their labels."""

from datetime import date

import pytest

from port.documents.reading.extract import Extract, extract
from port.documents.reading.lines import Line
from tests.port.documents.reading.pages import at, paragraph, table, title

NUMBER, OTHER_NUMBER = "12345675", "04595257"


def numbers_of(lines: list[Line]) -> list[str]:
    return [found.value for found in extract(lines).numbers]


def test_a_table_is_read_with_the_places_of_its_values() -> None:
    lines = table(
        ("統一編號", NUMBER),
        ("公司名稱", "海鷗示範股份有限公司"),
        ("代表人姓名", "王小明"),
        ("公司所在地", "高雄市鼓山區蓬萊路10號"),
        ("核發日期", "115 年 1 月 5 日"),
    )

    read = extract(lines)

    assert read.company_name is not None
    assert (read.company_name.value, read.company_name.box) == ("海鷗示範股份有限公司", lines[3].box)
    assert read.company_name.label == "公司名稱"
    assert [found.value for found in read.numbers] == [NUMBER]
    assert read.representative is not None
    assert read.representative.value == "王小明"
    assert read.address is not None
    assert read.address.value == "高雄市鼓山區蓬萊路10號"
    assert read.issued_on is not None
    assert read.issued_on.value == date(2026, 1, 5)


def test_what_stands_in_the_row_by_chance_does_not_widen_the_place_of_a_value() -> None:
    number, watermark = at(0.4, 0.2, NUMBER), at(0.6, 0.2, "示範文件")

    read = extract([at(0.1, 0.2, "統一編號"), number, watermark])

    assert [(found.value, found.box) for found in read.numbers] == [(NUMBER, number.box)]


def test_labels_above_their_values_and_with_colons_are_read_as_well() -> None:
    stacked = [at(0.1, 0.2, "商業名稱"), at(0.1, 0.23, "海鷗企業社"), at(0.1, 0.28, "負責人"), at(0.1, 0.31, "王小明")]
    with_colons = paragraph("統一編號：１２３４５６７５", "地址：台北市中山區民生東路二段1號", top=0.5)

    read = extract([*stacked, *with_colons])

    assert read.company_name is not None
    assert read.company_name.value == "海鷗企業社"
    assert read.representative is not None
    assert read.representative.value == "王小明"
    assert numbers_of(with_colons) == [NUMBER]
    assert read.address is not None
    assert read.address.value == "台北市中山區民生東路二段1號"


def test_numbered_labels_with_remarks_are_known() -> None:
    lines = table(
        ("一、公司名稱（變更後）", "海鷗有限公司"),
        ("二、（郵遞區號）公司所在地", "（804）高雄市鼓山區蓬萊路10號"),
        ("三、代表公司負責人", "王小明"),
    )

    read = extract(lines)

    assert read.company_name is not None
    assert read.company_name.value == "海鷗有限公司"
    assert read.address is not None
    assert read.address.value == "高雄市鼓山區蓬萊路10號"


def test_a_value_of_two_lines_is_one() -> None:
    lines = [
        at(0.1, 0.215, "公司地址"),
        at(0.4, 0.2, "高雄市鼓山區蓬萊"),
        at(0.4, 0.23, "路10號12樓之2"),
        *table(("負責人", "王小明"), top=0.3),
    ]

    address = extract(lines).address

    assert address is not None
    assert address.value == "高雄市鼓山區蓬萊路10號12樓之2"
    assert address.box[1] < 0.2 < 0.23 < address.box[3]


def test_sentences_name_facts_too() -> None:
    lines = paragraph(
        "茲證明高雄市海鷗職業工會業經核准立案，會址設於高雄市鼓山",
        "區蓬萊路10號，現任理事長為王小明，統一編號為12345675，",
        "合行發給證書。",
    )

    read = extract(lines)

    assert read.company_name is not None
    assert read.company_name.value == "高雄市海鷗職業工會"
    assert read.representative is not None
    assert read.representative.value == "王小明"
    assert read.address is not None
    assert read.address.value == "高雄市鼓山區蓬萊路10號"
    assert [found.value for found in read.numbers] == [NUMBER]


def test_the_address_of_the_office_that_writes_is_not_that_of_the_school() -> None:
    lines = [
        at(0.6, 0.1, "地址：100217臺北市中正區中山南路5號"),
        *paragraph("主旨：茲證明國立海鷗大學（統一編號：12345675）為立案學校。", "一、校址：高雄市鼓山區蓬萊路10號。"),
    ]

    address = extract(lines).address

    assert address is not None
    assert address.value == "高雄市鼓山區蓬萊路10號"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("統一編號", "1234 5675"), [NUMBER]),
        (("統一編號", "I234567S"), [NUMBER]),
        (("公司統一編號", "1 2 3 4", "5 6 7 5"), [NUMBER]),
        (("機關代碼", "A01020000A"), ["A01020000A"]),
        (("統一編號", "12345678"), []),
        (("工廠登記編號", NUMBER), []),
        (("聯絡電話", NUMBER), []),
        (("資本總額", NUMBER), []),
        (("", "府授字第12345675號"), []),
        (("", "20261125"), []),
        (("", NUMBER), [NUMBER]),
    ],
)
def test_numbers_are_those_that_can_be_one(row: tuple[str, ...], expected: list[str]) -> None:
    assert numbers_of(table(row)) == expected


def test_the_number_with_a_label_comes_first() -> None:
    read = extract(table(("", OTHER_NUMBER), ("統一編號", NUMBER)))

    assert [(found.value, found.label) for found in read.numbers] == [(NUMBER, "統一編號"), (OTHER_NUMBER, "")]


@pytest.mark.parametrize(
    "row",
    [("負責人", "統一編號", NUMBER), ("負責人", "1234"), ("名稱", "12"), ("地址", "同上"), ("核發日期", "如左")],
)
def test_what_cannot_be_the_value_is_not_read(row: tuple[str, ...]) -> None:
    read = extract(table(row))

    assert (read.representative, read.company_name, read.address, read.issued_on) == (None, None, None, None)


def test_a_day_at_the_foot_counts_where_no_label_has_one() -> None:
    foot = [
        at(0.2 + place, 0.9, word) for place, word in ((0, "中華民國"), (0.2, "115年"), (0.35, "1月"), (0.45, "5日"))
    ]

    read = extract([title("工廠登記證"), *foot])

    assert read.issued_on is not None
    assert read.issued_on.value == date(2026, 1, 5)


def test_a_crooked_page_is_read_by_where_its_lines_would_stand() -> None:
    crooked = [
        Line(1, "統一編號", (0.1, 0.20, 0.2, 0.22), (0.1, 0.2, 0.2, 0.22)),
        Line(1, "12345675", (0.6, 0.25, 0.7, 0.27), (0.6, 0.2, 0.7, 0.22)),
        Line(1, "99999999", (0.6, 0.20, 0.7, 0.22), (0.6, 0.15, 0.7, 0.17)),
    ]

    (found, *_) = extract(crooked).numbers

    assert (found.value, found.label, found.box) == (NUMBER, "統一編號", (0.6, 0.25, 0.7, 0.27))


def test_each_fact_comes_from_the_first_page_that_has_it() -> None:
    lines = [*table(("名稱", "海鷗有限公司"), page=1), *table(("名稱", "白鷺有限公司"), ("負責人", "王小明"), page=2)]

    read = extract(lines)

    assert read.company_name is not None
    assert (read.company_name.value, read.company_name.page) == ("海鷗有限公司", 1)
    assert read.representative is not None
    assert read.representative.page == 2


def test_nothing_is_found_on_nothing() -> None:
    assert extract([]) == Extract()
