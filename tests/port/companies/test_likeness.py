import pytest
from hypothesis import given
from hypothesis import strategies as st

from port.companies.likeness import bare_address, bare_name, core_of, distance, likeness

WORDS = st.text(alphabet="晴海示範船務12AB", max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("804004高雄市鼓山區蓬萊路10號", "高雄市鼓山區蓬萊路１０號"),
        ("804004高雄市鼓山區蓬萊路10號", "（804）高雄市鼓山區蓬萊里12鄰蓬萊路十號"),
        ("台北市中山區民生東路二段141號之3十二樓", "104臺北市中山區民生東路2段141-3號12F"),
        ("臺北市中山區民生東路二段一四一號之三", "臺北市中山區民生東路2段141之3號"),
        ("屏東縣萬丹鄉社皮村10鄰社皮路105號", "屏東縣萬丹鄉社皮路一百零五號"),
        ("臺中市 梧棲區 臨港路四段 2號", "台中市梧棲區臨港路4段2號"),
        ("高雄市苓雅區四維三路6號二十一樓", "高雄市苓雅區四維3路6號21樓"),
    ],
)
def test_two_ways_of_writing_one_address_are_the_same(one: str, other: str) -> None:
    assert bare_address(one) == bare_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新北市八里區商港路3號", "新北市商港路3號"),  # 八里 is a district, no 里
        ("高雄市鼓山區蓬萊路10號", "高雄市鼓山區蓬萊路1號"),
        ("高雄市鼓山區蓬萊路10號", "高雄市鼓山區蓬萊路10號2樓"),
        ("高雄市鼓山區蓬萊路1號之2", "高雄市鼓山區蓬萊路12號"),
    ],
)
def test_two_places_stay_two(one: str, other: str) -> None:
    assert bare_address(one) != bare_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣港務股份有限公司", "台灣港務 股份有限公司"),
        ("晴海示範船務（股）公司", "晴海示範船務股份有限公司"),
        ("ＡＢＣ運通（臺灣）有限公司", "abc運通台灣有限公司"),
    ],
)
def test_two_ways_of_writing_one_name_are_the_same(one: str, other: str) -> None:
    assert bare_name(one) == bare_name(other)


def test_what_tells_names_apart_is_not_their_legal_form() -> None:
    assert core_of("晴海示範船務股份有限公司") == "晴海示範船務"
    assert core_of("公司") == "公司"


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "ac", 1), ("陳大海", "陳太海", 1), ("ab", "cd", 2)],
)
def test_how_far_two_words_are_apart(one: str, other: str, far: int) -> None:
    assert distance(one, other) == far


@given(one=WORDS, other=WORDS, third=WORDS)
def test_distance_is_a_distance(one: str, other: str, third: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, third) <= distance(one, other) + distance(other, third)
    assert 0 <= likeness(one, other) <= 1


@given(text=st.text(max_size=60))
def test_any_text_is_an_address_to_compare(text: str) -> None:
    once = bare_address(text)

    assert " " not in once
    assert bare_address(text) == once
