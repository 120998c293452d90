"""姓名 of a person and 公司名稱 of an organisation (manual steps 3 and 10)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import clean_line, fold_width

PERSON_MAX_LENGTH = 50
ORGANISATION_MAX_LENGTH = 100

_COMPANY_WORDS = re.compile(
    "公司|企業社|企業行|有限|股份|商行|商號|行號|工程行|工業社|實業社|報關行|貨運行|事務所|工作室"
    "|合作社|協會|公會|工會|商會|學會|基金會|財團法人|社團法人|集團"
)
# "Co" alone is a family name, so it counts only with its full stop.
_ENGLISH_COMPANY_WORDS = re.compile(
    r"\b(?:company|corporation|corp|incorporated|inc|limited|ltd|llc)\b|\bco\.", re.IGNORECASE
)
_SIGNS_IN_NAMES = frozenset(" ·‧・•.．,'’-‐()（）")


def clean_person_name(value: str) -> str:
    """A natural person's name, at most 50 characters: letters of any script, spaces, `·` and the like (check V-62).

    Errors: required, name_is_company, name_digit, name_character, name_without_letter, and those of `clean_line`.
    """
    name = clean_line(value, max_length=PERSON_MAX_LENGTH)
    if not name:
        raise ValidationError(_("請填寫姓名。"), code="required")
    if _sounds_like_a_company(name):
        raise ValidationError(_("姓名必須是自然人，不可為公司名稱，請填寫帳號人員的姓名。"), code="name_is_company")
    if any(character.isdigit() for character in name):
        raise ValidationError(_("姓名不可含有數字，請重新輸入。"), code="name_digit")
    if not all(_is_letter(character) or character in _SIGNS_IN_NAMES for character in name):
        raise ValidationError(_("姓名只能有文字、空格和間隔號（·），請刪除其他符號。"), code="name_character")
    _refuse_without_letter(name)
    return name


def clean_organisation_name(value: str) -> str:
    """The full name of a company or government body, at most 100 characters, with at least one letter.

    Errors: required, name_without_letter, and those of `clean_line`.
    """
    name = clean_line(value, max_length=ORGANISATION_MAX_LENGTH)
    if not name:
        raise ValidationError(_("請填寫公司名稱（全銜）。"), code="required")
    _refuse_without_letter(name)
    return name


def _sounds_like_a_company(name: str) -> bool:
    plain = fold_width(name)
    return bool(_COMPANY_WORDS.search(plain.replace(" ", "")) or _ENGLISH_COMPANY_WORDS.search(plain))


def _refuse_without_letter(name: str) -> None:
    if not any(_is_letter(character) for character in name):
        raise ValidationError(_("名稱至少要有一個文字，請重新輸入。"), code="name_without_letter")


def _is_letter(character: str) -> bool:
    """Letters, the marks on them, and 〇; also rare Han characters newer than Python's table of Unicode."""
    return unicodedata.category(character)[0] in "LM" or character == "〇" or 0x20000 <= ord(character) <= 0x3FFFD
