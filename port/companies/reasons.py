"""The reasons that come with the product, and the words that a refusal is made of."""

import re
from collections.abc import Iterable, Mapping
from copy import copy

from port.audit.models import AuditRecord
from port.companies.enums import MendableField, ReasonScope
from port.companies.models import Reason
from port.language import Language, language_now, path_in
from port.options import options

ACCEPTED = (
    "變更事項登記表、商業登記抄本、法人登記證書、工廠登記證、公司登記證明書、學校之教育部證明函、人民團體立案證書"
)

ACCEPTED_ENGLISH = (
    "registration form of changes, business registration transcript, certificate of registration of a legal person, "
    "factory registration certificate, company registration certificate, for schools a letter of the Ministry of "
    "Education, for civil associations the certificate of establishment"
)

LIBRARY = [
    Reason(
        code="D01",
        scope=ReasonScope.BOTH,
        label="營利事業登記證已停止使用",
        sentence="「營利事業登記證」自98年4月13日起停止使用，不再作為證明文件，"
        "請改提出其他最新版本之「商業登記證明文件」。",
        remedy=f"可用的文件例如：{ACCEPTED}。",
        sentence_en="The Business Registration Certificate was abolished on 13 April 2009 and is no longer accepted as proof. "
        "Please hand in another company document in its latest version.",
        remedy_en=f"Documents that are accepted are, for example: {ACCEPTED_ENGLISH}.",
        unlocks=[MendableField.DOCUMENT],
    ),
    Reason(
        code="D02",
        scope=ReasonScope.BOTH,
        label="影像無法辨識",
        sentence="公司證明文件的影像不清楚，無法辨識內容。",
        remedy="請在光線充足處重新拍攝或掃描，讓文字清楚、四邊完整，再上傳一次。",
        sentence_en="The picture of the company document is not clear, so it cannot be read.",
        remedy_en="Please photograph or scan it again in good light, with clear letters and all four edges visible, and upload it "
        "once more.",
        unlocks=[MendableField.DOCUMENT],
    ),
    Reason(
        code="D03",
        scope=ReasonScope.BOTH,
        label="文件不是最新版本",
        sentence="公司證明文件不是最新版本。",
        remedy="請向登記主管機關申請最新版本的登記證明文件後再上傳。",
        sentence_en="The company document is not the latest version.",
        remedy_en="Please ask the registration authority for the latest version of your registration document and upload that.",
        unlocks=[MendableField.DOCUMENT],
    ),
    Reason(
        code="D04",
        scope=ReasonScope.BOTH,
        label="公司名稱或統編與文件不符",
        sentence="填寫的公司名稱或統一編號與公司證明文件不符。",
        remedy="請對照文件上的全銜與統一編號填寫，或改上傳正確的文件。",
        sentence_en="The company name or the Unified Business Number that was entered differs from the company document.",
        remedy_en="Please enter the full name and the number as they stand on the document, or upload the right document.",
        unlocks=[MendableField.COMPANY_NAME, MendableField.NUMBER, MendableField.DOCUMENT],
    ),
    Reason(
        code="D05",
        scope=ReasonScope.BOTH,
        label="文件缺頁",
        sentence="公司證明文件缺頁，內容不完整。",
        remedy="請將所有頁面一次選取上傳，系統會合併成一份文件。",
        sentence_en="Pages of the company document are missing, so it is incomplete.",
        remedy_en="Please select all pages at once when you upload; the system joins them into one document.",
        unlocks=[MendableField.DOCUMENT],
    ),
    Reason(
        code="A01",
        scope=ReasonScope.ACCOUNT,
        label="姓名不是自然人",
        sentence="帳號的姓名必須是自然人，不可為公司名稱。",
        remedy="請填寫實際使用帳號人員的姓名。",
        sentence_en="The name of the person who uses the account must be that of a natural person, not of a company.",
        remedy_en="Please enter the name of the person who really uses the account.",
        unlocks=[MendableField.NAME],
    ),
    Reason(
        code="Z99",
        scope=ReasonScope.BOTH,
        label="其他（請填寫說明）",
        sentence="",
        remedy="",
        needs_note=True,
    ),
]


