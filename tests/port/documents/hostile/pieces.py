"""Pieces that hostile files are made of: packed bytes that unpack to far more, chunks, and PDFs written by hand."""

import struct
import zlib
from collections.abc import Callable
from functools import wraps

import pikepdf

from tests.port.documents import builders as build

MEGABYTE = 1024 * 1024
PNG_HEAD = 33  # bytes: its first eight, and the chunk that says how large it is
PAINT = b"0.784 0 0 rg 0 0 595 842 re f"  # the red of the builders, over a page of A4


def packed(byte: int, megabytes: int) -> bytes:
    """A zlib stream of so many times one byte, made without packing them all: its middle part repeats."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes([byte]) * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    count = megabytes * MEGABYTE
    low = (1 + byte * count) % 65521
    high = (count + byte * count * (count + 1) // 2) % 65521
    return b"\x78\xda" + piece * megabytes + b"\x03\x00" + struct.pack(">HH", high, low)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(chunk: bytes) -> bytes:
    """A true picture with one chunk more, right behind its head."""
    picture = build.png()
    return picture[:PNG_HEAD] + chunk + picture[PNG_HEAD:]


def jpeg_segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg_with(*segments: bytes) -> bytes:
    """A true photo with segments more, right behind its beginning."""
    photo = build.jpeg()
    return photo[:2] + b"".join(segments) + photo[2:]


def armed(arm: Callable[[pikepdf.Pdf], None]) -> Callable[[], bytes]:
    """The red page with what `arm` adds to it, written in plain words."""

    @wraps(arm)
    def make() -> bytes:
        pdf = build.coloured_pdf(build.RED)
        arm(pdf)
        return in_plain_words(pdf)

    return make


def in_plain_words(pdf: pikepdf.Pdf, **parameters: object) -> bytes:
    return build.saved(
        pdf,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        **parameters,
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def page(entries: bytes = b"/MediaBox[0 0 595 842]") -> bytes:
    """Number 3 of a PDF written by hand: belongs to the tree 2 and shows the content 4."""
    return b"<</Type/Page/Parent 2 0 R/Contents 4 0 R%b>>" % entries


def written(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the catalog first, with a true table of where they are."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        body + head + table + b"trailer<</Root 1 0 R/Size %d%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))
    )


def one_page(
    *more: bytes, of_page: bytes = b"/MediaBox[0 0 595 842]", content: bytes = stream(PAINT), trailer: bytes = b""
) -> bytes:
    """One page by hand; `more` are the objects from number 5 on."""
    catalog, tree = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return written(catalog, tree, page(of_page), content, *more, trailer=trailer)
