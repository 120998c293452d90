"""The reasons that come with the product, and the words that a refusal is made of."""

from collections.abc import Iterable

from port.companies.enums import ReasonScope
from port.companies.models import Reason

ACCEPTED = (
    "變更事項登記表、商業登記抄本、法人登記證書、工廠登記證、公司登記證明書、學校之教育部證明函、人民團體立案證書"
)

LIBRARY = [
    Reason(
        code="D01",
        scope=ReasonScope.BOTH,
        label="營利事業登記證已停止使用",
        sentence="「營利事業登記證」自98年4月13日起停止使用，不再作為證明文件，"
        "請改提出其他最新版本之「商業登記證明文件」。",
        remedy=f"可用的文件例如：{ACCEPTED}。",
    ),
    Reason(
        code="D02",
        scope=ReasonScope.BOTH,
        label="影像無法辨識",
        sentence="公司證明文件的影像不清楚，無法辨識內容。",
        remedy="請在光線充足處重新拍攝或掃描，讓文字清楚、四邊完整，再上傳一次。",
    ),
    Reason(
        code="D03",
        scope=ReasonScope.BOTH,
        label="文件不是最新版本",
        sentence="公司證明文件不是最新版本。",
        remedy="請向登記主管機關申請最新版本的登記證明文件後再上傳。",
    ),
    Reason(
        code="D04",
        scope=ReasonScope.BOTH,
        label="公司名稱或統編與文件不符",
        sentence="填寫的公司名稱或統一編號與公司證明文件不符。",
        remedy="請對照文件上的全銜與統一編號填寫，或改上傳正確的文件。",
    ),
    Reason(
        code="D05",
        scope=ReasonScope.BOTH,
        label="文件缺頁",
        sentence="公司證明文件缺頁，內容不完整。",
        remedy="請將所有頁面一次選取上傳，系統會合併成一份文件。",
    ),
    Reason(
        code="A01",
        scope=ReasonScope.ACCOUNT,
        label="姓名不是自然人",
        sentence="帳號的姓名必須是自然人，不可為公司名稱。",
        remedy="請填寫實際使用帳號人員的姓名。",
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
    """Put the reasons that come with the product into the library; those that staff have changed since stay."""
    known = set(Reason.objects.values_list("code", flat=True))
    Reason.objects.bulk_create([reason for reason in LIBRARY if reason.code not in known])


def answer_of(reasons: Iterable[Reason], note: str) -> str:
    """What the applicant is told: each reason with the way to mend it, then the reviewer's own words; may be empty."""
    told = [f"{reason.sentence}{reason.remedy}" for reason in reasons]
    return "\n".join(part for part in [*told, note.strip()] if part)
