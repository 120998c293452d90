"""What the portal tells when it is new: both languages, the same in both, and in the words that were agreed upon."""

import re
from collections import Counter

import pytest
from django.urls import resolve
from django.utils.translation import override

from port.content.advice import links_in
from port.content.checks import cautions, why_not_publish
from port.content.enums import TOPICS, EntryKind, Topic
from port.content.library import TEXTS, ProductText, product_texts
from port.content.markdown import plain
from port.content.parsing import parse
from port.content.placeholders import NAME, filled, known_values
from port.language import Language
from port.upkeep.retention import PERIODS

ALL = list(product_texts())
NAMES = {(text.kind, text.draft.slug) for text in ALL}
ADDRESSED = {"faq_item": EntryKind.FAQ, "download": EntryKind.DOWNLOAD, "page": EntryKind.PAGE}
"""Addresses that name a text."""

PAGES = {"privacy", "security", "open-data", "accessibility", "how-to-apply", "what-to-prepare"}
PARTS_OF_PRIVACY = 7

GLOSSARY = {
    "一般帳號": "general account",
    "共用帳號": "shared account",
    "統一編號": "Unified Business Number",
    "機關代碼": "agency code",
    "受理號碼": "reference number",
    "公司證明文件": "company document",
    "營利事業登記證": "Business Registration Certificate",
    "商業登記抄本": "business registration transcript",
    "變更事項登記表": "registration form of changes",
    "補正連結": "correction link",
    "Email 驗證": "verif",
    "審核人員": "reviewer",
    "申請進度": "application progress",
    "基本資料維護": "company and personal data",
    "工作清單": "worklist",
    "移交": "hand-over",
    "第二重驗證": "second factor",
    "驗證器 App": "authenticator app",
    "通行密鑰": "passkey",
    "備用碼": "recovery code",
    "不是我」": "It was not me",
    "個資同意使用": "consent to the use of personal data",
    "授權聲明": "declaration of authorisation",
    "危害告知": "hazard notice",
    "個資權利": "personal data rights",
    "意見信箱": "feedback mailbox",
    "客服專線": "hotline",
    "工作天": "working day",
    "定期通行證": "regular pass",
    "當次通行證": "single-entry pass",
}
NOT_OUR_CHINESE = (
    *("帳戶", "賬", "登陸", "登錄系統", "密碼重置", "用戶", "使用者名稱"),
    *("電子郵件", "電郵", "E-mail", "e-mail", "通知郵件", "通知函"),
    *("服務專線", "服務電話", "受理編號", "案件編號", "補件", "駁回", "審查人員"),
    *("雙重驗證", "兩步驟驗證", "二階段驗證", "備援碼", "復原碼", "金鑰登入"),
    *("台灣", "台北", "台中", "信息", "視頻", "軟件", "網絡", "鏈接", "點擊這裡"),
)
NOT_OUR_ENGLISH = re.compile(
    r"\bsign(?:ed|ing)?[ -]in\b(?! service)|\blog-in\b|\blogon\b|e-mail|username|user name|\bpermits? to enter the port"
    r"|authoriz|organiz|recogniz|inquir|\bcolor|\bcenter|\blicense|favorite|two-factor|2fa|help ?desk|call cent"
    r"|tax id|gui number|verification mail|\btranscripts? of business",
    re.IGNORECASE,
)
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff5e\u3000-\u303f]")
SIMPLIFIED_IN_BIG5 = set("个么与万从丰")
FILLER = re.compile(r"lorem|ipsum|dolor sit|xxx|tbd|待補|示範文字|測試內容", re.IGNORECASE)


def called(text: ProductText) -> str:
    return f"{text.kind}/{text.draft.slug}"


def chinese_of(text: ProductText) -> str:
    return f"{text.draft.title}\n{text.draft.summary}\n{text.draft.body}"


def english_of(text: ProductText) -> str:
    return f"{text.draft.title_en}\n{text.draft.summary_en}\n{text.draft.body_en}"


def addresses(body: str) -> set[str]:
    return {link.address for link in links_in(parse(body))}


def numbers_named(words: str) -> set[str]:
    """Placeholders that stand for the same in both languages."""
    return {match[1] for match in NAME.finditer(words) if known_values()[match[1]].isdecimal()}


every_text = pytest.mark.parametrize("text", ALL, ids=called)


@pytest.mark.django_db
@every_text
def test_a_text_can_be_published_as_it_is_and_no_editor_would_advise_otherwise(text: ProductText) -> None:
    assert why_not_publish(text.kind, text.draft) == []
    assert cautions(text.kind, text.draft) == []


@every_text
def test_a_text_says_everything_in_both_languages(text: ProductText) -> None:
    draft = text.draft

    assert all((draft.title, draft.summary, draft.body, draft.title_en, draft.summary_en, draft.body_en))
    assert bool(text.change) == bool(text.change_en)
    assert draft.body.count("\n## ") == draft.body_en.count("\n## ")
    assert draft.body.count("\n| ") == draft.body_en.count("\n| ")
    assert numbers_named(chinese_of(text)) == numbers_named(english_of(text))
    assert not WIDE.search(english_of(text))


@every_text
def test_every_placeholder_stands_for_something(text: ProductText) -> None:
    assert "{" not in filled(chinese_of(text))
    with override(Language.ENGLISH):
        assert not re.search(r"[{}]|[\u2e80-\u9fff]", filled(english_of(text)))


