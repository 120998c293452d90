"""The road of a refusal: the letter says why, its link opens what was sent, and the mended application is approved."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from demo.papers import PaperKind
from port.accounts.models import User
from port.companies.models import Reason
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject
from tests.journeys.papers import a_paper
from tests.journeys.people import TYPED, fill_in_application, send_application
from tests.journeys.pictures import take

OpenPage = Callable[..., Page]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _code_in_the_newest_letter(page: Page) -> str:
    """Read in another tab of the same browser, as people do."""
    mailbox = page.context.new_page()
    mailbox.goto("/mailbox/")
    letter = mailbox.get_by_role("article").first
    expect(letter.get_by_role("heading")).to_have_text("通行證系統申請進度查詢驗證碼")
    found = re.search(r"^\s*([0-9]{6})\s*$", letter.inner_text(), re.MULTILINE)
    assert found
    return found[1]


def test_a_refused_applicant_mends_on_the_phone_what_was_refused_and_is_approved(
    open_page: OpenPage, reviewer: User, deliver: Callable[[], int], tmp_path: Path
) -> None:
    clerk = open_page("/register/general/", size="phone")
    fill_in_application(clerk, a_paper(tmp_path, PaperKind.BUSINESS_LICENCE))
    reference = send_application(clerk)
    reject(AccountApplication.objects.get(), by=reviewer, reasons=[Reason.objects.get(code="D01")])
    deliver()

    # The letter: why, how to mend it, and the link
    clerk.goto("/mailbox/")
    letter = clerk.get_by_role("article").first
    expect(letter).to_contain_text("「營利事業登記證」自98年4月13日起停止使用，不再作為證明文件")
    take(clerk, "26-letter-refused")
    letter.get_by_role("link", name="/mend/").click()

    # The page before the form
    expect(clerk.get_by_role("heading", name="補正帳號申請", level=1)).to_be_visible()
    expect(clerk.get_by_role("main")).to_contain_text(reference)
    assert clerk.evaluate(SIDEWAYS) == 0
    take(clerk, "27-mending-link")
    clerk.get_by_role("button", name="開始補正").click()

    # The form as it was sent; only the document is missing, and the passwords
    document = clerk.get_by_label("上傳公司證明文件")
    expect(document).to_have_accessible_description(re.compile("「營利事業登記證」自98年4月13日起停止使用"))
    for label in ("帳號", "姓名", "公司名稱", "公司地址"):
        expect(clerk.get_by_label(label, exact=True)).to_have_value(TYPED[label])
    assert clerk.evaluate(SIDEWAYS) == 0
    take(clerk, "28-mending-form")
    document.set_input_files(a_paper(tmp_path))
    expect(clerk.get_by_label("公司證明文件檔名")).to_have_value("company_certificate.pdf")
    for label in ("密碼", "確認密碼"):
        clerk.get_by_label(label, exact=True).fill(TYPED[label])
    clerk.get_by_label("姓名", exact=True).fill("王大明")

    # The check says what was changed
    clerk.get_by_role("button", name="送出", exact=True).click()
    dialog = clerk.get_by_role("dialog", name="確定要送出申請?")
    expect(dialog).to_contain_text("原本 王小明")
    expect(dialog).to_contain_text("原本 business_licence.pdf")
    take(clerk, "29-mending-check")
    dialog.get_by_role("button", name="返回修改").click()
    assert send_application(clerk) != reference

    # The reviewer approves what was mended, and the used link says so
    mended = AccountApplication.objects.get(forerunner__reference=reference)
    assert approve(mended, by=reviewer).state == ApplicationState.APPROVED
    deliver()
    clerk.goto("/mailbox/")
    clerk.get_by_role("article").filter(has_text="未審核通過").first.get_by_role("link", name="/mend/").click()
    expect(clerk.get_by_role("heading", name="這份申請已經補正送出")).to_be_visible()
    expect(clerk.get_by_role("main")).to_contain_text(mended.reference)


def test_an_applicant_looks_up_where_the_application_stands_with_a_code(
    open_page: OpenPage, reviewer: User, deliver: Callable[[], int], tmp_path: Path
) -> None:
    clerk = open_page("/register/general/", size="phone")
    fill_in_application(clerk, a_paper(tmp_path))
    reference = send_application(clerk)

    clerk.goto("/queries/")
    clerk.get_by_role("main").get_by_role("link", name="申請進度查詢").click()
    clerk.get_by_label("受理號碼", exact=True).fill(reference.replace("-", ""))
    clerk.get_by_label("Email", exact=True).fill(TYPED["Email"])
    take(clerk, "30-progress-ask")
    clerk.get_by_role("button", name="寄送驗證碼").click()
    expect(clerk.get_by_role("heading", name="輸入驗證碼")).to_be_visible()
    deliver()
    clerk.get_by_label("驗證碼", exact=True).fill(_code_in_the_newest_letter(clerk))
    clerk.get_by_role("button", name="查看進度").click()

    expect(clerk.get_by_role("heading", name="申請進度", exact=True)).to_be_visible()
    expect(clerk.get_by_role("main")).to_contain_text("帳號審核中")
    assert clerk.evaluate(SIDEWAYS) == 0
    take(clerk, "31-progress")
