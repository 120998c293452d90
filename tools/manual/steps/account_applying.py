"""Steps 1 to 17: from the portal to the letter that says that the application has arrived."""

from django.urls import reverse
from playwright.sync_api import expect

from tools.manual.finders import css, field, way_to
from tools.manual.shapes import Chapter, Scene, Step
from tools.manual.steps.letters import open_newest_letter
from tools.manual.steps.people import bring_paper, fill_in
from tools.manual.walking import Walk
from tools.manual.words import say

FORM = 3600
"""High enough for the whole form to stand in the window."""


def _portal(walk: Walk) -> None:
    page = walk.page()
    page.goto(reverse("public:home"))
    page.keyboard.press("Escape")


def _login(walk: Walk) -> None:
    walk.page().goto(reverse("public:login"))


def _types(walk: Walk) -> None:
    walk.page().goto(reverse("public:register"))


def _person(walk: Walk) -> None:
    page = walk.page()
    page.locator(f'main a[href="{reverse("public:register_general")}"]').click()
    page.wait_for_load_state()
    fill_in(page, "username", "name", "mobile", "email", "password", "password_again")
    expect(page.locator(".field__message .spinner")).to_have_count(0)


def _company(walk: Walk) -> None:
    fill_in(walk.page(), "number", "phone", "company_name", "address", "representative")


def _paper(walk: Walk) -> None:
    bring_paper(walk.page(), walk.folder)


def _send(walk: Walk) -> None:
    page = walk.page()
    page.locator(".endbar button[type=submit]").click()
    expect(page.locator("dialog[open]")).to_be_visible()


def _sent(walk: Walk) -> None:
    page = walk.page()
    page.locator("dialog[open] form button[type=submit]").click()
    expect(page.locator(".slip")).to_be_visible()


def _received(walk: Walk) -> None:
    walk.deliver()
    open_newest_letter(walk.page())


START = Chapter(
    slug="start",
    title=say("開始申請", "Start"),
    intro=(
        say(
            "請先準備：公司統一編號（政府機關用機關代碼）、最新版本的公司證明文件（檔案或照片），以及您收得到信的 Email。填寫約需 5 分鐘。",
            "Have ready: the Unified Business Number of your company (an agency uses its agency code), the newest company "
            "document as a file or a photo, and an email address that you can read. It takes about five minutes.",
        ),
    ),
    scenes=(
        Scene(
            name="01-portal",
            come=_portal,
            height=640,
            width=1100,
            steps=(
                Step(
                    mark="1",
                    find=way_to("public:register", inside="header"),
                    title=say("到{{site_name}}，點選{label}", "Open the {{site_name}} and choose {label}"),
                    do=say(
                        "開啟{{site_name}}（{{public_url}}），點選右上角的{label}。用手機時，先點選「選單」。",
                        "Open the {{site_name}} ({{public_url}}) and choose {label} at the top right. "
                        "On a phone, open the menu first.",
                    ),
                ),
            ),
        ),
        Scene(
            name="01-login",
            come=_login,
            width=1100,
            height=740,
            steps=(
                Step(
                    mark="1-2",
                    find=css('main a.button[href$="register/"]'),
                    title=say("或從登入畫面點選{label}", "Or choose {label} where you log in"),
                    do=say(
                        "已經在登入畫面時，點選{label}，會到同一個地方。",
                        "If you are on the login page already, {label} leads to the same place.",
                    ),
                ),
            ),
        ),
        Scene(
            name="01-types",
            come=_types,
            width=1000,
            height=1200,
            around=(css("main h1"), css(".types")),
            steps=(
                Step(
                    mark="1-3",
                    find=way_to("public:register_general"),
                    title=say("帳號類型選{label}", "Choose {label}"),
                    do=say(
                        "每一家公司都要有自己的{label}，依統一編號分別申請。",
                        "Every company needs a {label} of its own, one for each Unified Business Number.",
                    ),
                    notes=(
                        say(
                            "要用一個帳號管理多家公司時，先完成每一家公司的{label}，再申請{shared}。",
                            "To manage several companies with one account, first open a {label} for each, "
                            "then apply for a {shared}.",
                        ),
                    ),
                    also=(("shared", way_to("public:register_shared")),),
                ),
            ),
        ),
    ),
)

