"""The kind of paper: by what it says of itself."""

import pytest

from port.documents.reading.extract import extract
from port.documents.reading.lines import Line
from port.documents.reading.papers import PaperKind
from tests.port.documents.reading.pages import HEIGHT, at, paragraph, table, title

FACTS = table(("統一編號", "12345675"), ("名稱", "海鷗有限公司"), ("負責人", "王小明"))


def kind_of(lines: list[Line]) -> PaperKind | None:
    found = extract(lines).kind
    return found.value if found else None


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("股份有限公司變更登記表", PaperKind.CHANGE_REGISTRATION),
        ("變更事項登記表", PaperKind.CHANGE_REGISTRATION),
        ("高雄市政府 商業登記抄本", PaperKind.BUSINESS_TRANSCRIPT),
        ("臺灣高雄地方法院法人登記證書", PaperKind.LEGAL_PERSON),
        ("工 廠 登 記 證", PaperKind.FACTORY),
        ("工廠登記證明書", PaperKind.FACTORY),
        ("公司登記証明書", PaperKind.COMPANY_CERTIFICATE),
        ("教育部證明書", PaperKind.EDUCATION_LETTER),
        ("高雄市社會團體立案證書", PaperKind.ASSOCIATION),
        ("營利事業登記證", PaperKind.BUSINESS_LICENCE),
        ("高雄市政府營利事業登記証", PaperKind.BUSINESS_LICENCE),
        ("营利事业登记证（副本）", PaperKind.BUSINESS_LICENCE),
        ("勞利事業登記證", PaperKind.BUSINESS_LICENCE),
    ],
)
def test_a_title_tells_the_kind(written: str, kind: PaperKind) -> None:
    assert kind_of([title(written), *FACTS]) is kind


def test_only_the_profit_seeking_enterprise_licence_is_abolished() -> None:
    assert [kind for kind in PaperKind if kind.is_abolished] == [PaperKind.BUSINESS_LICENCE]


def test_letters_set_far_apart_are_one_title() -> None:
    letters = [at(0.2 + 0.09 * number, 0.08, letter, size=0.04) for number, letter in enumerate("營利事業登記證")]

    assert kind_of([*letters, *FACTS]) is PaperKind.BUSINESS_LICENCE


def test_a_letter_of_the_ministry_counts_when_it_proves_something() -> None:
    head = [at(0.35, 0.08, "教育部", size=0.04), at(0.55, 0.08, "函", size=0.04)]

    assert kind_of([*head, *paragraph("主旨：茲證明國立海鷗大學為立案學校，請查照。")]) is PaperKind.EDUCATION_LETTER
    assert kind_of([*head, *paragraph("主旨：檢送會議紀錄一份，請查照。")]) is None


MENTIONS = [
    table(("備註", "原營利事業登記證自98年4月13日起停止使用"), top=0.5),
    table(("營利事業登記證字號", "高市建二營字第08812345號"), top=0.5),
    table(("繳回證件", "營利事業登記證"), top=0.5),
    [at(0.1, 0.8, "營利事業登記證")],
    [at(0.1, 0.05, "檢附營利事業登記證", size=2 * HEIGHT)],
    [at(0.1, 0.9, "營利事業登記證已停止使用", size=3 * HEIGHT)],
    [at(0.1, 0.05, "申請換發營利事業登記證", size=HEIGHT)],
]


@pytest.mark.parametrize("mention", MENTIONS)
@pytest.mark.parametrize("written", ["有限公司變更登記表", "工廠登記證"])
def test_a_paper_that_speaks_of_the_abolished_one_is_another(written: str, mention: list[Line]) -> None:
    kind = kind_of([title(written), *FACTS, *mention])

    assert kind is not None
    assert not kind.is_abolished


@pytest.mark.parametrize("mention", MENTIONS)
def test_a_page_without_a_title_has_no_kind(mention: list[Line]) -> None:
    assert kind_of([*table(("統一編號", "12345675"), top=0.02), *FACTS, *mention]) is None


def test_the_page_with_a_title_tells_the_kind_of_all() -> None:
    first = table(("目錄", "一"), page=1)
    second = [title("商業登記抄本", page=2), *table(("商業名稱", "海鷗企業社"), page=2)]

    found = extract([*first, *second]).kind

    assert found is not None
    assert (found.value, found.page) == (PaperKind.BUSINESS_TRANSCRIPT, 2)


def test_an_accepted_paper_counts_before_the_abolished_one_behind_or_before_it() -> None:
    abolished = [title("營利事業登記證", page=1), *table(("名稱", "海鷗有限公司"), page=1)]
    accepted = [title("公司登記證明書", page=2), *table(("名稱", "海鷗有限公司"), page=2)]

    assert kind_of([*abolished, *accepted]) is PaperKind.COMPANY_CERTIFICATE


def test_an_empty_document_says_nothing() -> None:
    assert extract([]).kind is None
