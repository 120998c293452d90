"""PDFs whose structure is broken, circular, locked or out of all measure."""

from collections.abc import Callable

import pikepdf
from pikepdf import Pdf

from port.documents.enums import Refusal
from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, RED
from tests.port.documents.hostile.pieces import PAINT, one_page, page, stream, written
from tests.port.documents.hostile.shelf import Shelf

LOCKED = Shelf("Locked PDFs")
BROKEN_PDFS = Shelf("PDFs that are broken or run in circles")
OUT_OF_MEASURE = Shelf("PDFs out of all measure")

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def _locked(title: str, danger: str, **protection: object) -> None:
    def make() -> bytes:
        return build.saved(build.coloured_pdf(RED), encryption=pikepdf.Encryption(**protection))

    make.__name__, make.__doc__ = title, danger
    LOCKED.refused(Refusal.ENCRYPTED)(make)


_locked("password_to_open", "Nobody but its owner can look at it.", user="open", owner="change")
_locked("password_to_change", "Opens without a password, and forbids to print or change.", user="", owner="change")


@LOCKED.refused(Refusal.ENCRYPTED)
def locked_by_certificate() -> bytes:
    """Only holders of a certificate can open it."""
    lock = b"/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 2/Length 128>>/ID[<00><00>]"
    return one_page(trailer=lock)


@LOCKED.refused(Refusal.ENCRYPTED)
def lock_of_an_unknown_make() -> bytes:
    """A lock that no program here knows."""
    return one_page(trailer=b"/Encrypt<</Filter/EVIL/V 9/R 9>>/ID[<00><00>]")


def _refused(refusal: Refusal = Refusal.DAMAGED) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    return BROKEN_PDFS.refused(refusal)


@_refused()
def beginning_of_a_pdf() -> bytes:
    """Its first line only."""
    return b"%PDF-1.7\n"


@_refused()
def half_a_pdf() -> bytes:
    """Its end is missing, and with it where everything is."""
    return build.pdf(RED, BLUE)[:-400]


@_refused()
def pdf_without_pages() -> bytes:
    """Nothing to look at."""
    return build.saved(pikepdf.new())


@_refused()
def pages_that_contain_themselves() -> bytes:
    """A tree of pages that is its own branch: whoever walks it never ends."""
    return written(CATALOG, b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>", page(), stream(PAINT))


@_refused()
def page_named_twice_too_few() -> bytes:
    """The tree says three pages and has two: one is lost."""
    return _miscounted(b"/Count 3")


@_refused()
def page_more_than_said() -> bytes:
    """The tree says one page and has two: a reader that believes it shows one."""
    return _miscounted(b"/Count 1")


@_refused()
def tree_of_pages_10000_deep() -> bytes:
    """Whoever walks down the tree by calling himself falls over."""
    depth = 10_000
    branches = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, depth)]
    leaf = b"<</Type/Page/MediaBox[0 0 9 9]/Parent %d 0 R>>" % (depth - 1)
    return written(CATALOG, *branches, leaf)


@BROKEN_PDFS.accepted("drawn without what is behind the brackets", hides=None)
def list_within_list_within_list() -> bytes:
    """100,000 opening brackets, for a parser that calls itself."""
    return one_page(b"[" * 100_000 + b"]" * 100_000, of_page=b"/MediaBox[0 0 595 842]/Resources<</Font 5 0 R>>")


@_refused()
def page_of_infinite_size() -> bytes:
    """Its size is beyond what a number holds."""
    return one_page(of_page=b"/MediaBox[0 0 9%b 9%b]" % (b"9" * 60, b"9" * 60))


@_refused()
def page_with_unreadable_content() -> bytes:
    """Says that its content is packed, and it is not."""
    return one_page(content=stream(b"not packed at all", b"/Filter/FlateDecode"))


@_refused()
def page_of_endless_columns() -> bytes:
    """Says that each row of its content has two thousand million columns."""
    facts = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
    return one_page(content=stream(b"\x78\x9c\x03\x00\x00\x00\x00\x01", facts))


