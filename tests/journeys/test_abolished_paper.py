"""The paper that is refused most often is warned of at the upload field, while the clerk goes on typing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect

from demo.papers import PaperKind
from port.documents.reading_queue import read_next
from port.registration.models import AccountApplication
from tests.journeys.axe import assert_axe_finds_nothing
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED
from tests.journeys.pictures import take

SECONDS_TO_READ = 90


@contextmanager
def a_reader() -> Iterator[None]:
    """What `run_reader` does, with the real reader of pictures, in a thread of its own."""
    stop = Event()

    def read() -> None:
        try:
            while not stop.is_set():
                if not read_next(at=timezone.now(), going_on=lambda: not stop.is_set()):
                    stop.wait(0.2)
        finally:
            connections.close_all()

    thread = Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_the_abolished_paper_is_warned_of_before_it_is_sent_and_can_be_sent_all_the_same(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    clerk = open_page("/register/general/", size="phone")
    paper = a_paper(tmp_path, PaperKind.BUSINESS_LICENCE)

    # The paper first: it is read while the fields are filled in
    clerk.get_by_label("上傳公司證明文件").set_input_files(paper)
    expect(clerk.get_by_text("您可以繼續填寫")).to_be_visible()
    clerk.get_by_text("您可以繼續填寫").scroll_into_view_if_needed()
    assert_axe_finds_nothing(clerk)
    take(clerk, "reading")
    warning = clerk.locator(".upload .note--warn")
    with a_reader():
        for label, value in TYPED.items():
            clerk.get_by_label(label, exact=True).fill(value)
        expect(warning).to_contain_text("這份文件看起來是「營利事業登記證」", timeout=SECONDS_TO_READ * 1000)

    # The warning, at the upload field
    expect(warning).to_contain_text("自98年4月13日起停止使用，不再作為證明文件")
    expect(warning).to_contain_text("商業登記抄本")
    expect(warning).to_contain_text("仍可送出")
    expect(warning).not_to_contain_text("公司資料裡的不一樣")
    warning.scroll_into_view_if_needed()
    assert clerk.evaluate("document.documentElement.scrollWidth") <= clerk.viewport_size["width"]
    assert_axe_finds_nothing(clerk)
    take(clerk, "warned")

    # Another number is noticed when the field is left, and forgotten when it is mended
    clerk.get_by_label("公司統編", exact=True).fill("04595257")
    clerk.get_by_label("公司電話", exact=True).focus()
    expect(warning).to_contain_text("文件上的公司統編和公司資料裡的不一樣")
    clerk.get_by_label("公司統編", exact=True).fill(TYPED["公司統編"])
    clerk.get_by_label("公司電話", exact=True).focus()
    expect(warning).not_to_contain_text("公司資料裡的不一樣")

    # Once more before sending: back, then all the same
    clerk.get_by_role("button", name="送出", exact=True).click()
    question = clerk.get_by_role("dialog", name="確定要送出申請?")
    expect(question).to_contain_text("自98年4月13日起停止使用")
    take(clerk, "warned-again")
    question.get_by_role("button", name="回去修改").click()
    expect(question).to_have_count(0)
    clerk.get_by_role("button", name="送出", exact=True).click()
    question.get_by_role("button", name="仍要送出").click()
    expect(clerk.get_by_role("heading", name="帳號資料已經成功送出，請收取Email!!")).to_be_visible()

    assert AccountApplication.objects.get().document.file.name == paper.name
