"""What the manual says itself, in both languages; what the product says is read from its pages."""

from collections.abc import Mapping
from typing import NamedTuple

from port.language import Language


class Said(NamedTuple):
    """`{label}` and other names in braces are filled with what stands on the page; `{{name}}` stays for the operator's words."""

    chinese: str
    english: str

    def within(self, language: Language) -> str:
        return self.english if language is Language.ENGLISH else self.chinese

    def filled(self, language: Language, read: Mapping[str, str]) -> str:
        return self.within(language).format_map({name: f"**{value}**" for name, value in read.items()})


def say(chinese: str, english: str = "") -> Said:
    """Without English for what is for staff alone."""
    return Said(chinese, english)
