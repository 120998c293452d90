"""What the facts of a record may say: codes, states, ids and hashes. A person's words never get into the record."""

import re
from collections.abc import Mapping
from typing import Any

LONGEST = 200
CODE = re.compile(r"[\x20-\x3f\x41-\x7e]*")
"""Printable ASCII but for the sign of an e-mail address: no name in Chinese, and no line break that could pass for
another line of a log (V-52, 16.4.1)."""
NUMBER_OF_SOMEBODY = re.compile(r"\+?[0-9 ()#-]{8,20}|[A-Z][0-9]{9}")
"""A phone, a 統一編號 or the number of an identity card. Ids are whole numbers in the facts, not texts."""
NUMBER_OF_NOBODY = re.compile(r"[0-9]{3}-[0-9]{4}-[0-9]{5}|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]|[0-9]{12}")
"""受理號碼, a date, and the number of a request that happens to have no letter in it."""


class NotACode(ValueError):
    """Something in the facts may be a person's words or number; which fact it was stands in the message, not what it said."""


def checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, when each of them is a code, a number, or a list or table of such. Raises `NotACode`."""
    for name, value in facts.items():
        if not _is_code(name):
            raise NotACode("The name of a fact is no code.")
        if not _is_plain(value):
            raise NotACode(f"The fact {name!a} is no code.")
    return dict(facts)


def _is_plain(value: Any) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return True
    if isinstance(value, str):
        return _is_code(value)
    if isinstance(value, Mapping):
        return all(_is_plain(each) for pair in value.items() for each in pair)
    return isinstance(value, list | tuple) and all(_is_plain(each) for each in value)


def _is_code(text: str) -> bool:
    if len(text) > LONGEST or not CODE.fullmatch(text):
        return False
    return bool(NUMBER_OF_NOBODY.fullmatch(text)) or not NUMBER_OF_SOMEBODY.fullmatch(text)
