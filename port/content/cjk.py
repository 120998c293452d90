"""Which signs are Chinese: they need no spaces between words, and punctuation stands close to them."""

import re

SIGNS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Signs of Chinese characters, as the inside of a class of a regular expression."""
WIDE = re.compile(rf"[{SIGNS}\u3000-\u303f\uff01-\uff60\u2014\u2018-\u201d\u2026]")


def is_wide(sign: str) -> bool:
    """A Chinese character, or punctuation as it stands among them."""
    return WIDE.fullmatch(sign) is not None
