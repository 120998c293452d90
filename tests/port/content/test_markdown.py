"""What readers see of a text; nothing that is typed can become a script."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from port.content.markdown import address_of, plain, rendered
from port.language import Language
from tests.factories import a_picture, an_attachment

TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "img", "code", "pre", "blockquote"),
    *("br", "hr", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
ATTRIBUTES = {
    "href",
    "rel",
    "title",
    "src",
    "alt",
    "width",
    "height",
    "loading",
    "decoding",
    "scope",
    "class",
    "start",
    "tabindex",
}
SAFE = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//far.example)",
    "[x](/\\far.example)",
    "[x](\\/far.example)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](https://far.example/x.png "onload=alert(1)")',
    '[x](/a"onmouseover="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<!-- <b> --> &lt;script&gt;",
    "`<script>` ```<script>```",
    "| <b> |\n|--|\n| <script> |",
]
MARKS = st.text(alphabet=st.sampled_from("甲乙ab 12\n#*_[](){}<>!|`-+:/\\&;\"'.~="), max_size=120)


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attributes}
        self.addresses += [value or "" for name, value in attributes if name in {"href", "src"}]


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


def is_safe(html: str) -> bool:
    found = seen(html)
    return found.tags <= TAGS and found.attributes <= ATTRIBUTES and all(map(SAFE.match, found.addresses))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_gets_through(text):
    assert is_safe(rendered(text))


@given(text=MARKS)
@example(text="[a](<javascript:x>)")
def test_whatever_is_typed_stays_text(text):
    assert is_safe(rendered(text))
    assert is_safe(rendered(text, Language.ENGLISH))
    assert isinstance(plain(text), str)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# 一\n\n## 二", "<h2>一</h2>\n<h3>二</h3>\n"),
        ("### 一\n\n#### 二", "<h2>一</h2>\n<h3>二</h3>\n"),
        ("# 一\n\n###### 六", "<h2>一</h2>\n<h6>六</h6>\n"),
    ],
)
def test_the_highest_heading_stands_below_the_title_of_the_page(markdown, html):
    assert rendered(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**注意：**請先看", "<strong>注意：</strong>請先看"),
        ("請**「先看」**再送", "請<strong>「先看」</strong>再送"),
        ("申請*（一般）*帳號", "申請<em>（一般）</em>帳號"),
        ("2 * 3 ** 4", "2 * 3 ** 4"),
        ("snake_case_name", "snake_case_name"),
        ("**bold** and *soft*", "<strong>bold</strong> and <em>soft</em>"),
        ("**甲**與**乙**", "<strong>甲</strong>與<strong>乙</strong>"),
    ],
)
def test_chinese_needs_no_spaces_around_what_is_stressed(markdown, html):
    assert rendered(markdown) == f"<p>{html}</p>\n"


def test_a_line_broken_in_chinese_goes_on_without_a_space():
    assert rendered("請攜帶\n證件。\n請準時") == "<p>請攜帶證件。請準時</p>\n"
    assert rendered("bring\nyour 證\nid") == "<p>bring\nyour 證\nid</p>\n"


def test_a_table_names_its_columns_and_can_be_scrolled():
    html = rendered("| 項目 | 數量 |\n|:--|--:|\n| 人員 | 3 |")

    assert html.startswith('<div class="table-scroll" tabindex="0">\n<table>')
    assert html.count('scope="col"') == 2
    assert '<td class="cell-right">3</td>' in html
    assert "style" not in html


def test_only_links_to_elsewhere_are_marked_as_such(settings):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, public_url="https://portpass.example")

    assert 'rel="noopener"' in rendered("[法規](https://law.example/a)")
    assert "rel" not in rendered("[首頁](https://portpass.example/news/) [信](mailto:a@b.example) [問](/faq/)")


@pytest.mark.parametrize(
    ("address", "led"),
    [
        ("/faq/", "/en/faq/"),
        ("/en/faq/", "/en/faq/"),
        ("/staff/", "/staff/"),
        ("#end", "#end"),
        ("/english/", "/en/english/"),
    ],
)
def test_in_english_links_within_the_portal_lead_to_english_pages(address, led):
    assert f'href="{led}"' in rendered(f"[x]({address})", Language.ENGLISH)
    assert f'href="{address}"' in rendered(f"[x]({address})")


def test_facts_of_the_deployment_are_filled_in_as_they_stand(settings):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, hotline="**0800**", sender="help_desk@port.example")

    assert rendered("{hotline}") == "<p>**0800**</p>\n"
    assert 'href="mailto:help_desk@port.example">help_desk@port.example<' in rendered("[{sender}](mailto:{sender})")
    assert rendered("{nobody}") == "<p>{nobody}</p>\n"
    assert plain("請洽 {hotline}") == "請洽 **0800**"


@pytest.mark.django_db
def test_a_picture_has_its_place_and_its_words():
    picture = an_attachment(a_picture((40, 30)), name="大門 1.png", title="港口大門", title_en="The gate")

    html = rendered(f"![](file:{picture.pk}) ![正門](file:{picture.pk})")

    assert f'src="/files/{picture.pk}/%E5%A4%A7%E9%96%80%201.png"' in html
    assert 'width="40" height="30" loading="lazy"' in html
    assert re.findall('alt="([^"]*)"', html) == ["港口大門", "正門"]
    assert 'alt="The gate"' in rendered(f"![](file:{picture.pk})", Language.ENGLISH)
    assert plain(f"![正門](file:{picture.pk})") == "正門"


@pytest.mark.django_db
def test_a_link_to_a_file_leads_there_and_one_to_no_file_is_left_as_words():
    table = an_attachment(name="表.csv")

    assert rendered(f"[表格](file:{table.pk})") == f'<p><a href="{address_of(table)}">表格</a></p>\n'
    assert rendered(f"[**表格**](file:{uuid4()})") == "<p><strong>表格</strong></p>\n"
    assert rendered(f"![表格](file:{table.pk})") == "<p>表格</p>\n"


def test_plain_text_has_the_words_and_no_marks():
    text = "# 標題\n\n1. **先**登入 `x`\n2. [送出](/x/)\n\n| 甲 | 乙 |\n|--|--|\n| 丙 | 丁 |\n\n    一段\n"

    assert plain(text).split("\n") == ["標題", "先登入 x", "送出", "甲", "乙", "丙", "丁", "一段"]


def test_a_text_made_to_be_slow_is_not():
    """Each of these would take minutes with a parser that goes back and forth."""
    for piece in ("[", "![", "**甲", "> ", "`", "<a ", "[a](", "_a*"):
        rendered(piece * 5000)
