"""A JPEG inside a PDF loses what is beside its picture, and not one pixel."""

import io

import pytest
from PIL import Image

from port.documents.intake.jpegs import bare_jpeg
from tests.port.documents import builders as build
from tests.port.documents.hostile.photos import exif
from tests.port.documents.hostile.shelf import EVIL

NOISE = Image.effect_noise((64, 48), 90).convert("RGB")


def pixels(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    image.load()
    return image


@pytest.mark.parametrize(
    ("mode", "how"),
    [
        ("RGB", {}),
        ("RGB", {"progressive": True}),
        ("RGB", {"restart_marker_blocks": 1}),
        ("RGB", {"keep_rgb": True}),
        ("L", {}),
        ("CMYK", {}),
    ],
)
def test_no_pixel_changes(mode: str, how: dict[str, object]) -> None:
    photo = build.jpeg(NOISE.convert(mode), exif=exif(), comment=EVIL, icc_profile=EVIL, **how) + EVIL

    bare = bare_jpeg(photo)

    assert EVIL in photo
    assert EVIL not in bare
    assert len(pixels(bare).getexif()) == 0
    assert (pixels(bare).mode, pixels(bare).tobytes()) == (mode, pixels(photo).tobytes())


def test_a_jpeg_that_is_cut_gets_an_end() -> None:
    photo = build.jpeg(NOISE)

    assert bare_jpeg(photo[:-200]).endswith(b"\xff\xd9")


def test_what_says_a_wrong_length_is_no_way_around() -> None:
    assert bare_jpeg(b"\xff\xd8\xff\xfe\xff\xff" + EVIL) == b"\xff\xd8\xff\xd9"
    assert EVIL not in bare_jpeg(b"\xff\xd8" + EVIL + build.jpeg(NOISE)[2:])


@pytest.mark.parametrize("content", [b"", b"\xff", EVIL])
def test_what_is_no_jpeg_stays_as_it_is(content: bytes) -> None:
    assert bare_jpeg(content) == content


def test_twenty_megabytes_of_markers_take_no_time() -> None:
    assert bare_jpeg(b"\xff\xd8" + b"\xff" * 20_000_000) == b"\xff\xd8\xff\xd9"
