"""The name under which a file arrived: shown to people, never used as a path (U-09)."""

import re
from collections.abc import Sequence
from unicodedata import category, normalize

from django.utils.translation import gettext as _

from port.documents.enums import Kind

LONGEST = 200
ENDINGS = {
    Kind.PDF: {"pdf"},
    Kind.JPEG: {"jpg", "jpeg", "jpe", "jfif"},
    Kind.PNG: {"png"},
    Kind.HEIC: {"heic", "heif", "hif"},
}
# Controls, bidi and zero-width characters, lone surrogates, unassigned, line and paragraph separators.
# Private use stays: rare characters of Taiwanese names live there.
UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]*)$")


def clean_name(name: str) -> str:
    """The last part of the path, without what cannot be seen, at most 200 characters with the ending kept."""
    seen = "".join(character for character in normalize("NFC", name) if category(character) not in UNSEEN)
    last = next((part for part in reversed(re.split(r"[/\\]", seen)) if part.strip(" .")), "")
    tidy = " ".join(last.split()).strip(" .")
    return shortened(tidy) or _("未命名檔案")


def has_acceptable_ending(name: str) -> bool:
    """Of a cleaned name: an ending of an accepted kind, or none at all (the content decides which kind it is)."""
    ending = ENDING.search(name)
    return ending is None or any(ending[1].lower() in endings for endings in ENDINGS.values())


def named_as(name: str, kind: Kind) -> str:
    """The name with an ending that tells the truth: `scan.pdf` that is a PNG becomes `scan.pdf.png`."""
    ending = ENDING.search(name)
    honest = ending is not None and ending[1].lower() in ENDINGS[kind]
    return name if honest else shortened(f"{name}.{kind}")


def joined_name(names: Sequence[str]) -> str:
    """What a document of several files is called: the first name and how many there are."""
    if len(names) == 1:
        return names[0]
    return _("%(name)s 等 %(count)d 個檔案") % {"name": shortened(names[0], LONGEST - 20), "count": len(names)}


def shortened(name: str, longest: int = LONGEST) -> str:
    """Cut in the middle, so that the ending stays."""
    ending = ENDING.search(name)
    kept = ending[0] if ending and len(ending[0]) < longest // 2 else ""
    return name[: min(longest, len(name)) - len(kept)] + kept
