"""Files as people send them, and as they should not: all drawn here, none of them stored."""

import io
import struct
import uuid
import zlib
from pathlib import Path

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

from port.documents.intake.answers import Limits, Task
from port.documents.models import StoredDocument
from port.documents.workflow import stage
from port.options import options

register_heif_opener()

RED, GREEN, BLUE = (200, 0, 0), (0, 160, 0), (0, 0, 200)
A4 = (595, 842)  # points


def upload(content: bytes, name: str = "證明文件.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def staged(*contents: bytes, submission_id: uuid.UUID | None = None) -> StoredDocument:
    """The document made of these files; the names carry no ending, so the content alone decides."""
    files = [upload(content, f"檔案{number}") for number, content in enumerate(contents, 1)]
    return stage(files=files, submission_id=submission_id or uuid.uuid4())


def picture(colour: tuple[int, int, int] = RED, size: tuple[int, int] = (300, 400)) -> Image.Image:
    return Image.new("RGB", size, colour)


def encoded(image: Image.Image, file_format: str, **parameters: object) -> bytes:
    target = io.BytesIO()
    image.save(target, file_format, **parameters)
    return target.getvalue()


def jpeg(image: Image.Image | None = None, **parameters: object) -> bytes:
    return encoded(image or picture(), "JPEG", **parameters)


def png(image: Image.Image | None = None, **parameters: object) -> bytes:
    return encoded(image or picture(), "PNG", **parameters)


def heic(image: Image.Image | None = None, **parameters: object) -> bytes:
    return encoded(image or picture(), "HEIF", **parameters)


def huge_png(side: int) -> bytes:
    """A true picture of so many pixels a side, white and black, that is tiny as a file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    row = bytes(1 + (side + 7) // 8)
    pixels = b"".join([*(packer.compress(row * 100) for _ in range(side // 100)), packer.flush()])
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(*colours: tuple[int, int, int]) -> bytes:
    """A page of A4 in each colour."""
    return saved(coloured_pdf(*(colours or (RED,))))


def coloured_pdf(*colours: tuple[int, int, int], size: tuple[float, float] = A4) -> pikepdf.Pdf:
    document = pikepdf.new()
    for colour in colours:
        document.add_blank_page(page_size=size)
        paint = " ".join(str(part / 255) for part in colour)
        document.pages[-1].Contents = document.make_stream(f"{paint} rg 0 0 {size[0]} {size[1]} re f".encode())
    return document


def saved(document: pikepdf.Pdf, **parameters: object) -> bytes:
    target = io.BytesIO()
    document.save(target, **parameters)
    return target.getvalue()


def safe_pdf(document: StoredDocument) -> pikepdf.Pdf:
    with document.open_pdf() as file:
        return pikepdf.open(io.BytesIO(file.read()))


def everything_in(document: StoredDocument) -> bytes:
    return unpacked(safe_pdf(document))


def unpacked(pdf: pikepdf.Pdf) -> bytes:
    """All objects in plain words, streams unpacked."""
    return saved(
        pdf,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )


def only_image(document: StoredDocument) -> bytes:
    """The one JPEG that lies in the safe PDF of a photo, as it lies there."""
    pdf = safe_pdf(document)
    (image,) = [each.read_raw_bytes() for each in pdf.objects if each.get("/Subtype") == "/Image"]
    return image


def page_picture(document: StoredDocument, number: int = 1) -> Image.Image:
    with document.open_page(number) as file:
        return decoded(file.read())


def decoded(webp: bytes) -> Image.Image:
    return Image.open(io.BytesIO(webp), formats=["WEBP"]).convert("RGB")


def task(folder: Path, content: bytes, **limits: int) -> Task:
    """What the child is given for one file, which is written into the folder."""
    file = folder / "1"
    file.write_bytes(content)
    usual = {
        "seconds": 20,
        "memory_bytes": options().intake_memory_bytes,
        "pixels": options().upload_pixels,
        "pages": 50,
    }
    return Task(folder=str(folder), files=[str(file)], limits=Limits(**{**usual, **limits}))


def is_about(image: Image.Image, at: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    """Whether the picture has that colour at that place (parts of its width and height), as far as compression keeps it."""
    found = image.getpixel((int(at[0] * image.width), int(at[1] * image.height)))
    assert isinstance(found, tuple)
    return all(abs(one - other) < 40 for one, other in zip(found, colour, strict=True))
