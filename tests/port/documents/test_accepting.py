"""Each accepted kind of file, and what becomes of it."""

import hashlib
import io
import uuid
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from port.documents.models import StoredDocument
from port.documents.workflow import stage
from tests.port.documents import builders as build
from tests.port.documents.builders import BLUE, GREEN, RED, is_about, page_picture, staged

pytestmark = pytest.mark.django_db

MIDDLE = (0.5, 0.5)
WHITE = (255, 255, 255)
ORIENTATION, GPS = 0x0112, 0x8825
TURN_RIGHT = 6  # of EXIF: the camera was held on its side


def half_and_half(left: tuple[int, int, int], right: tuple[int, int, int]) -> Image.Image:
    image = build.picture(left, (400, 300))
    image.paste(right, (200, 0, 400, 300))
    return image


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (build.pdf(RED), "pdf"),
        (build.jpeg(), "jpg"),
        (build.png(), "png"),
        (build.heic(quality=95), "heic"),
    ],
)
def test_each_accepted_kind_becomes_a_pdf_with_pictures(content: bytes, kind: str) -> None:
    document = staged(content)

    assert (document.page_count, document.originals[0]["kind"]) == (1, kind)
    assert is_about(page_picture(document), MIDDLE, RED)
    assert len(build.safe_pdf(document).pages) == 1


