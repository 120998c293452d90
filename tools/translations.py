"""Makes what Django reads (`django.mo`) of the translations that people read (`django.po`); needs no GNU gettext.

The compiled files are kept in no repository: they are made when the product is set up, and again when a translation is
newer.
"""

import os
from pathlib import Path

import polib

from tools.places import ROOT
from tools.sentences import answering

LOCALE = ROOT / "locale"


def main() -> None:
    for made in compile_translations():
        print(f"Compiled {made.relative_to(ROOT)}")


def compile_translations(locale: Path = LOCALE) -> list[Path]:
    """Compile what is missing or older than its translation; returns what was made."""
    return [_compiled(source) for source in sorted(locale.glob("*/LC_MESSAGES/*.po")) if is_outdated(source)]


def is_outdated(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compiled(source: Path) -> Path:
    """Written beside it and put in its place at once, since several programs may start at the same time."""
    compiled, draft = source.with_suffix(".mo"), source.with_suffix(f".{os.getpid()}.draft")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.rename(compiled)
    return compiled


if __name__ == "__main__":
    answering(main)