def install_reasons() -> None:
    """Put the reasons that come with the product into the library; those that staff have changed since stay.

    A reason from before reasons unlocked anything is given what it unlocks, and one from before they were told in
    English is given its English, unless it says something else in Chinese by now.
    """
    known = {reason.code: reason for reason in Reason.objects.all()}
    Reason.objects.bulk_create([copy(reason) for reason in LIBRARY if reason.code not in known])
    for reason in LIBRARY:
        row = known.get(reason.code)
        missing = _missing_of(row, reason) if row else {}
        if row and missing and not AuditRecord.objects.about(row).exists():
            Reason.objects.filter(pk=row.pk).update(**missing)


def _missing_of(row: Reason, reason: Reason) -> dict[str, object]:
    """What the product has learned to say of a reason since it was installed."""
    same_words = (row.sentence, row.remedy) == (reason.sentence, reason.remedy)
    learned = ["unlocks", *(["sentence_en", "remedy_en"] if same_words else [])]
    return {name: getattr(reason, name) for name in learned if getattr(reason, name) and not getattr(row, name)}


Paragraph = list[str]
"""What is wrong, how to mend it, and where to read more: a line each, the last two only where there is something to say."""


def paragraph_of(reason: Reason) -> Paragraph:
    """A reason in the words for applicants; empty for one that leaves everything to the note."""
    parts = {"": reason.sentence, "補正方式：": reason.remedy, "說明網頁：": _whole_address(reason.help_url)}
    return _lines(parts)


def english_paragraph_of(reason: Reason) -> Paragraph:
    """The same in English; empty where the library has none."""
    if not reason.sentence_en:
        return []
    page = _whole_address(path_in(reason.help_url, Language.ENGLISH))
    return _lines({"": reason.sentence_en, "How to correct it: ": reason.remedy_en, "Read more: ": page})


def _lines(parts: Mapping[str, str]) -> Paragraph:
    told = "\n".join(f"{name}{words}" for name, words in parts.items() if words)
    return [line for line in told.splitlines() if line.strip()]


def _whole_address(help_url: str) -> str:
    """A page of our own is kept without its host, which a letter has to name."""
    return options().public_url + help_url if help_url.startswith("/") else help_url


def answer_of(reasons: Iterable[Reason], note: str) -> str:
    """What the applicant is told, a blank line between paragraphs: the reasons by their code, then the reviewer's own words.

    May be empty.
    """
    told = ["\n".join(paragraph_of(reason)) for reason in _by_code(reasons)]
    return "\n\n".join(part for part in [*told, note.strip()] if part)


def paragraphs_of(answer: str) -> list[Paragraph]:
    """The lines of an answer, one list for each paragraph."""
    return [part.strip().splitlines() for part in re.split(r"\n\s*\n", answer.strip()) if part.strip()]


def told_by_reason(answer: str, reasons: Iterable[Reason]) -> tuple[dict[Reason, Paragraph], list[Paragraph]]:
    """What a stored answer told for each of its reasons, and what the reviewer added, in the language in hand.

    The library may have other words by now; what was told stays true, and is known by its place in the answer. An answer
    is kept in Chinese. Who reads English is told the reasons in the English of today; where there is none, and for what
    the reviewer added, the Chinese stands.
    """
    paragraphs = paragraphs_of(answer)
    with_words = [reason for reason in _by_code(reasons) if paragraph_of(reason)]
    told = dict(zip(with_words, paragraphs, strict=False))
    if language_now() is Language.ENGLISH:
        told = {reason: english_paragraph_of(reason) or words for reason, words in told.items()}
    return told, paragraphs[len(with_words) :]


def paragraphs_told(answer: str, reasons: Iterable[Reason]) -> list[Paragraph]:
    """A stored answer in the language in hand: its reasons, then what the reviewer added."""
    by_reason, note = told_by_reason(answer, reasons)
    return [*by_reason.values(), *note]


def _by_code(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: reason.code)
