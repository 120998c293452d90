"""PDFs that hold more than they show, or show one thing to one reader and another to the next."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, GREEN, RED
from tests.port.documents.hostile.acting import action, annotate, script
from tests.port.documents.hostile.photos import exif
from tests.port.documents.hostile.pieces import PAINT, armed, in_plain_words
from tests.port.documents.hostile.shelf import EVIL, Shelf
from tests.port.documents.hostile.strangers import EICAR

HIDING = Shelf("PDFs that hide something")

accepted = HIDING.accepted


@accepted("author and history are gone")
@armed
def author_and_history(pdf: Pdf) -> None:
    """Who wrote it, with what, and when it was changed."""
    pdf.docinfo["/Author"] = "EVIL"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["EVIL"]


@accepted("the editor's own copy is gone")
@armed
def private_data_of_an_editor(pdf: Pdf) -> None:
    """The page as it was before something was blacked out, for the editor alone."""
    pdf.pages[0].PieceInfo = Dictionary(Editor=Dictionary(Private=pdf.make_stream(EVIL)))


@accepted("the virus is gone", hides=EICAR)
@armed
def virus_test_file_attached(pdf: Pdf) -> None:
    """EICAR among the attachments."""
    pdf.attachments["EVIL.com"] = EICAR


@accepted("the virus is gone", hides=EICAR)
@armed
def virus_test_file_among_the_resources(pdf: Pdf) -> None:
    """EICAR as a thing that the page could use, under a key that no reader knows."""
    pdf.pages[0].Resources = Dictionary(EVIL=Dictionary(A=pdf.make_stream(EICAR)))


@accepted("the attached file is gone")
@armed
def file_of_a_marked_place(pdf: Pdf) -> None:
    """A file that belongs to a place in the content, as PDF 2.0 allows."""
    inner = pdf.make_stream(EVIL, Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F="EVIL", EF=Dictionary(F=inner))
    pdf.pages[0].Resources = Dictionary(Properties=Dictionary(A=Dictionary(AF=Array([spec]))))
    pdf.pages[0].Contents = pdf.make_stream(b"/AF /A BDC " + PAINT + b" EMC")


@accepted("the action is gone")
@armed
def action_among_the_properties(pdf: Pdf) -> None:
    """Actions where none is looked for: among the properties of the content."""
    pdf.pages[0].Resources = Dictionary(Properties=Dictionary(A=script(), B=action("Launch", F="EVIL")))


@accepted("the layer is shown; nothing stays hidden", shows=BLUE, hides=None)
@armed
def hidden_layer(pdf: Pdf) -> None:
    """A layer that is off on the screen and on in print."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="EVIL"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    pdf.pages[0].Resources = Dictionary(Properties=Dictionary(L=layer))
    pdf.pages[0].Contents = pdf.make_stream(PAINT + b" /OC /L BDC 0 0 0.784 rg 0 0 595 842 re f EMC")


@accepted("the page is as it looks; the hidden note is gone")
@armed
def hidden_note(pdf: Pdf) -> None:
    """A note that is marked as hidden, with a drawing of its own."""
    drawing = pdf.make_stream(b"%EVIL\n0 0 1 rg 0 0 595 842 re f", Subtype=Name.Form, BBox=[0, 0, 595, 842])
    annotate(pdf, "Stamp", AP=Dictionary(N=drawing), F=2)


@accepted("the note is drawn into the page", shows=GREEN)
@armed
def note_over_the_page(pdf: Pdf) -> None:
    """A stamp that a reader draws over the page, and that its owner can lift off again."""
    drawing = pdf.make_stream(b"0 0.627 0 rg 0 0 595 842 re f", Subtype=Name.Form, BBox=[0, 0, 595, 842])
    annotate(pdf, "Stamp", AP=Dictionary(N=drawing), F=4, Contents="EVIL")


@accepted("the page is as it was; the signature is gone from the safe copy and whole in the original")
@armed
def signed_document(pdf: Pdf) -> None:
    """A signature, which every change breaks (U-06)."""
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 9, 9, 9], Contents=EVIL, Name="EVIL")
    field = annotate(pdf, "Widget", FT=Name.Sig, T="EVIL", V=pdf.make_indirect(value))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.Root.Perms = Dictionary(DocMDP=value)


@accepted("the first version is gone", shows=BLUE, hides=EVIL)
def page_changed_afterwards() -> bytes:
    """The page was changed behind the end of the file: the first version is still in it."""
    first = armed(lambda pdf: setattr(pdf.pages[0], "Contents", pdf.make_stream(b"%EVIL\n" + PAINT)))()
    with pikepdf.open(BytesIO(first)) as pdf:
        number, catalog = pdf.pages[0].Contents.objgen[0], pdf.Root.objgen[0]
        size = int(pdf.trailer.Size)
    content = b"0 0 0.784 rg 0 0 595 842 re f"
    place = len(first)
    change = b"%d 0 obj<</Length %d>>stream\n%b\nendstream endobj\n" % (number, len(content), content)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    former = first.rpartition(b"startxref\n")[2].split()[0]
    trailer = b"trailer<</Size %d/Root %d 0 R/Prev %b>>\n" % (size, catalog, former)
    return first + change + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (place + len(change))


@accepted("the pages left out are gone")
def pages_left_out() -> bytes:
    """Two pages, of which the tree names one: the other waits for whoever mends the file."""
    pdf = build.coloured_pdf(RED, BLUE)
    pdf.Root.Left = pdf.make_indirect(Dictionary(Type=Name.Page, Contents=pdf.make_stream(EVIL)))
    del pdf.pages[1]
    return in_plain_words(pdf)


@accepted("drawn on the page; the owner's name and place are gone")
@armed
def photo_that_says_where_inside(pdf: Pdf) -> None:
    """A photo with GPS and a name in it, put into a PDF as it is."""
    _place_photo(pdf, build.jpeg(build.picture(RED), exif=exif(), comment=EVIL))


@accepted("drawn on the page; what was behind the photo is gone")
@armed
def archive_behind_a_photo_inside(pdf: Pdf) -> None:
    """Something else behind the end of a photo in a PDF."""
    _place_photo(pdf, build.jpeg(build.picture(RED), progressive=True) + EVIL)


@accepted("drawn on the page; the owner's name and place are gone", hides=None)
@armed
def photo_that_says_where_packed_once_more(pdf: Pdf) -> None:
    """The same photo, packed once more, so that a search over the bytes does not find it."""
    photo = build.jpeg(build.picture(RED), exif=exif())
    _place_photo(pdf, photo.hex().encode() + b">", Array([Name.ASCIIHexDecode, Name.DCTDecode]))


def _place_photo(pdf: Pdf, photo: bytes, filters: pikepdf.Object = Name.DCTDecode) -> None:
    image = pikepdf.Stream(
        pdf, photo, Subtype=Name.Image, Width=300, Height=400, BitsPerComponent=8, ColorSpace=Name.DeviceRGB
    )
    image.Filter = filters
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))
    pdf.pages[0].Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /I Do")


@accepted("the layer is shown, and its name is gone", shows=BLUE)
@armed
def hidden_picture(pdf: Pdf) -> None:
    """A drawing that belongs to a layer which is off."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="EVIL"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    form = pdf.make_stream(
        b"0 0 0.784 rg 0 0 595 842 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842], OC=layer
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(L=form))
    pdf.pages[0].Contents = pdf.make_stream(PAINT + b" /L Do")
