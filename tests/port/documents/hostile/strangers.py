"""Files of other kinds under the names of accepted ones, and files that are two kinds at once."""

import io
import zipfile

from PIL import Image

from port.documents.enums import Refusal
from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, RED
from tests.port.documents.hostile.shelf import Shelf

OTHER_KINDS = Shelf("Other kinds under an accepted name")
TWO_KINDS = Shelf("Two kinds at once")

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
"""What every virus scanner knows and reports. In pieces, so that none of them reports this page of source."""


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("EVIL.js", "EVIL()")
    return target.getvalue()


@OTHER_KINDS.refused(Refusal.EMPTY)
def empty_file() -> bytes:
    """Nothing at all."""
    return b""


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND)
def web_page_named_pdf() -> bytes:
    """A page with a script, which a browser that guesses kinds would run."""
    return b"<!doctype html><script>EVIL()</script>"


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND, name="EVIL.jpg")
def svg_named_jpg() -> bytes:
    """A drawing that may hold scripts and fetch addresses."""
    return b'<svg xmlns="http://www.w3.org/2000/svg" onload="EVIL()"/>'


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND, name="EVIL.jpg")
def eps_named_jpg() -> bytes:
    """PostScript is a programming language; opening it starts an interpreter."""
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(EVIL) run\n"


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND, name="EVIL.jpg")
def tiff_named_jpg() -> bytes:
    """A kind with a long history of holes in its decoders."""
    return build.encoded(build.picture(), "TIFF")


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND, name="EVIL.jpg")
def gif_of_10000_frames() -> bytes:
    """Small as a file; whoever draws every frame never ends."""
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0" + frame * 10_000 + b"\x3b"


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND, name="EVIL.png")
def bmp_named_png() -> bytes:
    """A kind that nobody needs, and one decoder more to attack."""
    return build.encoded(build.picture(), "BMP")


@OTHER_KINDS.refused(Refusal.DAMAGED, name="EVIL.heic")
def avif_that_says_it_is_heic() -> bytes:
    """A sister of HEIC in the same container, for another decoder, with the first bytes of a HEIC."""
    return build.encoded(build.picture(), "AVIF").replace(b"ftypavif", b"ftypheic")


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND)
def archive_named_pdf() -> bytes:
    """A ZIP, as Word documents, programs for Java and Android are."""
    return archive()


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND)
def windows_program_named_pdf() -> bytes:
    """A program for Windows."""
    return b"MZ\x90\x00" + bytes(60) + b"PE\0\0EVIL"


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND)
def form_data_named_pdf() -> bytes:
    """FDF looks like a PDF and makes a reader fetch another file."""
    return b"%FDF-1.2\n1 0 obj<</FDF<</F(http://evil.example/EVIL.pdf)>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@OTHER_KINDS.refused(Refusal.NOT_ACCEPTED_KIND)
def virus_test_file_named_pdf() -> bytes:
    """EICAR, the file that stands for a virus wherever scanners are tested."""
    return EICAR


@TWO_KINDS.refused(Refusal.NOT_ACCEPTED_KIND)
def web_page_before_pdf() -> bytes:
    """Readers look for the beginning of a PDF within 1,024 bytes; a browser reads a page with a script."""
    return b"<script>EVIL()</script>\n" + build.pdf()


@TWO_KINDS.refused(Refusal.NOT_ACCEPTED_KIND)
def archive_before_pdf() -> bytes:
    """A ZIP for one program, a PDF for another."""
    return archive() + build.pdf()


@TWO_KINDS.refused(Refusal.NOT_ACCEPTED_KIND, name="EVIL.jpg")
def gif_that_is_a_script() -> bytes:
    """Its first bytes are a picture's and a variable's name; included as a script it runs."""
    return b"GIF89a=1;EVIL();//" + bytes(100)


@TWO_KINDS.refused(Refusal.DAMAGED)
def archive_behind_pdf() -> bytes:
    """A PDF that goes on for longer than readers look for its end."""
    return build.pdf() + archive() + bytes(2000)


@TWO_KINDS.accepted("the archive is gone")
def small_archive_behind_pdf() -> bytes:
    """A ZIP is read from its end, a PDF from its beginning: both are whole."""
    return build.pdf() + archive() + b"\n%%EOF\n"


@TWO_KINDS.accepted("the virus is gone", hides=EICAR)
def virus_test_file_behind_pdf() -> bytes:
    """EICAR in a comment after the end of a PDF."""
    return build.pdf() + b"%" + EICAR + b"\n%%EOF\n"


@TWO_KINDS.accepted("the picture is drawn anew, the PDF is gone", name="EVIL.jpg")
def jpeg_that_is_a_pdf() -> bytes:
    """A whole PDF in the comment of a photo: many readers show the PDF, a reviewer would see the photo."""
    return build.jpeg(comment=b"%PDF-1.4\n%EVIL\n" + build.pdf(BLUE))


@TWO_KINDS.accepted("the picture is drawn anew, the archive is gone", name="EVIL.jpg")
def archive_behind_jpeg() -> bytes:
    """Behind the end of a photo anything can follow."""
    return build.jpeg() + archive()


@TWO_KINDS.accepted("the picture is drawn anew, the script is gone", name="EVIL.jpg")
def server_script_in_jpeg() -> bytes:
    """PHP in the comment of a true photo."""
    return build.jpeg(comment=b"<?php EVIL(); ?>")


@TWO_KINDS.accepted("the first picture is drawn anew, the second is gone", name="EVIL.jpg", hides=b"MPF\0")
def two_photos_in_one() -> bytes:
    """A second photo behind the first one, as phones make them: viewers differ in which they show."""
    return build.encoded(build.picture(RED), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 400), BLUE)])