@every_text
def test_links_lead_to_pages_that_are_there_and_to_the_same_in_both_languages(text: ProductText) -> None:
    chinese, english = addresses(text.draft.body), addresses(text.draft.body_en)
    inner = {address for address in chinese if address.startswith("/")}

    assert inner == {address for address in english if address.startswith("/")}
    for address in inner:
        found = resolve(address)
        if kind := ADDRESSED.get(found.url_name or ""):
            assert (kind, found.kwargs["slug"]) in NAMES, address
    assert [each for each in (chinese | english) - inner if not each.startswith("https://law.moj.gov.tw/")] == []


@every_text
def test_a_text_is_finished_and_in_traditional_characters(text: ProductText) -> None:
    chinese = chinese_of(text)

    assert not FILLER.search(chinese + english_of(text))
    assert [sign for sign in chinese if not sign.encode("cp950", errors="ignore")] == []
    assert SIMPLIFIED_IN_BIG5.isdisjoint(chinese)


@every_text
def test_the_same_thing_has_the_same_name_everywhere(text: ProductText) -> None:
    chinese, english = chinese_of(text), english_of(text).lower()

    assert [word for word in NOT_OUR_CHINESE if word in chinese] == []
    assert NOT_OUR_ENGLISH.findall(english) == []
    assert [name for name, ours in GLOSSARY.items() if name in chinese and ours.lower() not in english] == []


@every_text
def test_titles_and_summaries_fit_where_they_stand(text: ProductText) -> None:
    draft = text.draft

    assert len(filled(draft.title)) <= 40
    assert len(filled(draft.title_en)) <= 90
    assert len(filled(draft.summary)) <= 80
    assert len(filled(draft.summary_en)) <= 180


@pytest.mark.parametrize("text", [text for text in ALL if text.kind != EntryKind.NOTICE], ids=called)
def test_sentences_are_short(text: ProductText) -> None:
    """What a list or a table holds is parted by its lines. The notices are in the words of the manual."""
    sentences = re.split(r"[。？！：；\n|]", plain(text.draft.body))

    assert [sentence for sentence in sentences if len(sentence.strip()) > 75] == []


def test_each_question_has_an_address_of_its_own() -> None:
    slugs = Counter(text.draft.slug.casefold() for text in ALL if text.kind == EntryKind.FAQ)

    assert max(slugs.values()) == 1
    assert sum(slugs.values()) >= 45
    assert max(Counter((text.kind, text.draft.title) for text in ALL).values()) == 1


def test_every_topic_has_answers_each_in_a_place_of_its_own() -> None:
    questions = [text.draft for text in ALL if text.kind == EntryKind.FAQ]
    places = Counter((draft.topic, draft.position) for draft in questions)

    assert {Topic(draft.topic) for draft in questions} == set(TOPICS[EntryKind.FAQ])
    assert min(Counter(draft.topic for draft in questions).values()) >= 4
    assert max(places.values()) == 1


def test_the_pages_of_the_footer_and_the_guides_are_there() -> None:
    assert {slug for kind, slug in NAMES if kind == EntryKind.PAGE} == PAGES
    assert len([kind for kind, _slug in NAMES if kind == EntryKind.RULES]) == 1


def test_the_privacy_policy_has_its_seven_parts() -> None:
    (policy,) = (text.draft for text in ALL if text.draft.slug == "privacy")

    assert len(re.findall(r"^## [一二三四五六七]、", policy.body, re.MULTILINE)) == PARTS_OF_PRIVACY
    assert len(re.findall(r"^## [1-7]\. ", policy.body_en, re.MULTILINE)) == PARTS_OF_PRIVACY


@pytest.mark.parametrize(
    ("model", "chinese", "english"),
    [
        ("letters.Letter", "| 寄給您的信 | 寄出後 {} 年 |", "| Letters sent to you | {} year after"),
        ("accounts.SignIn", "| 登入的裝置紀錄 | 登入結束後 {} 年 |", "| Devices that were logged in | {} year after"),
        ("registration.AccountApplication", "補正的申請 | 審核結果後 {} 年 |", "never corrected | {} years after"),
        ("companies.CompanyDocument", "| 未通過的證明文件 | 送出後 {} 年 |", "documents not approved | {} years after"),
        ("changes.ChangeRequest", "| 變更申請、個資請求 | 提出後 {} 年 |", "about personal data | {} years after"),
        ("rights.RightsRequest", "| 變更申請、個資請求 | 提出後 {} 年 |", "about personal data | {} years after"),
        ("bindings.Binding", "| 共用帳號的綁定 | 解除後 {} 年 |", "general accounts | {} years after"),
        ("accounts.User", "| 終止的帳號 | 終止後 {} 年", "| Accounts that ended | {} years after"),
    ],
)
def test_the_privacy_policy_tells_how_long_each_thing_is_kept(model: str, chinese: str, english: str) -> None:
    (policy,) = (text.draft for text in ALL if text.draft.slug == "privacy")
    period = next(period for period in PERIODS if period.model == model)
    years = period.keep.days // 365

    assert chinese.format(years) in policy.body
    assert english.format(years) in policy.body_en


def test_every_english_file_lies_beside_its_chinese_one() -> None:
    alone = [path for path in TEXTS.glob("*/*.en.md") if not path.with_name(path.name.replace(".en.", ".")).is_file()]

    assert alone == []
