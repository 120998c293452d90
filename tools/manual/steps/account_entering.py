"""Steps 18 to 24: the answer, the proof of the address, the first login; and the letters that may follow."""

from django.urls import reverse
from playwright.sync_api import expect

from demo.papers import PaperKind
from port.companies.models import CompanyDocument, Reason
from port.companies.workflow import approve_document
from port.registration.workflow import approve, reject
from tools.manual.finders import css, field, way_to
from tools.manual.shapes import Chapter, Scene, Step
from tools.manual.steps.letters import open_newest_letter
from tools.manual.steps.people import TYPED, bring_paper, fill_in, newest_application
from tools.manual.walking import Walk
from tools.manual.words import say

ABOLISHED = "D01"
"""The reason that is met most often: the paper is a 營利事業登記證."""


def _approved(walk: Walk) -> None:
    approve(newest_application(), by=walk.reviewer)
    walk.deliver()
    open_newest_letter(walk.page())


def _verify(walk: Walk) -> None:
    page = walk.page()
    page.locator("a.go").click()
    page.locator('main [name="password"]').fill(TYPED["password"])


def _verified(walk: Walk) -> None:
    page = walk.page()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**{reverse('public:verified')}")


def _login(walk: Walk) -> None:
    page = walk.page()
    page.locator(f'main a[href="{reverse("public:login")}"]').click()
    page.locator('main [name="username"]').fill(TYPED["username"])
    page.locator('main [name="password"]').fill(TYPED["password"])


def _texts(walk: Walk) -> None:
    page = walk.page()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[data-texts]")).to_be_visible()


def _read(walk: Walk) -> None:
    page = walk.page()
    for text in page.locator("[data-text]").all():
        text.locator("[data-reading]").press("End")
        text.locator("[data-tick]").check()
    last = page.locator("[data-text]").last
    if last.locator("[data-text-toggle]").get_attribute("aria-expanded") == "false":
        last.locator("[data-text-toggle]").click()


def _inside(walk: Walk) -> None:
    page = walk.page()
    page.locator("[data-texts-button]").click()
    page.wait_for_url(f"**{reverse('company:home')}")


def _document_approved(walk: Walk) -> None:
    approve_document(CompanyDocument.objects.latest("submitted_at"), by=walk.reviewer)
    walk.deliver()
    open_newest_letter(walk.page())


def _refused(walk: Walk) -> None:
    """Another application, with the paper that was abolished."""
    page = walk.page("another")
    page.goto(reverse("public:register_general"))
    fill_in(page, *TYPED)
    page.locator('main [name="username"]').fill("harbor2027")
    bring_paper(page, walk.folder, PaperKind.BUSINESS_LICENCE)
    page.locator(".endbar button[type=submit]").click()
    page.locator("dialog[open] form button[type=submit]").click()
    expect(page.locator(".slip")).to_be_visible()
    walk.deliver()
    reject(newest_application(), by=walk.reviewer, reasons=[Reason.objects.get(code=ABOLISHED)])
    walk.deliver()
    open_newest_letter(page)


def _mending(walk: Walk) -> None:
    walk.page("another").locator("a.go").click()


RESULT = Chapter(
    slug="result",
    title=say("審核結果與 Email 驗證", "The answer, and proving your address"),
    intro=(
        say(
            "審核目標為 {{review_working_days}} 個工作天，結果寄到您的 Email。",
            "We aim to answer within {{review_working_days}} working days. The answer comes by email.",
        ),
    ),
    scenes=(
        Scene(
            name="18-approved",
            come=_approved,
            width=720,
            height=1400,
            around=(css(".from"), css("dl")),
            steps=(
                Step(
                    mark="18",
                    find=css("a.go"),
                    title=say("在審核通過的信中，點選{label}", "In the letter of approval, choose {label}"),
                    do=say(
                        "收到「{told}」的通知信後，點選信中的{label}。連結 {{verification_hours}} 小時內有效。",
                        "When the letter “{told}” has come, choose {label} in it. The link works for {{verification_hours}} "
                        "hours.",
                    ),
                    notes=(
                        say(
                            "驗證信不可轉寄至其他信箱做驗證。",
                            "Do not forward the letter: the address is proven from the mailbox it was sent to.",
                        ),
                        say(
                            "公司證明文件另外審核，結果另寄一封信；通過之後，才能開始申請通行證。等候期間可以先登入做基本資料維護。",
                            "The company document is reviewed apart, and its result comes in a letter of its own. You may apply "
                            "for passes only after that; meanwhile you can log in and keep your company's data.",
                        ),
                    ),
                    also=(("told", css("h1")),),
                ),
            ),
        ),
        Scene(
            name="18-verify",
            come=_verify,
            width=1000,
            height=1200,
            around=(css("main h1"), css("main form")),
            steps=(
                Step(
                    mark="18-2",
                    find=css("main form button[type=submit]"),
                    title=say("輸入密碼，按{label}", "Enter your password and press {label}"),
                    do=say(
                        "核對畫面上的帳號，在{password}欄位輸入申請時設定的密碼，按{label}。",
                        "Check the account name, enter the password of your application in {password}, and press {label}.",
                    ),
                    also=(("password", field("password")),),
                ),
            ),
        ),
        Scene(
            name="19-verified",
            come=_verified,
            width=1000,
            height=900,
            around=(css("header"), css("main section")),
            steps=(
                Step(
                    mark="19",
                    find=way_to("public:login"),
                    title=say("{told}，點選{label}", "{told}: choose {label}"),
                    do=say(
                        "畫面顯示{told}後，點選{label}，到{{system_name}}的登入畫面。",
                        "When the page says {told}, choose {label} to come to the login of the {{system_name}}.",
                    ),
                    also=(("told", css("main h1")),),
                ),
            ),
        ),
        Scene(
            name="20-login",
            come=_login,
            width=1000,
            height=1200,
            around=(css("main h1"), css("main form")),
            steps=(
                Step(
                    mark="20",
                    find=css("main form button[type=submit]"),
                    title=say("輸入帳號與密碼，按{label}", "Enter account name and password, and press {label}"),
                    do=say(
                        "輸入{username}與{password}，按{label}。",
                        "Enter {username} and {password}, and press {label}.",
                    ),
                    notes=(
                        say(
                            "忘記時，點選{lost_name}或{lost_password}。",
                            "If you do not remember them, choose {lost_name} or {lost_password}.",
                        ),
                    ),
                    also=(
                        ("username", field("username")),
                        ("password", field("password")),
                        ("lost_name", way_to("public:forgotten_account")),
                        ("lost_password", way_to("public:forgotten_password")),
                    ),
                ),
            ),
        ),
    ),
)

