"""What may become of an applicant. Each story begins with a form sent so long `ago`, and leaves a case in one state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from demo.papers import PaperKind
from demo.sheets import Sheet
from demo.walk import DAY, HOUR, Walk

LICENCE = Sheet(kind=PaperKind.BUSINESS_LICENCE, age=19 * 365 * DAY)
OLD_PAPER = Sheet(age=11 * 365 * DAY)


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
    walk.submit(ago)
    walk.approve(ago - DAY)
    walk.approve_document(ago - DAY)
    walk.remind(ago - 12 * DAY)
    walk.lapse(ago - 15 * DAY)


@with_papers(Sheet())
def approved_with_document(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.approve(ago - DAY)
    walk.approve_document(ago - DAY)


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


@with_papers(Sheet(other_name="退潮示範國際股份有限公司"))
def turned_down_for_another_name(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.reject(ago - 2 * DAY, "D04")


@with_papers(Sheet())
def turned_down_in_own_words(walk: Walk, ago: timedelta) -> None:
    walk.submit(ago)
    walk.reject(ago - 2 * DAY, "Z99", note="填寫的公司電話無法聯絡到貴公司，請確認電話號碼後重新申請。")


@with_papers(LICENCE, Sheet())
def mended(walk: Walk, ago: timedelta) -> None:
    """Turned down, and applied again by the same person with the same account name."""
    turned_down_for_licence(walk, ago)
    in_force(walk, ago - 4 * DAY)


@with_papers(LICENCE, Sheet())
def mended_and_waiting(walk: Walk, ago: timedelta) -> None:
    turned_down_for_licence(walk, ago)
    walk.submit(ago - 2 * DAY)
