"""From the bytes of a file to its format and the bytes that may be put up."""

from collections.abc import Callable, Mapping

from port.content.intake.answers import Limits, Refused, Taken, Why

PDF, PNG, JPEG, PACKAGE = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"


def take(content: bytes, name: str, limits: Limits) -> Taken:
    """What the file is and what of it is put up. Raises `Refused`.

    The content decides, not the name; only CSV, which is nothing but text, must be called so.
    """
    for beginning, taken in BY_BEGINNING.items():
        if content.startswith(beginning):
            return taken(content, limits)
    if name.lower().endswith(".csv"):
        from port.content.intake.tables import take_csv

        return take_csv(content)
    raise Refused(Why.NOT_KNOWN)


def _pdf(content: bytes, _limits: Limits) -> Taken:
    from port.content.intake.pdfs import take_pdf  # each parser is loaded when there is something for it

    return take_pdf(content)


def _picture(content: bytes, limits: Limits) -> Taken:
    from port.content.intake.pictures import take_picture

    return take_picture(content, limits)


def _package(content: bytes, limits: Limits) -> Taken:
    from port.content.intake.packages import take_package

    return take_package(content, limits)


BY_BEGINNING: Mapping[bytes, Callable[[bytes, Limits], Taken]] = {
    PDF: _pdf,
    PNG: _picture,
    JPEG: _picture,
    PACKAGE: _package,
}
