"""Deciding about the account and about the document, refusing with reasons, and taking a decision back."""

from playwright.sync_api import Locator, Page, expect

from tools.manual.finders import css
from tools.manual.shapes import Chapter, Scene, Step
from tools.manual.steps.desk_world import ABOLISHED, open_case
from tools.manual.walking import Walk
from tools.manual.words import say

WIDE, HIGH = 1280, 1600
APPROVE, REJECT = "[data-decides=approve]", "[data-decides=reject]"


def _letter(walk: Walk) -> None:
    """The letter is looked at before it is decided to be sent."""
    page = walk.page("desk")
    page.locator("#account .answering button").first.click()
    expect(page.locator("#account .preview--letter").filter(visible=True).first).to_be_visible()


def _decided(page: Page, question: str, way: str) -> None:
    """Where both questions are answered, the next case comes."""
    with page.expect_navigation():
        page.locator(f"#{question} {way}").click()


def _document(walk: Walk) -> None:
    _decided(walk.page("desk"), "account", APPROVE)


def _refusal(walk: Walk) -> None:
    _decided(walk.page("desk"), "document", APPROVE)
    open_case(walk, ABOLISHED)
    page = walk.page("desk")
    _reason(page).check()
    page.locator('#account [name$="note"]').fill("請改附變更事項登記表或公司登記證明書。")
    expect(page.locator("#account .preview--letter").filter(visible=True).first).to_be_visible()


def _held(walk: Walk) -> None:
    _decided(walk.page("desk"), "account", REJECT)


def _reason(page: Page) -> Locator:
    return page.locator("#account .refusing label.choice").filter(has_text="營利事業登記證").locator("input").first


ACCOUNT = Chapter(
    slug="account",
    title=say("帳號審核"),
    intro=(say("帳號與文件分開決定。兩項都要決定時，也可以用「一次決定兩項」。"),),
    scenes=(
        Scene(
            name="07-account",
            come=_letter,
            who="desk",
            width=WIDE,
            height=HIGH,
            around=(css("#account"),),
            steps=(
                Step(
                    mark="7",
                    find=css("#account .answering button"),
                    title=say("先看{label}"),
                    do=say("按{label}，看要寄出的信；在{note}填寫的話會寫進信裡。"),
                    also=(("note", css("#account .answering label")),),
                ),
                Step(
                    mark="8",
                    find=css(f"#account {APPROVE}"),
                    title=say("按{label}"),
                    do=say("核對無誤就按{label}。申請人會收到附有驗證連結的信。鍵盤 a 移到這個按鈕。"),
                ),
            ),
        ),
    ),
)

DOCUMENT = Chapter(
    slug="document",
    title=say("公司證明文件審核"),
    intro=(),
    scenes=(
        Scene(
            name="09-document",
            come=_document,
            who="desk",
            width=WIDE,
            height=HIGH,
            around=(css("#document"),),
            steps=(
                Step(
                    mark="9",
                    find=css(f"#document {APPROVE}"),
                    title=say("按{label}"),
                    do=say(
                        "文件是最新版本、每一頁都在、統編與名稱相符時，按{label}。通過之後，這家公司才能請領通行證。"
                    ),
                ),
            ),
        ),
    ),
)

REFUSAL = Chapter(
    slug="refusal",
    title=say("審核不通過"),
    intro=(say("不通過一定要說明原因。信裡會寫明原因與怎麼補正，申請人由補正連結修改後再送一次。"),),
    scenes=(
        Scene(
            name="10-refusal",
            come=_refusal,
            who="desk",
            width=WIDE,
            height=HIGH,
            around=(css("#account"),),
            steps=(
                Step(
                    mark="10",
                    find=_reason,
                    title=say("勾選原因"),
                    do=say("勾選符合的原因，例如{label}；可以勾選好幾項。"),
                ),
                Step(
                    mark="11",
                    find=css('#account .answering .field [name$="note"]'),
                    title=say("需要時加上說明"),
                    do=say("在{label}補充這一件要特別注意的事。下方會即時顯示要寄出的信。"),
                ),
                Step(
                    mark="12",
                    find=css(f"#account {REJECT}"),
                    title=say("按{label}"),
                    do=say("確認信的內容後，按{label}。鍵盤 r 移到這個按鈕。"),
                ),
            ),
        ),
    ),
)

TAKING_BACK = Chapter(
    slug="taking-back",
    title=say("收回決定"),
    intro=(),
    scenes=(
        Scene(
            name="13-held",
            come=_held,
            who="desk",
            width=WIDE,
            height=HIGH,
            around=(css("#account"),),
            steps=(
                Step(
                    mark="13",
                    find=css("#account form button[type=submit]"),
                    title=say("在生效前按{label}"),
                    do=say("決定會先等候一段時間才生效、寄信。這段時間內按{label}，信不會寄出，填過的內容都還在。"),
                    notes=(say("已經生效的決定，要用「重新審核」，並寫明原因；申請人會收到一封信。"),),
                ),
            ),
        ),
    ),
)
