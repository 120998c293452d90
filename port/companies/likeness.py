"""When two ways of writing say the same: names and addresses as people type them and as papers print them. Pure."""

import re

from port.documents.reading.plain import bare, plain

FORMS = re.compile("股份有限公司|有限公司|兩合公司|無限公司|公司")
ORGANISATION = re.compile("(?:公司|社|行|號|店|廠|場|會|院|所|局|處|署|部|校|學|中心|幼兒園)$")
HAN = re.compile(r"[〇\u3400-\u9fff\U00020000-\U0003fffd]+")
IN_CHINESE = re.compile(rf"[^a-z]*{HAN.pattern}[^a-z]*")

_SHARES = re.compile(r"\(股\)公司?")
_POSTCODE = re.compile(r"^\W*\d{3}(?:[ -]?\d{2,3})?(?!\d)\)?")
_NEIGHBOURHOOD = re.compile(r"\d+鄰")
_VILLAGE = re.compile(r"(?<=[區鄉鎮市])[^\d區鄉鎮市路街段巷弄號]{1,3}[里村](?![區鄉鎮市路街])")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百]+(?=[路街段鄰巷弄號樓之室]|$)")
_BEFORE_NUMBER = re.compile(r"(\d+)[-‐-―−之](\d+)號")
_AFTER_NUMBER = re.compile(r"(\d+)號[-‐-―−之](\d+)")
_FLOOR = re.compile(r"(\d+)[fF](?![A-Za-z])")
_DIGITS = {digit: value for value, digits in enumerate(("〇零", *"一二三四五六七八九")) for digit in digits}


def distance(one: str, other: str) -> int:
    """How many characters must be changed, added or left out to make one of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for place, character in enumerate(one, 1):
        diagonal, row[0] = row[0], place
        for column, opposite in enumerate(other, 1):
            diagonal, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, diagonal + (character != opposite)),
            )
    return row[-1]


def likeness(one: str, other: str) -> float:
    """1 for the same, 0 for nothing in common."""
    longest = max(len(one), len(other))
    return 1 - distance(one, other) / longest if longest else 1.0


def bare_name(name: str) -> str:
    """Without signs and width, with （股）公司 written out."""
    return bare(_SHARES.sub("股份有限公司", plain(name)))


def core_of(name: str) -> str:
    """What tells one bare name from another: 股份有限公司 and the like say little, and make all names alike."""
    return FORMS.sub("", name) or name


def bare_address(address: str) -> str:
    """Without postcode, 里 and 鄰, with one way of writing numbers: 二段 as 2段, 1-2號 and 1號之2 as 1之2號, 3F as 3樓."""
    text = _AFTER_NUMBER.sub(r"\1之\2號", _POSTCODE.sub("", plain(address)))
    text = _NUMERAL.sub(lambda numeral: str(_number(numeral[0])), text)
    text = _VILLAGE.sub("", _NEIGHBOURHOOD.sub("", text))
    text = _AFTER_NUMBER.sub(r"\1之\2號", _BEFORE_NUMBER.sub(r"\1之\2號", text))
    return bare(_FLOOR.sub(r"\1樓", text))


def _number(numeral: str) -> int:
    """十二 is 12, 二十 is 20, 一百零五 is 105; figures set side by side (二〇五) are read as such."""
    if not set(numeral) & set("十百"):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    total, figure = 0, 0
    for sign in numeral:
        if sign in _DIGITS:
            figure = _DIGITS[sign]
            continue
        total, figure = total + (figure or 1) * (10 if sign == "十" else 100), 0
    return total + figure
