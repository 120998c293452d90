"""A clerk has no scanner: three photos, taken one after the other on a phone, become one document in the right order."""

import uuid
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

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


def hold_changes(clerk: Page) -> list[Route]:
    """From now on changes of the pages stay on their way; what waits is told by the list."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    clerk.route("**/document/pages/", hold)
    return held


def staged_by(clerk: Page) -> StoredDocument:
    submission_id = clerk.locator("input[name=submission_id]").input_value()
    return StoredDocument.objects.staged_for(uuid.UUID(submission_id)).get()


def test_while_a_photo_is_on_its_way_the_buttons_of_the_pages_wait(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    clerk = open_page("/register/general/", size="phone", is_mobile=True, has_touch=True)
    upload = upload_of(clerk)
    camera = clerk.get_by_label("拍照，加一頁")
    camera.set_input_files(a_photo(tmp_path, "one.jpg", RED))
    turn = upload.get_by_role("button", name="第 1 頁向右轉")
    expect(turn).to_be_visible()
    held = hold_changes(clerk)

    with clerk.expect_request("**/document/pages/"):
        camera.set_input_files(a_photo(tmp_path, "two.jpg", GREEN))
    expect(turn).to_have_attribute("aria-disabled", "true")
    turn.click(force=True)
    for route in held:
        route.continue_()
    clerk.unroute("**/document/pages/")

    expect(upload.locator("[data-page]")).to_have_count(2)
    expect(upload.get_by_role("button", name="第 1 頁向右轉")).not_to_have_attribute("aria-disabled", "true")
    assert len(held) == 1
    assert colours_of(staged_by(clerk)) == ["red", "green"]


def test_a_photo_whose_way_breaks_off_is_sent_again_before_those_that_were_taken_meanwhile(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    clerk = open_page("/register/general/", size="phone", is_mobile=True, has_touch=True)
    upload = upload_of(clerk)
    camera = clerk.get_by_label("拍照，加一頁")
    camera.set_input_files(a_photo(tmp_path, "one.jpg", RED))
    expect(upload.locator("[data-page]")).to_have_count(1)
    held = hold_changes(clerk)
    with clerk.expect_request("**/document/pages/"):
        camera.set_input_files(a_photo(tmp_path, "two.jpg", GREEN))
    camera.set_input_files(a_photo(tmp_path, "three.jpg", BLUE))

    held[0].abort()
    clerk.unroute("**/document/pages/")
    expect(upload).to_contain_text("檔案沒有送達")
    upload.get_by_role("button", name="再試一次").click()

    expect(upload.locator("[data-page]")).to_have_count(3)
    assert colours_of(staged_by(clerk)) == ["red", "green", "blue"]


def test_what_was_changed_in_another_tab_is_shown_and_the_clerk_goes_on_from_there(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    clerk = open_page("/register/general/", size="phone", is_mobile=True, has_touch=True)
    upload = upload_of(clerk)
    camera = clerk.get_by_label("拍照，加一頁")
    camera.set_input_files(a_photo(tmp_path, "one.jpg", RED))
    expect(upload.locator("[data-page]")).to_have_count(1)

    turn_in_another_tab(clerk)
    camera.set_input_files(a_photo(tmp_path, "two.jpg", GREEN))

    expect(upload.locator("[data-page]")).to_have_count(2)
    expect(upload).to_contain_text("已加入新的頁面，現在共 2 頁。")

    turn_in_another_tab(clerk)
    upload.get_by_role("button", name="移除第 1 頁").click()

    expect(upload).to_contain_text("您這次的調整沒有套用")
    expect(upload.locator("[data-page]")).to_have_count(2)
    take(clerk, "changed-elsewhere")

    upload.get_by_role("button", name="移除第 1 頁").click()

    expect(upload.locator("[data-page]")).to_have_count(1)
    assert colours_of(staged_by(clerk)) == ["green"]


def turn_in_another_tab(clerk: Page) -> None:
    """The same session and form, without this page noticing."""
    status = clerk.evaluate(
        """async () => {
          const body = new FormData(document.querySelector("form:has([data-upload])"));
          body.delete("document");
          body.append("change", "turn");
          body.append("number", "1");
          const url = document.querySelector("[data-upload]").dataset.changeUrl;
          return (await fetch(url, { method: "POST", body })).status;
        }"""
    )
    assert status == 200


def test_a_file_that_was_chosen_before_the_script_arrived_goes_off_when_it_does(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    clerk = open_page("/register/")
    held: list[Route] = []
    clerk.route("**/js/upload*.js", lambda route: held.append(route))
    clerk.goto("/register/general/", wait_until="commit")
    clerk.get_by_label("上傳公司證明文件").set_input_files(a_photo(tmp_path, "early.jpg", RED))

    held[0].continue_()

    expect(clerk.get_by_label("公司證明文件檔名")).to_have_value("early.jpg")
    expect(upload_of(clerk).locator("[data-page]")).to_have_count(1)
