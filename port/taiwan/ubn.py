"""公司統編: the 統一編號 of a company, or the 機關代碼 of a government body (manual step 8)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import clean_line, fold_width, strip_separators

_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_LONGEST_TYPED = 40


def is_valid_ubn(value: str) -> bool:
    """Whether eight plain digits pass the check sum in force since 2023-04-01 (check V-60).

    The digits of the products with 1, 2, 1, 2, 1, 2, 4, 1 are added. The sum is divisible by 5; where the seventh digit
    is 7 its product 28 gives 10, of which 1 or 0 may be counted, so the sum or the sum plus one is.
    """
    if not re.fullmatch(r"[0-9]{8}", value) or value == "00000000":
        return False
    products = [int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=True)]
    total = sum(product // 10 + product % 10 for product in products)
    return total % 5 == 0 or (value[6] == "7" and (total + 1) % 5 == 0)


def clean_ubn(value: str) -> str:
    """A 統一編號 as eight plain digits; full-width digits, spaces and dashes are understood.

    Errors: required, ubn_digits, ubn_invalid, and those of `clean_line`.
    """
    number = _typed_code(value)
    if not number:
        raise ValidationError(_("請填寫公司統編。"), code="required")
    if not re.fullmatch(r"[0-9]{8}", number):
        raise ValidationError(_("統一編號是 8 位數字，請重新確認；政府機關請改選機關代碼。"), code="ubn_digits")
    if not is_valid_ubn(number):
        raise ValidationError(_("統一編號不正確，請對照公司證明文件重新輸入。"), code="ubn_invalid")
    return number


def clean_agency_code(value: str) -> str:
    """A 機關代碼 as ten characters 0-9 and A-Z, upper-cased, with at least one digit among them.

    Errors: required, agency_code_invalid, and those of `clean_line`.
    """
    code = _typed_code(value).upper()
    if not code:
        raise ValidationError(_("請填寫機關代碼。"), code="required")
    if not re.fullmatch(r"(?=.*[0-9])[0-9A-Z]{10}", code):
        raise ValidationError(
            _("機關代碼是 10 個英文字母或數字，至少含一個數字，例如 A01020000A，請重新確認。"),
            code="agency_code_invalid",
        )
    return code


def _typed_code(value: str) -> str:
    return strip_separators(fold_width(clean_line(value, max_length=_LONGEST_TYPED)))
