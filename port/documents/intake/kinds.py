"""What a file is, by its first bytes. Decoding it in full afterwards is what proves it (U-03)."""

from pathlib import Path

from port.documents.intake.answers import Kind

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def kind_of(path: Path) -> Kind | None:
    """None is anything that is not on this list; a PDF must begin at the first byte, so that nothing hides before it."""
    with path.open("rb") as file:
        head = file.read(12)
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return Kind.HEIC
    return None
