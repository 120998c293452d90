"""Pictures that are cut, that lie about their size, or that cost far more to draw than to send."""

import struct

from PIL import Image

from port.documents.enums import Refusal
from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, RED
from tests.port.documents.hostile.pieces import packed, png_chunk, png_with
from tests.port.documents.hostile.shelf import Shelf

BROKEN = Shelf("Pictures that are cut or lie")
COSTLY = Shelf("Pictures that cost too much")
NOISE = Image.effect_noise((300, 300), 90)


def _sized_jpeg(width: int, height: int, **parameters: object) -> bytes:
    """A photo that says it has so many pixels, whatever it has."""
    photo = build.jpeg(**parameters)
    place = photo.index(b"\xff\xc2" if parameters else b"\xff\xc0") + 5
    return photo[:place] + struct.pack(">HH", height, width) + photo[place + 4 :]


def _sized_heic(side: int) -> bytes:
    """A photo whose every statement of its size says so many pixels a side."""
    content = build.heic()
    place = content.index(b"ispe")
    while place != -1:
        content = content[: place + 8] + struct.pack(">II", side, side) + content[place + 16 :]
        place = content.find(b"ispe", place + 1)
    return content


@BROKEN.refused(Refusal.DAMAGED, name="EVIL.jpg")
def half_a_jpeg() -> bytes:
    """Its end is missing; a decoder that goes on shows grey, or what lay in its memory."""
    return build.jpeg(NOISE)[:-5000]


@BROKEN.refused(Refusal.DAMAGED, name="EVIL.png")
def half_a_png() -> bytes:
    """Its end is missing."""
    return build.png(NOISE)[:-5000]


@BROKEN.refused(Refusal.DAMAGED, name="EVIL.heic")
def half_a_heic() -> bytes:
    """Its end is missing."""
    return build.heic()[:-100]


@BROKEN.refused(Refusal.DAMAGED, name="EVIL.jpg")
def jpeg_without_height() -> bytes:
    """No pixel high."""
    return _sized_jpeg(300, 0)


@BROKEN.accepted("drawn as far as it goes, the rest is grey", name="EVIL.jpg", hides=None, shows=(128, 128, 128))
def jpeg_larger_than_its_pixels() -> bytes:
    """Says 6,000 x 6,000 pixels and brings 300 x 400: the rest could be what lay in the memory of the decoder."""
    return _sized_jpeg(6000, 6000)


@BROKEN.accepted("drawn as it looks", name="EVIL.jpg", hides=None)
def cmyk_jpeg_of_adobe() -> bytes:
    """Four colours, stored upside down: drawn wrongly it is a negative."""
    return build.jpeg(build.picture(RED).convert("CMYK"))


@BROKEN.accepted("drawn as it looks", name="EVIL.png", hides=None, shows=(128, 128, 128))
def png_of_16_bits() -> bytes:
    """More shades than a screen shows: drawn wrongly it is white."""
    return build.png(Image.new("I;16", (300, 400), 128 * 256))


@BROKEN.accepted("drawn on white", name="EVIL.png", hides=None, shows=(255, 255, 255))
def transparent_palette_png() -> bytes:
    """What it shows depends on what lies beneath: black letters on black, or on white."""
    image = build.picture(BLUE).convert("P")
    return build.png(image, transparency=image.getpixel((0, 0)))


@BROKEN.accepted("the first picture is drawn, the others are gone", name="EVIL.png", hides=b"fdAT")
def png_that_moves() -> bytes:
    """Shows one thing, and another a moment later."""
    return build.png(build.picture(RED), save_all=True, append_images=[build.picture(BLUE)] * 9, duration=100)


@COSTLY.refused(Refusal.TOO_MANY_PIXELS, name="EVIL.png")
def png_of_30000_by_30000() -> bytes:
    """Half a megabyte that unpacks to 900 million pixels."""
    return build.huge_png(30_000)


@COSTLY.refused(Refusal.TOO_MANY_PIXELS, name="EVIL.jpg")
def jpeg_of_65500_by_65500() -> bytes:
    """Says the largest size that a JPEG can say."""
    return _sized_jpeg(65_500, 65_500)


@COSTLY.refused(Refusal.TOO_MANY_PIXELS, name="EVIL.heic")
def heic_of_30000_by_30000() -> bytes:
    """Says 900 million pixels."""
    return _sized_heic(30_000)


@COSTLY.refused(Refusal.DAMAGED, name="EVIL.png")
def png_with_a_text_of_100_megabytes() -> bytes:
    """A packed text beside the picture."""
    return png_with(png_chunk(b"zTXt", b"Comment\0\0" + packed(0x41, 100)))


@COSTLY.refused(Refusal.DAMAGED, name="EVIL.png")
def png_with_a_colour_profile_of_100_megabytes() -> bytes:
    """A packed profile beside the picture."""
    return png_with(png_chunk(b"iCCP", b"icc\0\0" + packed(0, 100)))


@COSTLY.refused(Refusal.TOO_SLOW, name="EVIL.jpg", intake_seconds=2)
def jpeg_drawn_in_20000_rounds() -> bytes:
    """A progressive photo is drawn in rounds; each costs a hundred bytes to send, and a walk over all pixels."""
    photo = build.jpeg(Image.new("L", (6000, 6000)), progressive=True)
    start = photo.index(b"\xff\xda", photo.index(b"\xff\xda") + 2)  # the second round: the first one is large
    scan = photo[start : photo.index(b"\xff", start + 2)]
    return photo[:start] + scan * 20_000 + photo[start:]
