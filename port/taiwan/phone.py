"""手機電話 and 公司電話 (manual steps 4 and 9)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import clean_line, fold_width, strip_separators

_LONGEST_TYPED = 60
_COUNTRY_CODE = re.compile(r"(?:\+|00)?8860?(?=[1-9]\d{7})", re.ASCII)
_EXTENSION_MARK = re.compile(r"(?:#|分機|轉|ext(?:ension)?\.?|:)+", re.IGNORECASE)

# Area codes and lengths of the national numbering plan. Longer area codes stand before the shorter ones they begin
# with. No local number begins with 0; those of 彰化, the seven-digit ones under 04, begin with 7 or 8.
_NUMBER = re.compile(
    r"(0826|0836)([1-9]\d{4})"  # 烏坵, 馬祖
    r"|(037|082|089)([1-9]\d{5})"  # 苗栗, 金門, 臺東
    r"|(049)([1-9]\d{6})"  # 南投
    r"|(02)([1-9]\d{7})"  # 臺北, 新北, 基隆
    r"|(04)([1-9]\d{7}|[78]\d{6})"  # 臺中, 彰化
    r"|(03|05|06|07|08)([1-9]\d{6})"
    r"|(0800|0809)(\d{3})(\d{3})"  # toll-free
    r"|(070)(\d{4})(\d{4})"  # internet telephony
    r"|(09\d{2})(\d{3})(\d{3})",  # mobile
    re.ASCII,
)


def clean_mobile(value: str) -> str:
    """A Taiwanese mobile number as `09` and eight plain digits.

    Full-width digits, spaces, dashes, brackets and `+886 9…` are understood. Source: check V-62.
    Errors: required, mobile_invalid, and those of `clean_line`.
    """
    number = _national(fold_width(clean_line(value, max_length=_LONGEST_TYPED)))
    if not number:
        raise ValidationError(_("請填寫手機電話。"), code="required")
    if not re.fullmatch(r"09[0-9]{8}", number):
        raise ValidationError(_("手機電話是 09 開頭的 10 位數字，例如 0912345678，請重新輸入。"), code="mobile_invalid")
    return number


def clean_company_phone(value: str) -> str:
    """Any Taiwanese number a company may be called on, as `02-24206100#123`, `0809-088-568` or `0912-345-678`.

    Landlines, mobiles, toll-free 0800 and 0809, and 070 are known. An extension (1 to 6 digits) may be written `#123`,
    `分機 123`, `轉 123` or `ext. 123`. An area code is needed: without it a number may be read as another one.

    Judged by area code and length alone. The `phonenumbers` library is not asked, because it refuses the manual's own
    example 02-12345678#12345 (in use, no Taipei number begins with 1) and accepts numbers that nobody can call, such as
    02-2420610 with its seven digits or 24206100 without an area code.

    Errors: required, phone_area_code_missing, phone_invalid, phone_extension, and those of `clean_line`.
    """
    typed = fold_width(clean_line(value, max_length=_LONGEST_TYPED))
    if not typed:
        raise ValidationError(_("請填寫公司電話。"), code="required")
    number, *extensions = _EXTENSION_MARK.split(strip_separators(typed))
    display = _grouped(_national(number))
    if not extensions:
        return display
    if len(extensions) > 1 or not re.fullmatch(r"[0-9]{1,6}", extensions[0]):
        raise ValidationError(
            _("分機請填一組 1 到 6 位數字，寫在 # 之後，例如 02-12345678#12345。"), code="phone_extension"
        )
    return f"{display}#{extensions[0]}"


def _grouped(number: str) -> str:
    match = _NUMBER.fullmatch(number)
    if match:
        return "-".join(part for part in match.groups() if part)
    if re.fullmatch(r"[1-9][0-9]{4,7}", number):
        raise ValidationError(_("公司電話缺少區域號碼，請補上，例如 02-12345678。"), code="phone_area_code_missing")
    raise ValidationError(
        _("這不是臺灣的電話號碼，請填寫區域號碼和電話，例如 02-12345678#12345。"), code="phone_invalid"
    )


def _national(typed: str) -> str:
    """The digits as dialled inside Taiwan, beginning with 0. What is no number comes back as it is."""
    number = re.sub(r"[()./]", "", strip_separators(typed))
    match = _COUNTRY_CODE.match(number)
    return f"0{number[match.end() :]}" if match else number
