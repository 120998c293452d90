"""The texts that come with the product: dated files beside this module, published as they stand.

The Chinese text is the one that counts and the only one that is published. Beside it may lie a reading version in
another language, `<kind>.<version>.<language>.txt`, for those who read no Chinese.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from port.consents.enums import NoticeKind
from port.consents.models import NoticeText
from port.consents.workflow import publish
from port.language import Language

TEXTS = Path(__file__).parent / "texts"


def publish_texts() -> list[NoticeText]:
    """Publish each `<kind>.<民國 year>.<month>.<day>.txt`; what is out already stays."""
    return [_publish(path) for path in _texts_that_count()]


def reading_version(text: NoticeText, language: Language) -> NoticeText | None:
    """The same in another language, as a courtesy, never saved and never acknowledged.

    None where nobody has translated these very words, and for the language of the text itself.
    """
    original, translation = _path(text), _path(text, language)
    if language == text.language or not (original.is_file() and translation.is_file()):
        return None
    if NoticeText.hash_of(_words(original)) != text.sha256:
        return None
    return NoticeText(
        kind=text.kind,
        version=text.version,
        language=language,
        body=_words(translation),
        effective_on=text.effective_on,
    )


def _texts_that_count() -> Iterator[Path]:
    """Without the reading versions, whose names have one part more."""
    return (path for path in sorted(TEXTS.glob("*.txt")) if path.stem.count(".") == 3)


def _path(text: NoticeText, language: Language | None = None) -> Path:
    parts = [text.kind, text.version, *([language] if language else []), "txt"]
    return TEXTS / ".".join(parts)


def _publish(path: Path) -> NoticeText:
    kind, year, month, day = path.stem.split(".")
    return publish(
        kind=NoticeKind(kind),
        version=f"{year}.{month}.{day}",
        body=_words(path),
        effective_on=date(int(year) + 1911, int(month), int(day)),
    )


def _words(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()
