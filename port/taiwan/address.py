"""公司地址 (manual step 11): postcode, county or city, and the rest."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import clean_line

MAX_LENGTH = 200

# First three digits of the postcodes in each of the 22 counties and cities, from the public list of Chunghwa Post.
# The numbers between a county's first and last that are not in use are not told apart.
POSTCODES: dict[str, tuple[range, ...]] = {
    "臺北市": (range(100, 117),),
    "基隆市": (range(200, 207),),
    "新北市": (range(207, 209), range(220, 254)),
    "連江縣": (range(209, 213),),
    "宜蘭縣": (range(260, 273), range(290, 291)),
    "新竹市": (range(300, 301),),
    "新竹縣": (range(302, 316),),
    "桃園市": (range(320, 339),),
    "苗栗縣": (range(350, 370),),
    "臺中市": (range(400, 440),),
    "彰化縣": (range(500, 531),),
    "南投縣": (range(540, 559),),
    "嘉義市": (range(600, 601),),
    "嘉義縣": (range(602, 626),),
    "雲林縣": (range(630, 656),),
    "臺南市": (range(700, 746),),
    "高雄市": (range(800, 853),),
    "澎湖縣": (range(880, 886),),
    "金門縣": (range(890, 897),),
    "屏東縣": (range(900, 948),),
    "臺東縣": (range(950, 967),),
    "花蓮縣": (range(970, 984),),
}

_PLAIN_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
_POSTCODE = re.compile(r"([0-9]{3})(?:[ -]?([0-9]{2,3}))?(?![0-9])[ ,，]?")
_DISTRICT = re.compile(r"[^\W\d]{1,3}?[區鄉鎮市]")


def clean_address(value: str) -> str:
    """A company's postal address such as `804004高雄市鼓山區蓬萊路10號`, at most 200 characters.

    It begins with 3, 5 or 6 digits of postcode, then one of the 22 counties and cities (台 is stored as 臺 there), then
    district and street. Full-width digits are understood. The postcode must lie in that county.

    Errors: required, postcode_missing, postcode_length, county_missing, postcode_county, district_missing,
    address_incomplete, and those of `clean_line`.
    """
    line = clean_line(value, max_length=MAX_LENGTH).translate(_PLAIN_DIGITS)
    if not line:
        raise ValidationError(_("請填寫公司地址。"), code="required")
    postcode, after_postcode = _split_postcode(line)
    county, after_county = _split_county(after_postcode)
    _refuse_foreign_postcode(postcode, county)
    _refuse_incomplete(after_county)
    return f"{postcode}{county}{after_county}"


def _split_postcode(line: str) -> tuple[str, str]:
    match = _POSTCODE.match(line)
    if match:
        return match[1] + (match[2] or ""), line[match.end() :]
    if line[0] in "0123456789":
        raise ValidationError(_("郵遞區號是 3、5 或 6 位數字，例如 804004，請重新確認。"), code="postcode_length")
    raise ValidationError(
        _("地址最前面缺少郵遞區號，請補上，例如 804004高雄市鼓山區蓬萊路10號。"), code="postcode_missing"
    )


def _split_county(rest: str) -> tuple[str, str]:
    county = rest[:3].replace("台", "臺")
    if county not in POSTCODES:
        raise ValidationError(
            _("郵遞區號後面缺少現行的縣市名稱，請補上，例如 804004高雄市鼓山區蓬萊路10號。"), code="county_missing"
        )
    return county, rest[3:].lstrip()


def _refuse_foreign_postcode(postcode: str, county: str) -> None:
    if not any(int(postcode[:3]) in numbers for numbers in POSTCODES[county]):
        raise ValidationError(
            _("郵遞區號 %(postcode)s 不在%(county)s，請確認郵遞區號或縣市。"),
            code="postcode_county",
            params={"postcode": postcode, "county": county},
        )


def _refuse_incomplete(rest: str) -> None:
    district = _DISTRICT.match(rest)
    if not district:
        raise ValidationError(
            _("縣市後面缺少鄉、鎮、市或區，請補上，例如 804004高雄市鼓山區蓬萊路10號。"), code="district_missing"
        )
    if len(rest[district.end() :].strip()) < 2:
        raise ValidationError(
            _("地址不完整，請補上路街名稱和門牌號碼，例如 804004高雄市鼓山區蓬萊路10號。"), code="address_incomplete"
        )
