"""What the files of one document are called inside its folder. Numbers count from 1."""

from port.documents.intake.answers import Kind

PDF = "document.pdf"
TEXT = "text.json"


def original(number: int, kind: Kind) -> str:
    return f"original-{number}.{kind}"


def page(number: int) -> str:
    return f"page-{number:03}.webp"


def thumbnail(number: int) -> str:
    return f"thumb-{number:03}.webp"


def all_names(*, pages: int, kinds: list[Kind]) -> list[str]:
    """Everything that a document of that many pages, made from those originals, consists of."""
    pictures = [name(number) for number in range(1, pages + 1) for name in (page, thumbnail)]
    return [PDF, TEXT, *(original(number, kind) for number, kind in enumerate(kinds, 1)), *pictures]
