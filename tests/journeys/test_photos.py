"""A clerk has no scanner: three photos, taken one after the other on a phone, become one document in the right order."""

import uuid
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from port.documents.models import StoredDocument
from port.registration.models import AccountApplication
from tests.journeys.axe import assert_axe_finds_nothing
from tests.journeys.people import TYPED, send_application
from tests.journeys.pictures import take

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (40, 60, 200)


def a_photo(folder: Path, name: str, colour: tuple[int, int, int]) -> Path:
    """Upright, the upper half in that colour, so that its place and its turn can be told from the document."""
    photo = Image.new("RGB", (900, 1200), "white")
    photo.paste(colour, (0, 0, 900, 600))
    photo.save(folder / name, "JPEG")
    return folder / name


def colours_of(document: StoredDocument, *, at: tuple[float, float] = (0.5, 0.25)) -> list[str]:
    """Which of the three colours each page has at that place of its width and height; white when none."""
    with document.open_pdf() as file:
        pdf = pypdfium2.PdfDocument(BytesIO(file.read()))
        pictures = [page.render(scale=0.3).to_pil().convert("RGB") for page in pdf]
    found = [picture.getpixel((int(picture.width * at[0]), int(picture.height * at[1]))) for picture in pictures]
    return [_named(colour) for colour in found]


def _named(found: tuple[int, int, int]) -> str:
    near = {"red": RED, "green": GREEN, "blue": BLUE, "white": (255, 255, 255)}
    return min(near, key=lambda name: sum(abs(a - b) for a, b in zip(near[name], found, strict=True)))


def upload_of(clerk: Page) -> Locator:
    return clerk.locator("[data-upload]")


def test_three_photos_taken_one_by_one_become_one_document_in_the_order_that_the_clerk_wants(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    clerk = open_page("/register/general/", size="phone", is_mobile=True, has_touch=True)
    for label, value in TYPED.items():
        clerk.get_by_label(label, exact=True).fill(value)
    upload = upload_of(clerk)

    # Three photos with the camera button, the second while the first is still on its way
    camera = clerk.get_by_label("拍照，加一頁")
    expect(camera.locator("xpath=..")).to_be_visible()
    for name, colour in (("one.jpg", RED), ("two.jpg", GREEN), ("three.jpg", BLUE)):
        camera.set_input_files(a_photo(tmp_path, name, colour))
    expect(upload.get_by_text("第 3 頁", exact=False).first).to_be_visible()
    expect(upload.locator("[data-page]")).to_have_count(3)
    upload.locator("[data-page]").first.scroll_into_view_if_needed()
    assert clerk.evaluate("document.documentElement.scrollWidth") <= clerk.viewport_size["width"]
    assert_axe_finds_nothing(clerk)
    take(clerk, "three-photos")

    # The last one belongs first; the focus goes along with it
    upload.get_by_role("button", name="第 3 頁往前移").click()
    expect(upload).to_contain_text("第 3 頁已往前移一頁。")
    expect(upload.get_by_role("button", name="第 2 頁往前移")).to_be_focused()
    clerk.keyboard.press("Enter")
    expect(upload).to_contain_text("第 2 頁已往前移一頁。")

    # One is turned, one removed and brought back
    upload.get_by_role("button", name="第 2 頁向右轉").click()
    expect(upload).to_contain_text("第 2 頁已向右轉 90 度。")
    upload.get_by_role("button", name="移除第 1 頁").click()
    expect(upload.locator("[data-page]")).to_have_count(2)
    take(clerk, "one-removed")
    upload.get_by_role("button", name="復原").click()
    expect(upload.locator("[data-page]")).to_have_count(3)

    send_application(clerk)
    document = AccountApplication.objects.get().document.file
    first, turned, last = colours_of(document, at=(0.75, 0.4))
    assert (first, turned, last) == ("blue", "red", "green")
    assert colours_of(document, at=(0.25, 0.4))[1] == "white"
    assert [original["name"] for original in document.originals] == ["one.jpg", "two.jpg", "three.jpg"]


def test_a_later_choice_says_what_it_replaces_and_can_be_undone(open_page: Callable[..., Page], tmp_path: Path) -> None:
    clerk = open_page("/register/general/")
    upload = upload_of(clerk)
    chooser = clerk.get_by_label("上傳公司證明文件")
    name = clerk.get_by_label("公司證明文件檔名")

    chooser.set_input_files(a_photo(tmp_path, "first.jpg", RED))
    expect(name).to_have_value("first.jpg")
    chooser.set_input_files([a_photo(tmp_path, "second.jpg", GREEN), a_photo(tmp_path, "third.jpg", BLUE)])
    expect(name).to_have_value("second.jpg 等 2 個檔案")
    expect(upload).to_contain_text("「second.jpg 等 2 個檔案」已取代先前的「first.jpg」。")
    chooser.scroll_into_view_if_needed()
    take(clerk, "replaced")
    upload.get_by_role("button", name="復原").click()

    expect(name).to_have_value("first.jpg")
    expect(upload.locator("[data-page]")).to_have_count(1)
    submission_id = clerk.locator("input[name=submission_id]").input_value()
    staged = StoredDocument.objects.staged_for(uuid.UUID(submission_id)).get()
    assert colours_of(staged) == ["red"]
