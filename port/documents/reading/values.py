"""What may stand after each label, cut out of what does."""

import re
from datetime import date

from port.documents.reading.dates import first_date
from port.documents.reading.plain import plain
from port.taiwan.ubn import is_valid_ubn

LONGEST_NAME, LONGEST_ADDRESS = 60, 100
_MISREAD = str.maketrans("OoDlI|iBSZ", "0001111852")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9OoDlI|iBSZ]{8}(?![0-9A-Za-z])")
_AGENCY = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Z]*[0-9])(?=[0-9A-Z]*[A-Z])[0-9A-Z]{10}(?![0-9A-Za-z])")
_ORGANISATION = re.compile(
    r"(?:公司|企業社|商行|商號|行號|工程行|實業社|工業社|社|行|店|號|廠|會|大學|學院|學校|中學|國小|院|所|局|署|處|部|府|中心)"
    r"(?:\([^)]*\))?$"
)
_PERSON = re.compile(r"[㐀-鿿]{2,5}(?:[·‧・•][㐀-鿿]{1,8})?|[A-Za-z][A-Za-z .,'-]{3,49}")
_COUNTY = re.compile(r"[㐀-鿿]{2}[市縣]")
_ADDRESS = re.compile(r"[㐀-鿿]{1,3}[市縣區鄉鎮].*?(?:路|街|道|段|里|村|巷|號)")
_POSTCODE = re.compile(r"^\(?\d{3,6}\)?(?=\D)")
_TAIL = re.compile(r"[,。;:、]+$")


def number_in(text: str) -> str | None:
    """The first 統一編號 of a tidy text whose check sum holds, with letters that look like digits taken for them."""
    for match in _NUMBER.finditer(text):
        digits = match[0].translate(_MISREAD)
        if is_valid_ubn(digits):
            return digits
    return None


def plain_numbers_in(text: str) -> list[str]:
    """Every 統一編號 whose check sum holds, none of its digits guessed, and which is no day written in eight digits."""
    numbers = re.findall(r"(?<![0-9A-Za-z,./第-])[0-9]{8}(?![0-9A-Za-z,./號-])", text)
    return [number for number in numbers if is_valid_ubn(number) and not _is_day(number)]


def agency_code_in(text: str) -> str | None:
    match = _AGENCY.search(text)
    return match[0] if match else None


def name_in(text: str, *, surely: bool) -> str | None:
    """The name of an organisation; `surely` when a label said so, else it must end as such names do."""
    name = _TAIL.sub("", text).strip("()") if text.count("(") != text.count(")") else _TAIL.sub("", text)
    if not 3 <= len(name) <= LONGEST_NAME or not re.search(r"[㐀-鿿]{2}|[A-Za-z]{3}", name):
        return None
    return name if surely or _ORGANISATION.search(plain(name)) else None


def person_in(text: str, *, surely: bool) -> str | None:
    """The name of a person alone: a Chinese one of two to five characters, or one in Latin letters."""
    name = re.sub(r"\([^)]*\)", "", _TAIL.sub("", text)).strip()
    return name if _PERSON.fullmatch(name) and (surely or len(name) <= 4) else None


def address_in(text: str, *, surely: bool) -> str | None:
    """Without the postcode; it must say where in the country and where in the street."""
    address = _POSTCODE.sub("", _TAIL.sub("", text))
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.search(plain(address)):
        return None
    return address if surely or _COUNTY.match(plain(address)) else None


def date_in(text: str) -> date | None:
    return first_date(plain(text))


def _is_day(digits: str) -> bool:
    return digits.startswith(("19", "20")) and first_date(f"{digits[:4]}/{digits[4:6]}/{digits[6:]}") is not None
