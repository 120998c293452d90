"""The texts that come with the product: dated files beside this module, published as they stand."""

from datetime import date
from pathlib import Path

from port.consents.enums import NoticeKind
from port.consents.models import NoticeText
from port.consents.workflow import publish

TEXTS = Path(__file__).parent / "texts"


def publish_texts() -> list[NoticeText]:
    """Publish each `<kind>.<民國 year>.<month>.<day>.txt`; what is out already stays."""
    return [_publish(path) for path in sorted(TEXTS.glob("*.txt"))]


def _publish(path: Path) -> NoticeText:
    kind, year, month, day = path.stem.split(".")
    return publish(
        kind=NoticeKind(kind),
        version=f"{year}.{month}.{day}",
        body=path.read_text(encoding="utf-8").strip(),
        effective_on=date(int(year) + 1911, int(month), int(day)),
    )
