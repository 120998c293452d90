"""What people say, and what the texts call it. Asked for only when the words themselves find next to nothing."""

import re
from collections.abc import Mapping

from port.content.folding import folded

MEANT: Mapping[str, str] = {
    "退件|被退|不通過|沒過|駁回": "未通過",
    "補件|補資料|重送": "補正",
    "搬家|遷址|換地址": "地址變更",
    "換人|交接": "移交",
    "改名|換名稱": "名稱變更",
    "離開公司|辭職": "離職",
    "被鎖住|被鎖|鎖住|鎖定|鎖帳號|登不進去|進不去|無法登入|不能登入": "登不進",
    "查進度|查詢進度|進度查詢": "申請進度",
    "弄丟|掉了|不見了?|搞丟|證件遺失": "遺失",
    "打錯|寫錯|輸入錯|key錯": "填錯",
    "外國人|外國籍|老外|外勞|移工": "外籍",
    "幾天會好|幾天|要等多久|等多久": "多久",
    "統編": "統一編號",
    "拍照|照相|相片": "照片",
    "司機|駕駛人?|貨車|卡車|拖車|聯結車": "車輛",
    "客服電話|聯絡電話|電話號碼|打電話": "客服專線",
    "臨時證|臨時通行證|單次|一日": "當次",
    "到期|失效": "過期",
    "開除|罰單|違停|超速|被禁": "違規",
    "刪除帳號|取消帳號|關閉帳號|註銷": "停用 帳號",
    "手機換了|換手機|驗證器": "第二重驗證",
    "公司大小章|印章|委託書|授權書": "聲明",
    "教學|手冊|操作說明|圖解": "一步一步",
    "營登|營業登記證?": "營利事業登記證",
    r"lock(?:ed)?(?: out)?|blocked": "cannot log in",
    "foreign(?:er)?|crew|sailor|passport": "foreign nationals",
    "rejected|refused|declined|denied": "not approved",
    "sign (?:in|on)|signin|login": "log in",
    "sign up|signup|registration|create": "apply account",
    "lost|stolen|missing": "lost",
    "typo|mistake|mistyped|misspelled": "mistake",
    "driver|truck|lorry|car": "vehicle",
    "phone number|telephone|call|contact": "hotline",
    "2fa|mfa|otp|authenticator": "second factor",
    "tax id|vat|company number|ubn": "unified business number",
    "expired?|expiry": "expired",
    "manual|tutorial|guide": "step by step",
}
"""By what is typed (a pattern over folded text) what the texts of the product say instead."""
PATTERNS = [(re.compile(said if said[0] > "z" else rf"\b(?:{said})\b"), meant) for said, meant in MEANT.items()]


def meant_by(words: str) -> str:
    """The question in the words of the texts; the same when it has none that are called otherwise."""
    asked = folded(words)
    for pattern, meant in PATTERNS:
        asked = pattern.sub(f" {meant} ", asked)
    return asked