FIRST_LOGIN = Chapter(
    slug="first-login",
    title=say("第一次登入", "Your first login"),
    intro=(
        say(
            "審核通過後第一次登入，要先讀完並確認三份文件，才能使用其他功能。",
            "At the first login you read and acknowledge three texts before anything else opens.",
        ),
    ),
    scenes=(
        Scene(
            name="21-texts",
            come=_texts,
            width=1000,
            height=1000,
            steps=(
                Step(
                    mark="21",
                    find=css("[data-text] [data-reading]"),
                    title=say("把每一份文件讀到文末", "Read each text to its end"),
                    do=say(
                        "依序讀{first}、{second}、{third}。捲動文字框到文末；用鍵盤可以按 End 鍵。",
                        "Read {first}, {second} and {third} in turn. Scroll each box to its end; with the keyboard, press End.",
                    ),
                    also=(
                        ("first", css("[data-text]:nth-of-type(1) h2")),
                        ("second", css("[data-text]:nth-of-type(2) h2")),
                        ("third", css("[data-text]:nth-of-type(3) h2")),
                    ),
                ),
            ),
        ),
        Scene(
            name="22-agree",
            come=_read,
            width=1000,
            height=1400,
            around=(css("[data-texts]"),),
            steps=(
                Step(
                    mark="22",
                    find=lambda page: page.locator("[data-text]").last.locator("[data-tick]"),
                    title=say("勾選{label}", "Tick {label}"),
                    do=say("每一份讀到文末後，勾選{label}。", "At the end of each text, tick {label}."),
                ),
                Step(
                    mark="23",
                    find=css("[data-texts-button]"),
                    title=say("按{label}", "Press {label}"),
                    do=say("三份都勾選後，按{label}。", "When all three are ticked, press {label}."),
                ),
            ),
        ),
        Scene(
            name="24-inside",
            come=_inside,
            width=1000,
            height=760,
            steps=(
                Step(
                    mark="24",
                    find=css("header .who__names"),
                    title=say("登入完成", "You are in"),
                    do=say(
                        "已經登入{{system_name}}。右上角是目前登入的公司與您的姓名；「{road}」說明下一步是什麼、輪到誰。",
                        "You are in the {{system_name}}. At the top right you see the company you act for and your name; "
                        "“{road}” says what comes next, and whose turn it is.",
                    ),
                    also=(("road", css("#road")),),
                ),
            ),
        ),
    ),
)

AFTERWARDS = Chapter(
    slug="afterwards",
    title=say("其他通知信", "Letters that may follow"),
    intro=(),
    scenes=(
        Scene(
            name="a-document",
            come=_document_approved,
            width=720,
            height=1200,
            around=(css(".from"), css(".words")),
            steps=(
                Step(
                    mark="A",
                    find=css("h1"),
                    title=say("公司證明文件審核通過", "The company document is approved"),
                    do=say(
                        "收到「{label}」的通知信後，就可以登入系統請領通行證。",
                        "When the letter “{label}” has come, you may log in and apply for passes.",
                    ),
                ),
            ),
        ),
        Scene(
            name="b-refused",
            come=_refused,
            who="another",
            width=720,
            height=1600,
            around=(css(".from"), css("a.go")),
            steps=(
                Step(
                    mark="B",
                    find=css(".reasons"),
                    named=css("h1"),
                    title=say("帳號未審核通過：先看原因", "The account is not approved: read why"),
                    do=say(
                        "信中會寫明未通過的原因，以及怎麼補正。",
                        "The letter gives the reasons, and says how to correct each.",
                    ),
                ),
                Step(
                    mark="C",
                    find=css("a.go"),
                    title=say("點選{label}", "Choose {label}"),
                    do=say(
                        "點選信中的{label}，上次填寫的內容都會保留，不用從頭再填。",
                        "Choose {label}. What you filled in before is kept; you need not begin anew.",
                    ),
                ),
            ),
        ),
        Scene(
            name="d-mending",
            come=_mending,
            who="another",
            width=1000,
            height=1600,
            around=(css("main h1"), css("main form")),
            steps=(
                Step(
                    mark="D",
                    find=css("main form button[type=submit]"),
                    title=say("按{label}", "Press {label}"),
                    do=say(
                        "核對受理號碼與原因後，按{label}，修改標示的欄位、重新輸入密碼，再送出一次。",
                        "Check the reference number and the reasons, press {label}, correct the fields that are marked, enter your "
                        "password again, and send it once more.",
                    ),
                ),
            ),
        ),
    ),
)
