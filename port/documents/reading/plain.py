"""One way of writing for what papers, people and the reader of pictures write in several."""

import re

from port.documents.reading.variants import SIGNS, VARIANTS
from port.taiwan.text import fold_width

_SPACES = re.compile(r"(?<![A-Za-z.,&])\s+|\s+(?![A-Za-z&])")
_SIGNS = re.compile(r"[\s,.·‧・•、。:()\-‐-―−_'\"「」]")


def tidy(text: str) -> str:
    """As it was written, with plain forms of full-width signs, and without spaces other than between Latin words."""
    return _SPACES.sub("", fold_width(text))


def plain(text: str) -> str:
    """As long as the tidy text, in the characters of Taiwan: what labels and titles are looked for in."""
    return tidy(text).translate(VARIANTS).translate(SIGNS)  # one for one


def bare(text: str) -> str:
    """Letters and digits alone, in one case: what two ways of writing one thing have in common."""
    return _SIGNS.sub("", plain(text)).casefold()