PERSON = Chapter(
    slug="person",
    title=say("帳號資料", "You"),
    intro=(
        say(
            "所有欄位均為必填，內容由您自行設定。每一欄的填寫規則，點選欄位旁的 ⓘ 也看得到。",
            "Every field is required. The rules of each field are also behind the ⓘ beside it.",
        ),
    ),
    scenes=(
        Scene(
            name="02-person",
            come=_person,
            height=FORM,
            around=(css("section.sheet"),),
            steps=(
                Step(
                    "2",
                    field("username"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，輸入自行設定的帳號。", "In {label}, enter an account name of your own choice."),
                    tells_help=True,
                ),
                Step(
                    "3",
                    field("name"),
                    say("{label}", "{label}"),
                    say(
                        "在{label}欄位，填寫帳號人員的姓名。",
                        "In {label}, enter the name of the person who uses the account.",
                    ),
                    tells_help=True,
                ),
                Step(
                    "4",
                    field("mobile"),
                    say("{label}", "{label}"),
                    say(
                        "在{label}欄位，填寫帳號人員的手機號碼。", "In {label}, enter the mobile number of that person."
                    ),
                    tells_help=True,
                ),
                Step(
                    "5",
                    field("email"),
                    say("{label}", "{label}"),
                    say(
                        "在{label}欄位，填寫帳號人員的電子郵件信箱。",
                        "In {label}, enter the email address of that person.",
                    ),
                    tells_help=True,
                ),
                Step(
                    "6",
                    field("password"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，填入您設定的密碼。", "In {label}, enter a password of your own choice."),
                    tells_help=True,
                ),
                Step(
                    "7",
                    field("password_again"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，再次填寫同一個密碼。", "In {label}, enter the same password again."),
                    tells_help=True,
                ),
            ),
        ),
    ),
)

COMPANY = Chapter(
    slug="company",
    title=say("公司資料與公司證明文件", "Your company and its document"),
    intro=(
        say(
            "請照公司證明文件填寫，審核人員會逐項核對。",
            "Write what the company document says; a reviewer compares them item by item.",
        ),
    ),
    scenes=(
        Scene(
            name="08-company",
            come=_company,
            height=FORM,
            around=(css("section.sheet + section.sheet .sheet__head"), field("number"), field("representative")),
            steps=(
                Step(
                    "8",
                    field("number"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，填入公司統編。", "In {label}, enter the number of the company."),
                    tells_help=True,
                ),
                Step(
                    "9",
                    field("phone"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，填入公司電話。", "In {label}, enter the telephone number of the company."),
                    tells_help=True,
                ),
                Step(
                    "10",
                    field("company_name"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，填入公司名稱（全銜）。", "In {label}, enter the full name of the company."),
                    tells_help=True,
                ),
                Step(
                    "11",
                    field("address"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，填入公司完整地址。", "In {label}, enter the complete address of the company."),
                    tells_help=True,
                ),
                Step(
                    "12",
                    field("representative"),
                    say("{label}", "{label}"),
                    say("在{label}欄位，填入公司負責人姓名。", "In {label}, enter the name of the representative."),
                    tells_help=True,
                ),
            ),
        ),
        Scene(
            name="13-document",
            come=_paper,
            height=FORM,
            around=(css(".upload"), css(".endbar button[type=submit]")),
            steps=(
                Step(
                    mark="13",
                    find=css("#id_document"),
                    title=say("{label}", "{label}"),
                    do=say(
                        "點選{label}，選擇檔案後按「開啟」；用手機可以直接拍照。上傳完成後會出現每一頁的小圖。",
                        "Choose {label}, pick the file and open it; on a phone you may take a photo. "
                        "A small picture of each page shows that it has arrived.",
                    ),
                    notes=(
                        say(
                            "多頁請一次選取，系統會依順序合併成一份；再次上傳，僅保留最後一份。",
                            "Pick all pages at once: they are joined in that order. Of several uploads the last one is kept.",
                        ),
                        say(
                            "營利事業登記證已廢止，不能使用。請附最新版本的文件，例如：變更事項登記表、商業登記抄本、法人登記證書、"
                            "工廠登記證、公司登記證明書、教育部證明函、人民團體立案證書。",
                            "The Business Registration Certificate (營利事業登記證) was abolished and cannot be used. Bring the "
                            "newest version of, for example, the registration form of changes (變更事項登記表) or the business "
                            "registration transcript (商業登記抄本).",
                        ),
                    ),
                ),
                Step(
                    mark="14",
                    find=css(".endbar button[type=submit]"),
                    title=say("按{label}", "Press {label}"),
                    do=say("全部填好後，按{label}。", "When everything is filled in, press {label}."),
                    notes=(
                        say(
                            "沒有送出時，請看畫面最上方的說明：有 ⊗ 的欄位依規則修正後，再按一次{label}。",
                            "If it is not sent, read what stands at the top: correct the fields marked ⊗ and press {label} again.",
                        ),
                        say(
                            "出現「帳號已經存在」時，請改用其他帳號。",
                            "If you are told that the account name exists already, choose another one.",
                        ),
                    ),
                ),
            ),
        ),
    ),
)

SENDING = Chapter(
    slug="sending",
    title=say("核對並送出", "Check and send"),
    intro=(),
    scenes=(
        Scene(
            name="15-check",
            come=_send,
            height=1000,
            steps=(
                Step(
                    mark="15",
                    find=css("dialog[open] form button[type=submit]"),
                    title=say("核對後按{label}", "Check, then press {label}"),
                    do=say(
                        "畫面問{question}：再核對一次，正確就按{label}；要改就按{back}。",
                        "You are asked {question} Check once more. If all is right, press {label}; to change something, "
                        "press {back}.",
                    ),
                    also=(
                        ("question", css("dialog[open] h2")),
                        ("back", css("dialog[open] button[data-closes]")),
                    ),
                ),
            ),
        ),
        Scene(
            name="16-sent",
            come=_sent,
            width=1100,
            height=900,
            steps=(
                Step(
                    mark="16",
                    find=css(".slip__number"),
                    named=css(".slip__number dt"),
                    title=say("已經送出，請收取 Email", "Sent: now look into your mailbox"),
                    do=say(
                        "畫面顯示{told}。請記下{label}，或列印這一頁；查詢進度和洽詢時會用到。看完按{done}。",
                        "The page says {told}. Write down the {label}, or print the page: you need it to ask where "
                        "your application stands. Then press {done}.",
                    ),
                    also=(("told", css("main h1")), ("done", css(".receipt__slip a.button"))),
                ),
            ),
        ),
        Scene(
            name="17-received",
            come=_received,
            width=720,
            height=1200,
            around=(css(".from"), css("dl")),
            steps=(
                Step(
                    mark="17",
                    find=css("h1"),
                    title=say("到信箱收通知信", "Read the letter"),
                    do=say(
                        "到您填寫的信箱，收取通知信「{label}」。",
                        "Open the letter “{label}” in the mailbox that you gave.",
                    ),
                    notes=(
                        say(
                            "收到這封信，只表示申請已經送出，還不能登入。請等候審核，結果會再寄到同一個信箱。",
                            "This letter only says that your application has arrived. You cannot log in yet: the answer comes "
                            "to the same mailbox.",
                        ),
                        say(
                            "沒有收到時，請先看垃圾郵件匣。",
                            "If there is none, look into your junk folder first.",
                        ),
                    ),
                ),
            ),
        ),
    ),
)
