"""What a person is told of a document before it is sent."""

import pytest

from port.companies import advice as advice_module
from port.companies import comparison
from port.companies.advice import Advice, AdviceState, CautionCode, advice_from, advice_on
from port.companies.comparison import Typed
from port.documents import findings
from port.documents.enums import ReadingState
from port.documents.findings import findings_in
from port.documents.models import DocumentReading
from port.documents.reading.bounds import LINES_OF_A_DOCUMENT
from port.documents.reading.extract import extract
from tests.factories import a_document_reading, a_stored_document
from tests.port.companies.papers import a_line, lines_of
from tests.port.companies.test_comparison import TYPED

ABOLISHED = "營利事業登記證"


def codes(advice: Advice) -> list[CautionCode]:
    return [caution.code for caution in advice.cautions]


def test_a_paper_that_fits_is_summed_up_and_nothing_else() -> None:
    advice = advice_from(lines_of(), TYPED)

    assert advice == Advice(state=AdviceState.READY, found="看起來是公司登記證明書，統編 12345675")


@pytest.mark.parametrize(
    ("title", "number", "found"),
    [
        ("商業登記抄本", "", "看起來是商業登記抄本"),
        ("股東臨時會議事錄", "12345675", "看不出是哪一種文件，統編 12345675"),
        ("股東臨時會議事錄", "", "看不出是哪一種文件"),
    ],
)
def test_the_summary_says_no_more_than_was_found(title: str, number: str, found: str) -> None:
    assert advice_from(lines_of(title, 統一編號=number), Typed()).found == found


def test_the_abolished_paper_is_named_with_what_to_hand_in_instead_and_where_it_comes_from() -> None:
    advice = advice_from(lines_of(ABOLISHED), TYPED)

    (caution,) = advice.cautions
    assert caution.code == CautionCode.ABOLISHED
    assert caution.title == "這份文件看起來是「營利事業登記證」，可能不會通過審核"
    assert "自98年4月13日起停止使用，不再作為證明文件，請改提出其他最新版本之「商業登記證明文件」" in caution.text
    assert (
        "變更事項登記表、商業登記抄本、法人登記證書、工廠登記證、公司登記證明書、學校之教育部證明函、人民團體立案證書"
        in caution.text
    )
    assert "「商工登記公示資料查詢服務」" in caution.text
    assert "http" not in caution.text


def test_what_the_paper_says_otherwise_is_told_with_both_values() -> None:
    typed = Typed(number="04595257", company_name="藍天航運代理有限公司", representative="林小美")

    advice = advice_from(lines_of(), typed)

    number, name, person = advice.cautions
    assert (number.code, name.code, person.code) == (
        CautionCode.OTHER_NUMBER,
        CautionCode.OTHER_NAME,
        CautionCode.OTHER_REPRESENTATIVE,
    )
    assert number.title == "文件上的公司統編和公司資料裡的不一樣"
    assert "文件上看到的是「12345675」，公司資料填的是「04595257」" in number.text
    assert "請重新上傳正確的文件" in name.text


def test_the_abolished_paper_comes_before_what_else_does_not_fit() -> None:
    advice = advice_from(lines_of(ABOLISHED, turn=90), Typed(number="04595257"))

    assert codes(advice) == [CautionCode.ABOLISHED, CautionCode.OTHER_NUMBER, CautionCode.SIDEWAYS]


def test_nearly_the_same_is_for_the_reviewer_to_look_at_and_no_reason_to_worry_anybody() -> None:
    typed = Typed(number="12345670", company_name="晴海示範船務有限公司", representative="陳太海")

    assert codes(advice_from(lines_of(), typed)) == []


def test_another_address_is_left_to_the_reviewer() -> None:
    assert codes(advice_from(lines_of(), Typed(address="404001臺中市北區雙十路2號"))) == []


@pytest.mark.parametrize("lines", [[], [a_line("一〇", 0.3), a_line("公司", 0.5)]])
def test_a_paper_that_can_hardly_be_read_is_to_be_taken_again(lines) -> None:
    advice = advice_from(lines, TYPED)

    (caution,) = advice.cautions
    assert (advice.state, advice.found, caution.code) == (AdviceState.UNREADABLE, "", CautionCode.ILLEGIBLE)
    assert "請在光線充足處從正上方重新拍攝" in caution.text


@pytest.mark.parametrize(
    ("turn", "title"), [(90, "第 1 頁是橫躺的"), (270, "第 1 頁是橫躺的"), (180, "第 1 頁上下顛倒")]
)
def test_a_first_page_that_is_not_upright_is_to_be_turned(turn: int, title: str) -> None:
    (caution,) = advice_from(lines_of(turn=turn), TYPED).cautions

    assert (caution.code, caution.title) == (CautionCode.SIDEWAYS, title)


def test_a_table_across_a_later_page_may_lie_on_its_side() -> None:
    lines = [*lines_of(), a_line("股東名冊", 0.2, page=2, turn=90)]

    assert codes(advice_from(lines, TYPED)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ReadingState.WAITING, ReadingState.READING])
def test_a_document_that_is_not_read_yet_is_waited_for(state: ReadingState) -> None:
    document = a_stored_document()
    a_document_reading(document, state=state, source="", leased_until=document.created_at)

    assert advice_on(document, TYPED) == Advice(state=AdviceState.WAITING)


@pytest.mark.django_db
def test_a_document_that_the_reader_gave_up_is_nobodys_fault() -> None:
    document = a_stored_document()
    a_document_reading(document, state=ReadingState.FAILED)

    assert advice_on(document, TYPED) == Advice(state=AdviceState.UNREADABLE)


@pytest.mark.django_db
def test_a_document_that_was_read_is_advised_on() -> None:
    document = a_stored_document()
    a_document_reading(document, lines=lines_of(ABOLISHED))

    assert codes(advice_on(document, TYPED)) == [CautionCode.ABOLISHED]


@pytest.mark.django_db
def test_a_document_is_understood_once_however_often_it_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    document = a_stored_document()
    a_document_reading(document, lines=lines_of())
    understood = []
    monkeypatch.setattr(findings, "extract", lambda lines: understood.append(lines) or extract(lines))

    for number in ("12345675", "04595257", "12345675"):
        advice_on(document, Typed(number=number, company_name="藍天航運代理股份有限公司"))

    assert len(understood) == 1


@pytest.mark.django_db
def test_a_reading_of_before_that_is_too_long_is_looked_at_as_far_as_any_other() -> None:
    document = a_stored_document()
    many = [a_line("示範", 0.001 * row, page=2) for row in range(LINES_OF_A_DOCUMENT)]
    a_document_reading(document, lines=[*lines_of(), *many, a_line("營利事業登記證", 0.1, 0.35, page=3)])

    assert len(findings_in(document.pk, document.reading.read_at).lines) == LINES_OF_A_DOCUMENT


def test_what_the_paper_does_not_name_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """That takes the longest, and is never told as a caution."""
    looked_for = []
    monkeypatch.setattr(comparison, "find_text", lambda lines, value: looked_for.append(value))

    advice_from(lines_of(統一編號="", 公司名稱="", 代表人姓名="", 公司所在地=""), TYPED)

    assert looked_for == []


@pytest.mark.django_db
def test_a_reading_that_is_gone_meanwhile_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    document = a_stored_document()
    a_document_reading(document, lines=lines_of())
    monkeypatch.setattr(advice_module, "findings_in", lambda *_: DocumentReading.objects.get(pk=0))

    assert advice_on(document, TYPED) == Advice(state=AdviceState.WAITING)