@BROKEN_PDFS.accepted("found again, and whole", hides=None)
def table_that_points_nowhere() -> bytes:
    """The table of where everything is points beside it."""
    return one_page().replace(b"startxref\n", b"startxref\n9")


@BROKEN_PDFS.accepted("found again, and whole", hides=None)
def table_before_itself() -> bytes:
    """The table of where everything is says that an earlier one exists: itself."""
    content = one_page(trailer=b"/Prev 0000000000")
    place = content.rpartition(b"startxref\n")[2].split()[0]
    return content.replace(b"/Prev 0000000000", b"/Prev %010d" % int(place))


@BROKEN_PDFS.accepted("drawn as far as it goes", hides=None)
def form_that_draws_itself() -> bytes:
    """A form whose content is itself."""
    form = stream(b"/F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    return _drawing(form, b"XObject<</F 5 0 R>>", b" /F Do")


@BROKEN_PDFS.accepted("drawn as far as it goes", hides=None)
def letter_that_writes_itself() -> bytes:
    """A font whose letter is drawn with that letter."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
        b"/Encoding<</Differences[65/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    letter = stream(b"9 0 d0 BT /F 9 Tf (A) Tj ET")
    return _drawing(font, b"Font<</F 5 0 R>>", b" BT /F 9 Tf (A) Tj ET", letter)


@BROKEN_PDFS.accepted("drawn as far as it goes", hides=None)
def mask_that_masks_itself() -> bytes:
    """A picture whose mask is the same picture."""
    facts = b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 5 0 R"
    return _drawing(stream(b"\0", facts), b"XObject<</I 5 0 R>>", b" 9 0 0 9 0 0 cm /I Do")


@OUT_OF_MEASURE.refused(Refusal.TOO_MANY_PAGES)
def fifty_one_pages() -> bytes:
    """One page more than allowed."""
    return build.pdf(*[RED] * 51)


@OUT_OF_MEASURE.refused(Refusal.TOO_MANY_PAGES)
def five_thousand_pages() -> bytes:
    """A book, in a few kilobytes."""
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 5004))
    return written(CATALOG, b"<</Type/Pages/Count 5000/Kids[%b]>>" % kids, stream(PAINT), *[leaf] * 5000)


def _boxed(title: str, danger: str, of_page: bytes, shows: tuple[int, int, int] | None = RED) -> None:
    def make() -> bytes:
        return one_page(of_page=of_page)

    make.__name__, make.__doc__ = title, danger
    OUT_OF_MEASURE.accepted("drawn no larger than any page", hides=None, shows=shows)(make)


WHITE = (255, 255, 255)
_boxed("page_of_a_million_points", "350 metres wide and high.", b"/MediaBox[0 0 1000000 1000000]", WHITE)
_boxed("page_like_a_thread", "One point wide, and a million long.", b"/MediaBox[0 0 1 1000000]", None)
_boxed("page_of_negative_size", "Its corners are the wrong way round.", b"/MediaBox[595 842 0 0]")
_boxed("page_of_no_size", "No point wide, and no point high.", b"/MediaBox[0 0 0 0]")
_boxed("page_in_huge_units", "Each of its units is 350 metres.", b"/MediaBox[0 0 595 842]/UserUnit 1000000")
_boxed("page_turned_by_45_degrees", "No page can be turned so.", b"/MediaBox[0 0 595 842]/Rotate 45")


def _miscounted(count: bytes) -> bytes:
    pdf: Pdf = build.coloured_pdf(RED, BLUE)
    content = build.saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return content.replace(b"/Count 2", count)


def _drawing(thing: bytes, resource: bytes, use: bytes, *more: bytes) -> bytes:
    """The red page that also uses object 5, which is one of its resources."""
    of_page = b"/MediaBox[0 0 595 842]/Resources<</%b>>" % resource
    return one_page(thing, *more, of_page=of_page, content=stream(PAINT + use))
