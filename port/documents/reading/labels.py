"""The words that papers have before their facts."""

import re
from collections.abc import Iterable
from enum import StrEnum

from port.documents.reading.plain import plain


class Field(StrEnum):
    NUMBER = "number"
    COMPANY_NAME = "company_name"
    REPRESENTATIVE = "representative"
    ADDRESS = "address"
    ISSUED_ON = "issued_on"


# The likelier a label is to mean the organisation itself, the further left it stands.
LABELS: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        *("統一編號", "公司統一編號", "商業統一編號", "營利事業統一編號", "扣繳單位統一編號", "扣繳統一編號"),
        *("機關代碼", "機關代號", "統編"),
    ),
    Field.COMPANY_NAME: (
        *("公司名稱", "商業名稱", "法人名稱", "工廠名稱", "團體名稱", "學校名稱", "營利事業名稱", "機關名稱"),
        *("廠名", "校名", "名稱", "受文者"),
    ),
    Field.REPRESENTATIVE: (
        *("代表公司負責人", "公司負責人", "代表人姓名", "代表人", "工廠負責人姓名", "工廠負責人", "負責人姓名"),
        *("負責人", "代表法人之董事", "董事長姓名", "董事長", "理事長姓名", "理事長", "校長姓名", "校長"),
    ),
    Field.ADDRESS: (
        *("公司所在地", "公司地址", "商業所在地", "營業所在地", "工廠地址", "廠址", "會址", "校址", "學校地址"),
        *("主事務所", "事務所", "團體地址", "所在地", "地址"),
    ),
    Field.ISSUED_ON: (
        *("核發日期", "發證日期", "發給日期", "發文日期", "抄錄日期", "核准登記日期文號", "最後核准變更日期"),
        *("核准變更日期", "變更日期", "核准登記日期", "設立登記日期", "核准設立日期"),
        *("核准日期", "登記日期", "成立日期"),
    ),
}
# Labels of numbers and lines that are none of the above: what stands beside them belongs to them.
OTHERS = (
    *("登記編號", "工廠登記編號", "預查編號", "公司預查編號", "電話", "聯絡電話", "公司聯絡電話", "傳真", "發文字號"),
    *("資本額", "資本總額", "財產總額", "每股金額", "組織", "組織類型", "組織型態", "現況", "公司狀況", "登記機關"),
    *("營業項目", "產業類別", "主要產品", "變更事項", "備註", "承辦人", "速別", "主旨", "說明", "董事人數任期"),
)
REST_OF_A_LABEL = 16  # characters, such as a telephone number in the same line
_ENTRY = re.compile(r"(?:[一二三四五六七八九十\d]{1,2}[、.,])?(?:\([^)]{1,8}\))?")
_AFTER = re.compile(r"(?:\([^)]{1,8}\))?\d?(?P<colon>[:.]?)")
_KNOWN = re.compile(
    "統一編號|機關代碼|名稱|負責人|代表人|所在地|地址|董事長|理事長|校長|登記|證明書|證書|抄本|日期|主旨|中華民國|有限公司"
)
_BY_LENGTH = sorted(
    ((word, field) for field, words in LABELS.items() for word in words), key=lambda pair: -len(pair[0])
)


def count_known(texts: Iterable[str]) -> int:
    """How many of the lines have a word that such papers have."""
    return sum(1 for text in texts if _KNOWN.search(plain(text)))


def label_at_start(text: str) -> tuple[Field, str, str, bool] | None:
    """Field, label, what follows it in the (plain) text, and whether a colon stands between; None without a label."""
    start = _ENTRY.match(text)
    begin = start.end() if start else 0
    for word, field in _BY_LENGTH:
        if text.startswith(word, begin):
            after = _AFTER.match(text, begin + len(word))
            end = after.end() if after else begin + len(word)
            return field, word, text[end:], bool(after and after["colon"])
    return None


def begins_an_entry(text: str) -> bool:
    """Whether the (plain) text begins with the number of an entry, such as `二、`."""
    return bool(re.match(r"[一二三四五六七八九十\d]{1,2}[、.]", text))


def is_label(text: str) -> bool:
    """Whether the (plain) text is a label, or begins with one and a colon: what stands there is nobody's value."""
    found = label_at_start(text)
    if found:
        return found[3] or not found[2]
    start = _ENTRY.match(text)
    rest = text[start.end() if start else 0 :]
    return any(rest.startswith(word) and len(rest) <= len(word) + REST_OF_A_LABEL for word in OTHERS)
