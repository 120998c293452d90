"""PDFs that are small to send and cost without end to read or draw: they end within the limits, and harm nobody else."""

import zlib

from port.documents.enums import Refusal
from tests.port.documents.hostile.pieces import PAINT, one_page, packed, page, stream, written
from tests.port.documents.hostile.shelf import Shelf
from tests.port.documents.hostile.structure import CATALOG

BOMBS = Shelf("PDFs that cost too much")
SPACE = 0x20
BOX = b"/MediaBox[0 0 595 842]"
FLATE = b"/Filter/FlateDecode"

slow = BOMBS.refused(Refusal.TOO_SLOW, intake_seconds=2)
drawn = BOMBS.accepted("drawn within the limits", hides=None)


@slow
def content_packed_twice() -> bytes:
    """Packed once more: 23 kilobytes become ten gigabytes."""
    twice = zlib.compress(packed(SPACE, 10_000), 9)
    return one_page(content=stream(twice, b"/Filter[/FlateDecode/FlateDecode]"))


@BOMBS.refused(Refusal.DAMAGED)
def list_of_objects_of_10_gigabytes() -> bytes:
    """The stream that holds its objects unpacks to ten gigabytes."""
    objects = stream(packed(SPACE, 10_000), b"/Type/ObjStm/N 1/First 10" + FLATE)
    return _with_objects_in_stream(objects)


@slow
def fifty_pages_of_400_megabytes() -> bytes:
    """Fifty pages share one content, and each unpacks it again."""
    kids = b"3 0 R " * 50
    return written(CATALOG, b"<</Type/Pages/Count 50/Kids[%b]>>" % kids, page(), stream(packed(SPACE, 400), FLATE))


@slow
def forms_that_draw_ten_forms_each() -> bytes:
    """A form draws ten forms, each of them ten more, ten times over: ten thousand million strokes."""
    forms = [
        stream(
            b"/F Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F %d 0 R>>>>" % below
        )
        for below in range(6, 16)
    ]
    last = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
    return one_page(
        *forms, last, of_page=BOX + b"/Resources<</XObject<</F 5 0 R>>>>", content=stream(PAINT + b" /F Do")
    )


@slow
def pattern_of_tiny_tiles() -> bytes:
    """The page is tiled with a pattern whose tiles lie a millionth of a point apart."""
    facts = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.000001/YStep 0.000001/Resources<<>>"
    return _drawing(stream(b"0 0 9 9 re f", facts), b"Pattern<</P 5 0 R>>", b" /Pattern cs /P scn 0 0 595 842 re f")


@drawn
def line_of_tiny_dashes() -> bytes:
    """A line across the page in dashes of a millionth of a point."""
    return one_page(content=stream(PAINT + b" [0.000001] 0 d 1 w 0 9 m 595 9 l S"))


@drawn
def picture_of_900_million_pixels() -> bytes:
    """Says 30,000 x 30,000 pixels, and brings one."""
    return _picture(b"/Width 30000/Height 30000/BitsPerComponent 8", b"\0")


@drawn
def picture_of_a_fax_without_end() -> bytes:
    """A fax of 60,000 x 60,000 white points needs no byte at all."""
    facts = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>"
    return _picture(facts + b"/Width 60000/Height 60000/BitsPerComponent 1", b"")


@drawn
def font_of_100_megabytes() -> bytes:
    """A font that unpacks to nothing but zeros."""
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 65/LastChar 65/Widths[9]/FontDescriptor 6 0 R>>"
    about = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 9 9]/FontFile2 7 0 R>>"
    packed_font = stream(packed(0, 100), FLATE)
    return _drawing(font, b"Font<</F 5 0 R>>", b" BT /F 9 Tf (A) Tj ET", about, packed_font)


@drawn
def letters_that_refer_to_themselves() -> bytes:
    """A table of letters that says that it goes on in itself."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 6 0 R/ToUnicode 6 0 R/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>>>]>>"
    )
    table = stream(b"/A usecmap 1 begincidrange <00> <ffffffff> 0 endcidrange", b"/Type/CMap/CMapName/A/UseCMap 6 0 R")
    return _drawing(font, b"Font<</F 5 0 R>>", b" BT /F 9 Tf (A) Tj ET", table)


@slow
def shading_by_a_program() -> bytes:
    """Each point of the page has its colour from a program of ten thousand steps."""
    program = b"{" + b"sin cos " * 5000 + b"dup}"
    function = stream(program, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")
    shading = b"<</ShadingType 1/ColorSpace/DeviceRGB/Function 6 0 R/Matrix[595 0 0 842 0 0]>>"
    return _drawing(shading, b"Shading<</S 5 0 R>>", b" /S sh " + PAINT, function)


@drawn
def ten_thousand_notes() -> bytes:
    """Ten thousand notes on one page."""
    notes = b"<</Type/Annot/Subtype/Square/Rect[0 0 9 9]/Contents(note)>>" * 10_000
    return one_page(of_page=BOX + b"/Annots[%b]" % notes)


def _with_objects_in_stream(objects: bytes) -> bytes:
    """The catalog lies in the stream of objects number 3, and the table of where everything is in a stream too."""
    body = b"%PDF-1.7\n"
    place = len(body)
    body += b"3 0 obj\n%b\nendobj\n" % objects
    table = len(body)
    rows = b"\0\0\0\0\0" + b"\2\0\0\3\0" + b"\0\0\0\0\0" + b"\1" + place.to_bytes(3, "big") + b"\0"
    facts = b"/Type/XRef/Size 4/W[1 3 1]/Root 1 0 R"
    return body + b"4 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(rows, facts), table)


def _picture(facts: bytes, content: bytes) -> bytes:
    """The red page with such a picture under its colour."""
    image = stream(content, b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray" + facts)
    return _drawing(image, b"XObject<</I 5 0 R>>", b" q 595 0 0 842 0 0 cm /I Do Q " + PAINT)


def _drawing(thing: bytes, resource: bytes, use: bytes, *more: bytes) -> bytes:
    of_page = BOX + b"/Resources<</%b>>" % resource
    return one_page(thing, *more, of_page=of_page, content=stream(PAINT + use))
