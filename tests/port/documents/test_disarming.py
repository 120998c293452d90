"""What a PDF could do to whoever opens it is gone from the one that is kept (U-05)."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from port.documents.intake.reading import read
from tests.port.documents import builders as build
from tests.port.documents.builders import RED, is_about


def action(kind: str, **facts: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **facts)


def opening_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(action("JavaScript", JS="EVIL()"))


def named_script(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", action("JavaScript", JS="EVIL()")])))


def script_of_the_document(pdf: Pdf) -> None:
    pdf.Root.AA = Dictionary(WC=action("JavaScript", JS="EVIL()"))


def script_of_a_page(pdf: Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=action("JavaScript", JS="EVIL()"))


def attachment(pdf: Pdf) -> None:
    pdf.attachments["EVIL.exe"] = b"MZ EVIL"


def associated_file(pdf: Pdf) -> None:
    inner = pdf.make_stream(b"EVIL", Type=Name.EmbeddedFile)
    pdf.pages[0].AF = Array([Dictionary(Type=Name.Filespec, F="EVIL.exe", EF=Dictionary(F=inner))])


def xfa_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp>EVIL</xdp>"))


def link(kind: str, **facts: object) -> Callable[[Pdf], None]:
    def add(pdf: Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 595, 842], A=action(kind, **facts))
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(annotation)]))

    return add


def chained_action(pdf: Pdf) -> None:
    link("GoTo", D=[0, Name.Fit], Next=Array([action("Launch", F="EVIL.exe")]))(pdf)


def button(pdf: Pdf) -> None:
    send = action("SubmitForm", F="EVIL")
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T="b", Rect=[0, 0, 9, 9], A=send)
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(widget)]))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[0]]))


def file_note(pdf: Pdf) -> None:
    inner = pdf.make_stream(b"EVIL", Type=Name.EmbeddedFile)
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=Dictionary(F="EVIL", EF=Dictionary(F=inner))
    )
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))


def film(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9], RichMediaContent=Dictionary(E="EVIL"))
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))


def bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("EVIL", 0))


def author(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "EVIL"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["EVIL"]


def private_data(pdf: Pdf) -> None:
    pdf.pages[0].PieceInfo = Dictionary(Editor=Dictionary(Private="EVIL"))


def picture_elsewhere(pdf: Pdf) -> None:
    image = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )
    image.F = Dictionary(Type=Name.Filespec, FS=Name.URL, F="EVIL")
    image.Metadata = pdf.make_stream(b"EVIL")
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))


@pytest.mark.parametrize(
    "arm",
    [
        opening_script,
        named_script,
        script_of_the_document,
        script_of_a_page,
        attachment,
        associated_file,
        xfa_form,
        link("URI", URI="EVIL"),
        link("Launch", F="EVIL"),
        link("GoToR", F="EVIL", D=[0, Name.Fit]),
        link("GoToE", F="EVIL", D=[0, Name.Fit]),
        link("ImportData", F="EVIL"),
        chained_action,
        button,
        file_note,
        film,
        bookmark,
        author,
        private_data,
        picture_elsewhere,
    ],
)
def test_nothing_that_acts_or_hides_is_left(arm: Callable[[Pdf], None], tmp_path: Path) -> None:
    source = build.coloured_pdf(RED)
    arm(source)
    armed = build.saved(source, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"EVIL" in armed

    read(build.task(tmp_path, armed))

    safe = build.unpacked(pikepdf.open(tmp_path / "document.pdf"))
    for trace in (
        b"EVIL",
        b"/JavaScript",
        b"/OpenAction",
        b"/AA",
        b"/Annots",
        b"/EmbeddedFile",
        b"/AcroForm",
        b"/Names",
    ):
        assert trace not in safe
    assert is_about(build.decoded((tmp_path / "page-001.webp").read_bytes()), (0.5, 0.5), RED)


def test_the_catalog_keeps_nothing_but_its_pages(tmp_path: Path) -> None:
    read(build.task(tmp_path, build.pdf(RED)))

    assert set(pikepdf.open(tmp_path / "document.pdf").Root.keys()) == {"/Type", "/Pages"}


def test_equal_files_become_equal_documents(tmp_path: Path) -> None:
    made = []
    for _ in range(2):
        read(build.task(tmp_path, build.pdf(RED)))
        made.append((tmp_path / "document.pdf").read_bytes())

    assert made[0] == made[1]
