"""Finding a case, reading it, looking a second time, and seeing what was sent."""

from django.urls import reverse

from tools.manual.finders import css, way_to
from tools.manual.shapes import Chapter, Scene, Step
from tools.manual.steps.desk_world import GOOD, draw_a_lot, let_it_happen, open_case, sign_in
from tools.manual.walking import Walk
from tools.manual.words import say

WIDE = 1280


def _queue(walk: Walk) -> None:
    sign_in(walk, "desk")


def _case(walk: Walk) -> None:
    walk.page("desk").locator(f"#claim-{walk.known[GOOD].pk}").click()
    open_case(walk, GOOD)
    walk.page("desk").wait_for_load_state("networkidle")


def _looks(walk: Walk) -> None:
    let_it_happen(walk)
    draw_a_lot(walk)
    sign_in(walk, "colleague")
    walk.page("colleague").goto(reverse("staff:looks"))


def _look(walk: Walk) -> None:
    page = walk.page("colleague")
    page.locator("main .results a").first.click()
    page.locator('main [name="verdict"][value="approve"]').check()
    page.wait_for_load_state("networkidle")


def _letters(walk: Walk) -> None:
    walk.page("desk").goto(reverse("staff:letters"))


QUEUE = Chapter(
    slug="queue",
    title=say("待審清單與領取"),
    intro=(say("登入後就是待審清單，等候最久的在最上面。鍵盤 j、k 上下移動，Enter 開啟，/ 搜尋，? 看所有按鍵。"),),
    scenes=(
        Scene(
            name="01-queue",
            come=_queue,
            who="desk",
            width=WIDE,
            height=620,
            around=(css("header"), css("main table.queue")),
            steps=(
                Step(
                    mark="1",
                    find=css("main nav.chips"),
                    title=say("選擇檢視"),
                    do=say("用上方的檢視，看全部待審、只看帳號或文件、逾時、或您領取的案件。數字是件數。"),
                ),
                Step(
                    mark="2",
                    find=css("main td.q-end button"),
                    title=say("按{label}"),
                    do=say("按{label}，案件會保留給您 30 分鐘，同事看得到您在處理。做完或不做了，按「交回」。"),
                ),
                Step(
                    mark="3",
                    find=css("main td.q-full a"),
                    title=say("點選公司名稱，開啟案件"),
                    do=say("點選公司名稱開啟案件。「已等候」同時顯示離目標還有多久。"),
                ),
            ),
        ),
    ),
)

CASE = Chapter(
    slug="case",
    title=say("核對案件"),
    intro=(say("左邊是申請人填寫的資料與機器發現，中間是文件，右邊是兩項決定。機器發現只是建議，決定由您作成。"),),
    scenes=(
        Scene(
            name="04-case",
            come=_case,
            who="desk",
            width=WIDE,
            height=1700,
            around=(css("main h1"), css("#facts"), css(".scan .leaf"), css("#account .decide__head")),
            steps=(
                Step(
                    mark="4",
                    find=css("#facts-heading"),
                    title=say("逐項核對{label}"),
                    do=say("每一項的旁邊，是電腦在文件上讀到的字與相符與否；點選剪下的小圖，會移到文件上的位置。"),
                ),
                Step(
                    mark="5",
                    find=css(".scan .leaf img"),
                    named=css("#scan-heading"),
                    title=say("看文件"),
                    do=say("看文件的種類、日期與每一頁；點選頁面另開視窗放大。營利事業登記證已廢止，不能接受。"),
                ),
                Step(
                    mark="6",
                    find=css("#findings-heading"),
                    title=say("看{label}"),
                    do=say("這裡列出先前看過的相同檔案、統編、Email、電話或人員，點選可以開啟那一件。"),
                ),
            ),
        ),
    ),
)

SECOND_LOOK = Chapter(
    slug="second-look",
    title=say("複閱"),
    intro=(say("系統抽出一部分通過的案件，由另一位審核人員再看一次。結論只給主管參考，不寄給申請人。"),),
    scenes=(
        Scene(
            name="14-looks",
            come=_looks,
            who="colleague",
            width=WIDE,
            height=520,
            around=(css("header"), css("main .results")),
            steps=(
                Step(
                    mark="14",
                    find=css("main .results a"),
                    title=say("開啟抽出的案件"),
                    do=say("在{menu}點選案件。您決定過、或已經看過結果的案件不會列給您。"),
                    also=(("menu", way_to("staff:looks", inside="header")),),
                ),
            ),
        ),
        Scene(
            name="15-look",
            come=_look,
            who="colleague",
            width=WIDE,
            height=1100,
            around=(css("main h1"), css("#look")),
            steps=(
                Step(
                    mark="15",
                    find=css("#look form button[type=submit]"),
                    title=say("選擇結論，按{label}"),
                    do=say("當作第一次審核來判斷：選擇結論，不通過時勾選原因，按{label}。結論不同時由主管處理。"),
                ),
            ),
        ),
    ),
)

LETTERS = Chapter(
    slug="letters",
    title=say("通知信"),
    intro=(),
    scenes=(
        Scene(
            name="16-letters",
            come=_letters,
            who="desk",
            width=WIDE,
            height=620,
            around=(css("header"), css("main table.queue")),
            steps=(
                Step(
                    mark="16",
                    find=css("main tbody tr"),
                    named=css("main tbody tr b"),
                    title=say("看信寄出了沒有"),
                    do=say("在{menu}看每一封信的種類、收件人、狀態與寄出時間。申請人說沒收到時，先看這裡。"),
                    also=(("menu", way_to("staff:letters", inside="header")),),
                ),
            ),
        ),
    ),
)
