"""Text as a search compares it: whoever types 台 finds 臺, whoever types ＡＢＣ finds abc."""

import re
from unicodedata import normalize

from port.content.cjk import SIGNS
from port.taiwan.variants import SAME

RUN = re.compile(rf"(?P<chinese>[{SIGNS}]+)|(?P<word>(?:(?![{SIGNS}])[^\W_])+)")
HYPHENATED = re.compile(r"\be-(?=mail)")
LONGEST_TERM = 40
SHORTEST_PLURAL = 4


def folded(text: str) -> str:
    """In one form of each sign and in small letters; folding again changes nothing."""
    once = normalize("NFKC", normalize("NFKC", text).casefold()).translate(SAME)
    return HYPHENATED.sub("e", once)


def terms_of(text: str) -> frozenset[str]:
    """Of Chinese each two neighbouring signs, or the one that stands alone; of other scripts each word, without its plural."""
    return frozenset(term for run in RUN.finditer(folded(text)) for term in _terms(run))


def signs_of(text: str) -> frozenset[str]:
    """Each Chinese sign by itself: whoever types only 船 finds titles with it."""
    return frozenset(sign for run in RUN.finditer(folded(text)) if run["chinese"] for sign in run["chinese"])


def _terms(run: re.Match[str]) -> list[str]:
    if run["word"]:
        return [_singular(run["word"])[:LONGEST_TERM]]
    signs = run["chinese"]
    return [signs] if len(signs) == 1 else [signs[at : at + 2] for at in range(len(signs) - 1)]


def _singular(word: str) -> str:
    """Enough for English nouns: companies, addresses, passes, accounts."""
    if len(word) < SHORTEST_PLURAL or not word.isascii() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")
