"""What every typed line must be before any other rule looks at it, and how a person is shown without being named."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and marks by category, but nothing to see on the screen (Hangul fillers, an empty braille cell …).
_BLANK_LOOKING = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
_REPLACEMENT_CHARACTER = "\ufffd"
# A typed character is at most this many code points before NFC (a Hangul syllable: 3; a stacked Latin letter: 4).
_CODE_POINTS_PER_CHARACTER = 4

_LEGAL_FORMS = ("股份有限公司", "有限公司", "公司")

_SEPARATORS = re.compile(r"[\s\-‐-―−ー]")


def clean_line(value: str, *, max_length: int) -> str:
    """One line as it may be stored: NFC, no white space around it, every run of white space inside folded to one space.

    `max_length` counts code points of the result. An empty line comes back empty: whether it may be empty is the
    field's own rule. Source: checks V-62 and R-52.

    Errors: too_long, control_character, bidi_control, invisible_character, private_character, broken_character.
    """
    line = value.strip()
    # NFC takes quadratic time on long runs of combining marks, so the length is looked at before as well.
    refuse_longer_than(max_length * _CODE_POINTS_PER_CHARACTER, line, told=max_length)
    for character in line:
        _refuse_unprintable(character)
    line = " ".join(unicodedata.normalize("NFC", line).split())
    refuse_longer_than(max_length, line)
    return line


def refuse_longer_than(limit: int, value: str, *, told: int | None = None) -> None:
    """Raise too_long when `value` has more than `limit` code points; `told` is the limit named in the sentence."""
    if len(value) > limit:
        sentence = _("內容太長，最多 %(limit)d 個字，請縮短後再試一次。")
        raise ValidationError(sentence, code="too_long", params={"limit": told or limit})


def _refuse_unprintable(character: str) -> None:
    category = unicodedata.category(character)
    if category == "Cc":
        raise ValidationError(_("內容含有換行、定位或其他控制字元，請刪除後改在同一行輸入。"), code="control_character")
    if character in _BIDI_CONTROLS:
        raise ValidationError(_("內容含有改變文字方向的隱藏字元，請刪除後重新輸入。"), code="bidi_control")
    if category == "Cf" or character in _BLANK_LOOKING:
        raise ValidationError(_("內容含有看不見的字元，請刪除後重新輸入，不要直接貼上。"), code="invisible_character")
    if category == "Co":
        raise ValidationError(
            _("內容含有自造字，其他電腦無法顯示，請改用標準字，或洽客服專線協助。"), code="private_character"
        )
    if category == "Cs" or character == _REPLACEMENT_CHARACTER:
        raise ValidationError(_("內容含有損壞的字元，請刪除後重新輸入。"), code="broken_character")


def fold_width(value: str) -> str:
    """Full-width letters, digits and signs as their plain forms (NFKC). For codes and numbers only, never for names.

    Each character is folded by itself, so the time grows with the length and no faster.
    """
    return "".join(unicodedata.normalize("NFKC", character) for character in value)


def strip_separators(value: str) -> str:
    """`value` without white space and without dashes of any kind, the way people group long numbers."""
    return _SEPARATORS.sub("", value)


def mask_email(address: str) -> str:
    """`wang@example.com` as `w***@example.com`; what is no address is masked whole."""
    local, at, domain = address.rpartition("@")
    return f"{local[0]}***@{domain}" if at and local else "***"


def mask_mobile(number: str) -> str:
    """`0912345678` as `0912***678`; what is no mobile number is masked whole."""
    return f"{number[:4]}***{number[-3:]}" if len(number) == 10 else "***"


def mask_name(name: str) -> str:
    """`王小明` as `王○明`, `王明` as `王○`, `John Smith` as `J*** S***`."""
    if name.isascii() or " " in name:
        return " ".join(f"{word[0]}***" for word in name.split())
    if len(name) <= 2:
        return f"{name[:1]}○"
    return f"{name[0]}{'○' * (len(name) - 2)}{name[-1]}"


def mask_organisation(name: str) -> str:
    """`晴海示範船務股份有限公司` as `晴海○○○○股份有限公司`: its beginning and its legal form; short names keep one character."""
    form = next((form for form in _LEGAL_FORMS if name.endswith(form)), "")
    rest = name.removesuffix(form)
    shown = 2 if len(rest) > 3 else 1
    return f"{rest[:shown]}{'○' * (len(rest) - shown)}{form}"