def test_the_record_says_what_was_received_and_what_was_made() -> None:
    content = build.png()

    document = stage(files=[build.upload(content, "登記表.png")], submission_id=uuid.uuid4())

    with document.open_pdf() as made, document.open_original(1) as received:
        pdf, original = made.read(), received.read()
    assert original == content
    assert document.originals == [
        {"name": "登記表.png", "sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "kind": "png"}
    ]
    assert (document.name, document.size, document.sha256) == ("登記表.png", len(pdf), hashlib.sha256(pdf).hexdigest())
    assert StoredDocument.objects.get() == document


def test_several_files_become_one_document_in_the_order_given() -> None:
    files = [
        build.upload(build.jpeg(build.picture(GREEN)), "第一頁.jpg"),
        build.upload(build.pdf(RED, BLUE), "中間.pdf"),
        build.upload(build.png(build.picture(GREEN)), "最後.png"),
    ]

    document = stage(files=files, submission_id=uuid.uuid4())

    assert document.page_count == 4
    for number, colour in enumerate([GREEN, RED, BLUE, GREEN], 1):
        assert is_about(page_picture(document, number), MIDDLE, colour)
    assert document.name == "第一頁.jpg 等 3 個檔案"
    assert [original["name"] for original in document.originals] == ["第一頁.jpg", "中間.pdf", "最後.png"]


@pytest.mark.parametrize("make", [build.jpeg, build.png, build.heic])
def test_a_photo_is_turned_upright(make: Callable[..., bytes]) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    content = make(half_and_half(RED, BLUE), exif=exif.tobytes())

    picture = page_picture(staged(content))

    assert is_about(picture, (0.5, 0.25), RED)
    assert is_about(picture, (0.5, 0.75), BLUE)


def test_nothing_that_the_camera_wrote_beside_the_picture_is_left() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-MAKER"
    exif.get_ifd(GPS)[29] = "2024:05:06-PLACE"
    content = build.jpeg(exif=exif, comment=b"A-COMMENT", xmp=b"AN-XMP-PACKET", icc_profile=b"A-PROFILE" * 20)

    document = staged(content)

    pdf = build.everything_in(document) + build.only_image(document)
    for trace in (b"CAMERA-MAKER", b"PLACE", b"A-COMMENT", b"AN-XMP-PACKET", b"A-PROFILE"):
        assert trace in content
        assert trace not in pdf


def test_what_is_hidden_behind_a_picture_does_not_come_along() -> None:
    document = staged(build.jpeg() + b"PK\x03\x04 an archive")

    assert b"an archive" not in build.everything_in(document)


def test_what_is_transparent_becomes_white_paper() -> None:
    image = Image.new("RGBA", (400, 300), (0, 0, 0, 0))

    assert is_about(page_picture(staged(build.png(image))), MIDDLE, WHITE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_grey_and_indexed_pictures_are_seen_as_they_are(mode: str) -> None:
    image = Image.new(mode, (400, 300), {"LA": (255, 255), "I;16": 65535}.get(mode, 255))
    if mode == "P":
        image.putpalette([255] * 768)

    assert is_about(page_picture(staged(build.png(image))), MIDDLE, WHITE)


def test_of_a_photo_with_several_frames_the_first_is_taken() -> None:
    frames = build.encoded(build.picture(RED), "MPO", save_all=True, append_images=[build.picture(BLUE)])

    document = staged(frames)

    assert document.page_count == 1
    assert is_about(page_picture(document), MIDDLE, RED)


def test_content_decides_and_a_name_with_another_ending_is_put_right() -> None:
    document = stage(files=[build.upload(build.png(), "invoice.PDF")], submission_id=uuid.uuid4())

    assert document.name == "invoice.PDF"
    assert document.originals[0]["name"] == "invoice.PDF.png"
    assert document.originals[0]["kind"] == "png"


def test_a_picture_lies_on_a4_in_its_own_direction() -> None:
    document = staged(build.jpeg(build.picture(size=(400, 300))), build.jpeg(build.picture(size=(300, 400))))

    sizes = [[round(float(side)) for side in page.mediabox[2:]] for page in build.safe_pdf(document).pages]
    assert sizes == [[842, 595], [595, 842]]


def test_a_large_photo_is_made_as_small_as_a_page_needs() -> None:
    document = staged(build.jpeg(build.picture(size=(4500, 3000))))

    image = Image.open(io.BytesIO(build.only_image(document)), formats=["JPEG"])
    assert image.size == (2480, 1653)


def test_pictures_of_pages_have_the_width_that_the_desk_expects() -> None:
    document = staged(build.pdf())

    with document.open_thumbnail(1) as file:
        thumbnail = Image.open(io.BytesIO(file.read()), formats=["WEBP"])
    assert page_picture(document).width == pytest.approx(1240, abs=1)
    assert thumbnail.width == pytest.approx(240, abs=1)


@pytest.mark.parametrize("size", [(10, 14000), (14000, 10), (14000, 14000), (3, 3)])
def test_a_page_of_any_shape_has_a_picture_of_bounded_size(size: tuple[float, float]) -> None:
    document = staged(build.saved(build.coloured_pdf(RED, size=size)))

    picture = page_picture(document)
    assert 1 <= picture.width <= 1241
    assert 1 <= picture.height <= 4961


def test_a_page_that_inherits_its_size_keeps_it() -> None:
    source = build.coloured_pdf(RED, size=(842, 595))
    source.Root.Pages.MediaBox = source.pages[0].obj.MediaBox
    del source.pages[0].obj["/MediaBox"]

    picture = page_picture(staged(build.saved(source)))

    assert picture.width / picture.height == pytest.approx(842 / 595, abs=0.01)


def test_a_pdf_whose_table_is_a_little_wrong_is_mended() -> None:
    content = build.pdf(RED, BLUE)
    position = content.rindex(b"startxref\n") + len(b"startxref\n")
    wrong = content[:position] + b"7" + content[position + 1 :]

    document = staged(wrong)

    assert document.page_count == 2
    assert is_about(page_picture(document, 2), MIDDLE, BLUE)


def filled_form(**facts: object) -> pikepdf.Pdf:
    source = build.coloured_pdf(WHITE)
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", F=4, **facts
    )
    source.pages[0].Annots = source.make_indirect(pikepdf.Array([source.make_indirect(field)]))
    source.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([source.pages[0].Annots[0]]))
    return source


def test_what_was_filled_into_a_form_is_seen() -> None:
    source = filled_form(V="filled", Rect=[0, 0, 595, 842])
    form = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 595, 842]}
    look = source.make_stream(b"0 0.6 0 rg 0 0 595 842 re f", **form)
    source.pages[0].Annots[0].AP = pikepdf.Dictionary(N=look)

    document = staged(build.saved(source))

    assert is_about(page_picture(document), MIDDLE, (0, 153, 0))


def test_chinese_in_a_form_that_leaves_its_drawing_to_the_reader_is_seen() -> None:
    source = filled_form(V="港務公司", DA="/Helv 72 Tf 0 g", Rect=[50, 400, 550, 500])
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    source.Root.AcroForm.NeedAppearances = True
    source.Root.AcroForm.DR = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=source.make_indirect(font)))

    document = staged(build.saved(source))

    darkest, _ = page_picture(document).convert("L").getextrema()
    assert darkest < 50
    assert b"????" not in build.everything_in(document)
