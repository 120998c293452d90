"""What was typed beside what stands on the paper: green, amber, red, or not found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from port.companies.comparison import Match, Typed, Verdict, compare
from port.companies.enums import MendableField
from tests.port.companies.papers import FACTS, a_line, lines_of

TYPED = Typed(
    number="12345675",
    company_name="晴海示範船務股份有限公司",
    representative="陳大海",
    address="202001基隆市中正區示範路1號",
)
NUMBER, NAME, ADDRESS, PERSON = (
    MendableField.NUMBER,
    MendableField.COMPANY_NAME,
    MendableField.ADDRESS,
    MendableField.REPRESENTATIVE,
)
GREEN, AMBER, RED, UNKNOWN = Verdict.GREEN, Verdict.AMBER, Verdict.RED, Verdict.UNKNOWN


def verdicts(matches: list[Match]) -> dict[MendableField, Verdict]:
    return {match.field: match.verdict for match in matches}


def verdict_on(field: MendableField, typed: str, **facts: str) -> Verdict:
    (match,) = compare(lines_of(**facts), Typed(**{field.value: typed}))
    return match.verdict


def test_what_agrees_is_green_and_shows_where_it_stands() -> None:
    matches = compare(lines_of(), TYPED)

    assert verdicts(matches) == {NUMBER: GREEN, NAME: GREEN, ADDRESS: GREEN, PERSON: GREEN}
    assert [match.found for match in matches] == [FACTS["統一編號"], FACTS["公司名稱"], FACTS["公司所在地"], "陳大海"]
    assert {match.page for match in matches} == {1}
    assert all(match.box and match.box[0] == 0.4 for match in matches)
    assert {match.sentence for match in matches} == {"與文件相符"}


def test_what_was_not_typed_is_not_compared() -> None:
    assert compare(lines_of(), Typed()) == []
    assert verdicts(compare(lines_of(), Typed(number="12345675", company_name=" "))) == {NUMBER: GREEN}


def test_a_paper_without_words_has_nothing_that_contradicts() -> None:
    matches = compare([], TYPED)

    assert set(verdicts(matches).values()) == {UNKNOWN}
    assert {(match.found, match.page, match.box) for match in matches} == {("", None, None)}
    assert {match.sentence for match in matches} == {"文件上沒有找到"}


@pytest.mark.parametrize("label", FACTS)
def test_what_the_paper_does_not_name_is_unknown(label: str) -> None:
    found = verdicts(compare(lines_of(**{label: ""}), TYPED))

    assert sorted(found.values()) == [GREEN, GREEN, GREEN, UNKNOWN]


@pytest.mark.parametrize(
    ("typed", "printed", "verdict"),
    [
        ("１２３４５６７５", "12345675", GREEN),
        ("1234-5675", "12345675", GREEN),
        ("12345675", "1234 5675", GREEN),
        ("12345675", "04595257", RED),
        ("12345675", "12345670", AMBER),  # one digit off, and its check sum is right as well
        ("12345675", "12345673", AMBER),  # a check sum that is wrong was misread, by the person or by the machine
        ("12345675", "99999999", UNKNOWN),
        ("A01020000A", "12345675", UNKNOWN),
        ("A01020000A", "A01020000A", GREEN),
    ],
)
def test_numbers(typed: str, printed: str, verdict: Verdict) -> None:
    assert verdict_on(NUMBER, typed, 統一編號=printed) == verdict


def test_a_number_without_a_label_contradicts_nothing() -> None:
    lines = [*lines_of(統一編號=""), a_line("04595257", 0.8)]

    (match,) = compare(lines, Typed(number="12345675"))

    assert match.verdict == UNKNOWN


def test_the_number_of_another_company_on_the_same_paper_does_no_harm() -> None:
    lines = [*lines_of(), a_line("統一編號", 0.7), a_line("04595257", 0.7, 0.4)]

    assert verdicts(compare(lines, TYPED))[NUMBER] == GREEN


@pytest.mark.parametrize(
    ("typed", "printed", "verdict"),
    [
        ("晴海示範船務（股）公司", "晴海示範船務股份有限公司", GREEN),
        ("晴海示範船務 股份有限公司", "晴海示範船務股份有限公司", GREEN),
        ("台灣示範航運有限公司", "臺灣示範航運有限公司", GREEN),
        ("ＡＢＣ運通（台灣）有限公司", "ABC運通(臺灣)有限公司", GREEN),
        ("晴海示範船務股份有限公司", "晴海示範船務有限公司", AMBER),
        ("晴海示範船務股份有限公司", "晴誨示範船務股份有限公司", AMBER),
        ("晴海示範船務股份有限公司基隆分公司", "晴海示範船務股份有限公司", AMBER),
        ("海示範船務股份有限公司", "晴海示範船務股份有限公司", AMBER),
        ("晴海示範船務股份有限公司", "晴海示範船務股份有", AMBER),
        ("晴海示範船務股份有限公司", "藍天航運代理股份有限公司", RED),
        ("晴海示範船務股份有限公司", "高雄示範報關有限公司", RED),
        ("Sunny Sea Shipping Ltd.", "晴海示範船務股份有限公司", AMBER),
    ],
)
def test_names_of_companies(typed: str, printed: str, verdict: Verdict) -> None:
    assert verdict_on(NAME, typed, 公司名稱=printed) == verdict


@pytest.mark.parametrize(
    ("typed", "printed", "verdict"),
    [
        ("陳 大 海", "陳大海", GREEN),
        ("陳大海", "陳大海（董事長）", GREEN),
        ("陳大海", "陳大誨", AMBER),
        ("陳大海", "林小美", RED),
        ("John Smith", "陳大海", AMBER),
    ],
)
def test_names_of_persons(typed: str, printed: str, verdict: Verdict) -> None:
    assert verdict_on(PERSON, typed, 代表人姓名=printed) == verdict


@pytest.mark.parametrize(
    ("typed", "printed", "verdict"),
    [
        ("202001基隆市中正區示範路1號", "基隆市中正區示範路一號", GREEN),
        ("202001基隆市中正區示範路1號", "（202）基隆市中正區正義里3鄰示範路1號", GREEN),
        ("202001基隆市中正區示範路1號", "基隆市中正區示範路1號2樓", GREEN),
        ("104台北市中山區民生東路2段141-3號", "臺北市中山區民生東路二段141號之3", GREEN),
        ("202001基隆市中正區示範路1號", "基隆市中正區示範路11號", AMBER),
        ("202001基隆市中正區示範路1號2樓", "基隆市中正區示範路1號", AMBER),
        ("202001基隆市中正區示範路1號", "臺中市中正區示範路1號", RED),
        ("202001基隆市中正區示範路1號", "基隆市仁愛區港西街288號之6", RED),
        ("220新北市板橋區示範路1號", "臺北縣板橋市示範路1號", AMBER),
    ],
)
def test_addresses(typed: str, printed: str, verdict: Verdict) -> None:
    assert verdict_on(ADDRESS, typed, 公司所在地=printed) == verdict


def test_the_sentence_says_what_the_paper_has() -> None:
    (red,) = compare(lines_of(), Typed(company_name="藍天航運代理股份有限公司"))
    (amber,) = compare(lines_of(), Typed(representative="陳大誨"))

    assert red.sentence == "與文件不同：文件上是「晴海示範船務股份有限公司」"
    assert amber.sentence == "和文件不完全相同，請核對：文件上看起來是「陳大海」"
    assert (red.label, amber.label) == ("公司名稱", "公司負責人")


def misread(value: str, place: int, instead: str) -> str:
    place %= len(value)
    return value[:place] + instead + value[place + 1 :]


@given(label=st.sampled_from(list(FACTS)), place=st.integers(0, 30), instead=st.sampled_from("口日曰十土一丨8З0 ．"))
def test_one_misread_character_is_never_red(label: str, place: int, instead: str) -> None:
    paper = lines_of(**{label: misread(FACTS[label], place, instead)})

    assert RED not in verdicts(compare(paper, TYPED)).values()


@given(
    noise=st.lists(st.text(alphabet="營業項目核准資本總額元０１23一二、。：（）股東董事ABC", max_size=20), max_size=8)
)
def test_other_words_on_the_paper_change_nothing(noise: list[str]) -> None:
    paper = [*lines_of(), *(a_line(text, 0.5 + 0.05 * row) for row, text in enumerate(noise) if text)]

    assert verdicts(compare(paper, TYPED)) == {NUMBER: GREEN, NAME: GREEN, ADDRESS: GREEN, PERSON: GREEN}


@given(
    typed=st.builds(
        Typed,
        number=st.text(max_size=12),
        company_name=st.text(max_size=40),
        representative=st.text(max_size=20),
        address=st.text(max_size=60),
    )
)
def test_whatever_was_typed_is_answered(typed: Typed) -> None:
    matches = compare(lines_of(), typed)

    assert all(match.typed.strip() and match.sentence for match in matches)
