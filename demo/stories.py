"""What may become of an applicant. Each story begins with a form sent so long `ago`, and leaves a case in one state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from demo.applicants import valid_numbers
from demo.dating import DAY, HOUR, MINUTE
from demo.desk import ADDED
from demo.papers import PaperKind
from demo.sheets import Sheet
from demo.walk import Walk

LICENCE = Sheet(kind=PaperKind.BUSINESS_LICENCE, age=19 * 365 * DAY)
OLD_PAPER = Sheet(age=11 * 365 * DAY)
NOBODYS_NUMBER = valid_numbers(500)[-1]


@dataclass(frozen=True)
class Story:
    """The papers that it takes, in this order, and what happens: a function of the walk and of how long ago it began."""

    papers: tuple[Sheet, ...]
    happens: Callable[[Walk, timedelta], None]

    def __call__(self, walk: Walk, ago: timedelta) -> None:
        self.happens(walk, ago)


def with_papers(*papers: Sheet) -> Callable[[Callable[[Walk, timedelta], None]], Story]:
    return lambda happens: Story(papers, happens)


@with_papers(Sheet())
def sent(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)


@with_papers(Sheet(pages=3))
def sent_with_three_pages(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)


@with_papers(LICENCE)
def sent_with_a_licence(walk: Walk, ago: timedelta) -> None:
    """Nobody has noticed yet that the paper is the abolished one."""
    walk.submit(ago)


@with_papers(Sheet(lying=True))
def sent_lying(walk: Walk, ago: timedelta) -> None:
    """The photo was taken from the side."""
    walk.submit(ago)


@with_papers(Sheet(other_name="遠洋示範國際物流股份有限公司"))
def sent_with_another_name(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)


@with_papers(Sheet(other_number=NOBODYS_NUMBER))
def sent_with_another_number(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.note(ago - DAY, "已去電公司，請對方確認統編後回覆。")


@with_papers(Sheet())
def document_came_first(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.approve_document(ago - 2 * DAY)


@with_papers(OLD_PAPER)
def document_was_refused_first(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.reject_document(ago - 2 * DAY, "D03")


@with_papers(Sheet())
def approved(walk: Walk, ago: timedelta) -> None:
    """The letter with the link is out, and the document waits."""
    walk.submit(ago)
    walk.approve(ago / 3)


@with_papers(Sheet())
def approved_and_asked_again(walk: Walk, ago: timedelta) -> None:
    approved(walk, ago)
    walk.ask_for_the_link_again(HOUR)


@with_papers(Sheet())
def lapsed(walk: Walk, ago: timedelta) -> None:
    """Approved, reminded, and the address never proven."""
    approved_with_document(walk, ago)
    walk.remind(ago - 12 * DAY)
    walk.lapse(ago - 15 * DAY)


@with_papers(Sheet())
def approved_with_document(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.approve_both(ago - DAY)


@with_papers(Sheet())
def verified(walk: Walk, ago: timedelta) -> None:
    """The three texts of the first login are still to be read."""
    walk.submit(ago)
    walk.approve(ago - DAY)
    walk.verify(ago - 2 * DAY)


@with_papers(Sheet())
def inside(walk: Walk, ago: timedelta) -> None:
    verified(walk, ago)
    walk.acknowledge()


@with_papers(Sheet())
def in_force(walk: Walk, ago: timedelta) -> None:
    inside(walk, ago)
    walk.approve_document(ago - 3 * DAY, "文件與填寫內容相符。")


@with_papers(LICENCE)
def refused_for_licence(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.approve(ago - DAY)
    walk.verify(ago - 2 * DAY)
    walk.acknowledge()
    walk.reject_document(ago - 3 * DAY, "D01")


@with_papers(Sheet(pages=2, of=3))
def refused_for_a_missing_page(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.approve(ago - DAY)
    walk.verify(ago - 2 * DAY)
    walk.reject_document(ago - 2 * DAY, "D05", "Z99", note="缺少第 3 頁，請連同前兩頁一起上傳。")


@with_papers(LICENCE, Sheet())
def handed_in_again(walk: Walk, ago: timedelta) -> None:
    refused_for_licence(walk, ago)
    walk.hand_in(ago - 5 * DAY)


@with_papers(OLD_PAPER, Sheet())
def changed_their_mind(walk: Walk, ago: timedelta) -> None:
    """The first document was replaced before anybody looked at it."""
    walk.submit(ago)
    walk.approve(ago - DAY)
    walk.verify(ago - 2 * DAY)
    walk.acknowledge()
    walk.hand_in(ago - 3 * DAY)


@with_papers(Sheet(), Sheet())
def newer_document_waits(walk: Walk, ago: timedelta) -> None:
    """The earlier one stays in force meanwhile."""
    in_force(walk, ago)
    walk.hand_in(4 * DAY)


@with_papers(Sheet(), Sheet(pages=2))
def renewed(walk: Walk, ago: timedelta) -> None:
    in_force(walk, ago)
    walk.hand_in(ago - 20 * DAY)
    walk.approve_document(ago - 22 * DAY)


@with_papers(LICENCE)
def turned_down_for_licence(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.reject(ago - DAY, "D01")


@with_papers(LICENCE, Sheet())
def turned_down_and_sent_anew(walk: Walk, ago: timedelta) -> None:
    """Everything was typed once more, although the letter had a link; the desk is told that it has seen it before."""
    turned_down_for_licence(walk, ago)
    walk.submit(ago - 9 * DAY)


@with_papers(Sheet(other_name="遠洋示範國際股份有限公司"))
def turned_down_for_another_name(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.reject(ago - 2 * DAY, "D04")


@with_papers(Sheet(age=5 * 365 * DAY))
def turned_down_with_added_reason(walk: Walk, ago: timedelta) -> None:
    """For the reason that the head of the desk has added to the library."""
    walk.submit(ago)
    walk.reject(ago - DAY, ADDED.code)


@with_papers(Sheet())
def turned_down_in_own_words(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.reject(ago - 2 * DAY, "Z99", note="填寫的公司電話無法聯絡到貴公司，請確認電話號碼後重新申請。")


@with_papers(LICENCE)
def turned_down_just_now(walk: Walk, ago: timedelta) -> None:
    """The letter is on its way, and with its link the application can be mended."""
    walk.submit(ago)
    walk.reject(40 * MINUTE, "D01")


@with_papers(Sheet(pages=1, of=2))
def turned_down_in_both(walk: Walk, ago: timedelta) -> None:
    """Account and document in one go: two letters, one behind the other."""
    walk.submit(ago, name="行政窗口")
    walk.reject_both(ago - DAY, account="A01", document="D05")


@with_papers(LICENCE, Sheet())
def mended(walk: Walk, ago: timedelta) -> None:
    """By the link in the letter, and approved afterwards."""
    turned_down_for_licence(walk, ago)
    walk.mend(ago - 4 * DAY)
    _from_approval_to_force(walk, ago - 5 * DAY)


@with_papers(LICENCE, Sheet())
def mended_and_waiting(walk: Walk, ago: timedelta) -> None:
    turned_down_for_licence(walk, ago)
    walk.mend(ago - 2 * DAY)


@with_papers(LICENCE, Sheet())
def mended_twice(walk: Walk, ago: timedelta) -> None:
    """First the paper, then the name; the second time the paper is taken along."""
    _mended_with_a_short_name(walk, ago)
    walk.mend(ago - 6 * DAY, keeps_paper=True)
    _from_approval_to_force(walk, ago - 7 * DAY)


@with_papers(LICENCE, Sheet())
def mended_twice_and_waiting(walk: Walk, ago: timedelta) -> None:
    _mended_with_a_short_name(walk, ago)
    walk.mend(ago - 6 * DAY, keeps_paper=True)
    walk.note(ago - 7 * DAY, "名稱已改為登記全銜，文件沿用上次補正的那一份。")


@with_papers(LICENCE, Sheet())
def mended_and_turned_down_again(walk: Walk, ago: timedelta) -> None:
    _mended_with_a_short_name(walk, ago)


@with_papers(Sheet())
def reopened(walk: Walk, ago: timedelta) -> None:
    """Inside already, until the head of the desk let the application wait once more."""
    inside(walk, ago)
    walk.note(ago - 4 * DAY, "公司電話無人接聽，與登記資料不同，已向主管報告。")
    walk.reopen(5 * HOUR, "公司電話與登記資料不同，需要再次確認，請留意審核人員的來電。")


@with_papers(Sheet())
def document_reopened(walk: Walk, ago: timedelta) -> None:
    in_force(walk, ago)
    walk.reopen_document(6 * HOUR, "登記機關通知公司地址已變更，需要再次確認文件是否為最新版本。")


@with_papers(Sheet())
def in_force_and_drawn(walk: Walk, ago: timedelta) -> None:
    """A second reviewer is to look at the answer."""
    inside(walk, ago)
    walk.approve_document_for_second_look(ago - 3 * DAY)


@with_papers(Sheet(pages=1, of=2))
def in_force_with_a_missing_page(walk: Walk, ago: timedelta) -> None:
    """The second reviewer saw it, and the head of the desk is to settle the difference."""
    in_force_and_drawn(walk, ago)
    walk.look_again(ago - 4 * DAY, "D05", note="頁尾寫明共 2 頁，只看到第 1 頁。")


def _from_approval_to_force(walk: Walk, ago: timedelta) -> None:
    walk.approve(ago)
    walk.verify(ago - DAY)
    walk.acknowledge()
    walk.approve_document(ago - 2 * DAY)


def _mended_with_a_short_name(walk: Walk, ago: timedelta) -> None:
    """Turned down for the paper, mended, and turned down for the name."""
    short = walk.facts.company_name.replace("股份有限公司", "公司")
    walk.submit(ago, company_name=short)
    walk.reject(ago - DAY, "D01")
    walk.mend(ago - 3 * DAY, company_name=short)
    walk.reject(ago - 4 * DAY, "D04")
