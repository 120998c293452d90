"""What cameras, editors and people write beside a picture: none of it is for a reviewer."""

import struct

from PIL import ExifTags, Image, ImageCms

from tests.port.documents import builders as build
from tests.port.documents.builders import RED
from tests.port.documents.hostile.pieces import jpeg_segment, jpeg_with
from tests.port.documents.hostile.shelf import EVIL, Shelf

BESIDE_THE_PICTURE = Shelf("What is written beside a picture")
DRAWN_ANEW = "drawn anew; nothing beside the picture is left"
EXIF = b"Exif\0\0"


def exif(where: str = "EVIL") -> Image.Exif:
    """Where the photo was taken, with what, and the name of its owner."""
    facts = Image.Exif()
    facts[ExifTags.Base.Artist] = where
    gps = facts.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (22.0, 36.0, 0.0)
    gps[ExifTags.GPS.GPSMapDatum] = where
    return facts


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def directory(*entries: bytes, following: int = 0) -> bytes:
    """EXIF as bytes, with one directory that starts at 8 and says where the following one is."""
    head = b"II*\0" + struct.pack("<I", 8)
    return EXIF + head + struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following) + EVIL


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_that_says_where() -> bytes:
    """GPS and the owner's name in EXIF."""
    return build.jpeg(exif=exif())


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.heic")
def heic_that_says_where() -> bytes:
    """The same in a photo of an iPhone."""
    return build.heic(exif=exif().tobytes(), xmp=b"<x:xmpmeta>EVIL</x:xmpmeta>")


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.heic")
def heic_with_a_second_photo() -> bytes:
    """Several photos in one file, each with words of its own; viewers differ in which they show."""
    others = [build.picture((0, 0, 200))] * 2
    return build.heic(exif=exif().tobytes(), save_all=True, append_images=others)


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_with_xmp() -> bytes:
    """A tree of facts in XML, as editors write it."""
    return build.jpeg(xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>EVIL</x:xmpmeta>")


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_with_iptc() -> bytes:
    """Byline and place, as news agencies write them."""
    words = b"\x1c\x02\x50\x00\x04EVIL"
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(words)) + words + b"\0" * (len(words) % 2)
    return jpeg_with(jpeg_segment(0xED, b"Photoshop 3.0\0" + resource))


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_with_a_colour_profile() -> bytes:
    """A profile with something else behind it."""
    return build.jpeg(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + EVIL)


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.png", hides=b"iCCP")
def png_with_a_broken_colour_profile() -> bytes:
    """A profile that is none, for the library that reads profiles."""
    return build.png(icc_profile=EVIL * 100)


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_with_a_small_picture_inside() -> bytes:
    """The small picture in EXIF shows what was cut away from the large one."""
    small = build.jpeg(build.picture((0, 0, 200), (40, 40)), comment=EVIL)
    jump, length = entry(0x0201, 4, 1, 8 + 2 + 24 + 4), entry(0x0202, 4, 1, len(small))
    return jpeg_with(jpeg_segment(0xE1, directory(jump, length)[: -len(EVIL)] + small))


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_with_megabytes_of_exif() -> bytes:
    """A hundred full segments before the first pixel."""
    return jpeg_with(*[jpeg_segment(0xE1, EXIF + EVIL * 16_000)] * 100)


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_whose_exif_runs_in_a_circle() -> bytes:
    """A directory that says that it follows itself."""
    return jpeg_with(jpeg_segment(0xE1, directory(entry(0x8769, 4, 1, 8), following=8)))


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg")
def jpeg_whose_exif_is_longer_than_the_file() -> bytes:
    """A value of four thousand million bytes."""
    return jpeg_with(jpeg_segment(0xE1, directory(entry(0x013B, 2, 0xFFFFFFFF, 0xFFFFFFF0))))


@BESIDE_THE_PICTURE.accepted(DRAWN_ANEW, name="EVIL.jpg", shows=RED)
def jpeg_with_every_kind_of_segment() -> bytes:
    """All sixteen application segments and a comment."""
    return jpeg_with(*(jpeg_segment(marker, EVIL * 9) for marker in [*range(0xE1, 0xEE), 0xEF, 0xFE]))
