"""Who is in the demonstration: about fifty companies, and what becomes of each.

The number of a company is its place here, and everything made up about it follows from that number.
"""

from dataclasses import dataclass
from datetime import timedelta

from demo import stories
from demo.applicants import Applicant, Trade, applicant
from demo.dating import DAY, HOUR, MINUTE
from demo.stories import Story


@dataclass(frozen=True)
class Part:
    """`logs_in_to_see` is what somebody who logs in to this account finds; empty when nobody is meant to."""

    word: str
    handle: str
    trade: Trade
    story: Story
    ago: timedelta
    logs_in_to_see: str = ""


CAST = (
    Part("海鷗", "seagull", Trade.AGENT, stories.sent, 4 * MINUTE),
    Part("浪花", "spray", Trade.STEVEDORE, stories.sent, 25 * MINUTE),
    Part("白帆", "whitesail", Trade.BROKER, stories.sent, 50 * MINUTE),
    Part("燈塔", "lighthouse", Trade.TALLY, stories.sent_with_a_licence, 3 * HOUR),
    Part("錨鍊", "anchor", Trade.SURVEY, stories.sent_with_three_pages, 20 * HOUR),
    Part("珊瑚", "coral", Trade.TRUCKING, stories.sent_with_another_name, 3 * DAY),
    Part("潮汐", "tide", Trade.SUPPLIER, stories.sent_with_three_pages, 5 * DAY),
    Part("飛魚", "flyingfish", Trade.SHIPYARD, stories.sent_lying, 7 * DAY),
    Part("海豚", "dolphin", Trade.SCHOOL, stories.sent, 9 * DAY),
    Part("北風", "northwind", Trade.OFFICE, stories.sent, 12 * DAY),
    Part("南風", "southwind", Trade.AGENT, stories.sent_with_a_licence, 16 * DAY),
    Part("晨曦", "dawn", Trade.STEVEDORE, stories.document_came_first, 4 * DAY),
    Part("晚霞", "sunset", Trade.TRUCKING, stories.document_was_refused_first, 6 * DAY),
    Part("藍鯨", "bluewhale", Trade.AGENT, stories.approved, 4 * HOUR),
    Part("海燕", "petrel", Trade.BROKER, stories.approved, 18 * DAY),
    Part("貝殼", "seashell", Trade.SURVEY, stories.approved_and_asked_again, 12 * DAY),
    Part("海星", "starfish", Trade.ASSOCIATION, stories.approved_with_document, 3 * DAY),
    Part("羅盤", "compass", Trade.TALLY, stories.lapsed, 25 * DAY),
    Part("甲板", "maindeck", Trade.STEVEDORE, stories.verified, 5 * DAY, "the three texts of a first login"),
    Part("舷窗", "porthole", Trade.TRUCKING, stories.verified, 8 * DAY),
    Part("桅杆", "topmast", Trade.SHIPYARD, stories.inside, 6 * DAY),
    Part("纜繩", "hawser", Trade.AGENT, stories.in_force, 90 * DAY, "a document in force"),
    Part("浮標", "waterbuoy", Trade.SURVEY, stories.in_force, 75 * DAY),
    Part("海霧", "seafog", Trade.FOUNDATION, stories.in_force, 64 * DAY),
    Part("月光", "moonlight", Trade.OFFICE, stories.in_force, 58 * DAY),
    Part("季風", "monsoon", Trade.BROKER, stories.in_force, 41 * DAY),
    Part("黑潮", "kuroshio", Trade.SCHOOL, stories.in_force, 33 * DAY),
    Part("白鷺", "egret", Trade.SUPPLIER, stories.refused_for_licence, 11 * DAY, "a refused document, and why"),
    Part("彩虹", "rainbow", Trade.TRUCKING, stories.refused_for_licence, 22 * DAY),
    Part("旗魚", "swordfish", Trade.AGENT, stories.refused_for_a_missing_page, 9 * DAY),
    Part("海葵", "anemone", Trade.TALLY, stories.handed_in_again, 10 * DAY),
    Part("沙洲", "sandbar", Trade.STEVEDORE, stories.handed_in_again, 13 * DAY),
    Part("碧波", "greenwave", Trade.SURVEY, stories.changed_their_mind, 7 * DAY),
    Part("漁火", "fishlight", Trade.AGENT, stories.newer_document_waits, 80 * DAY),
    Part("星河", "starriver", Trade.TRUCKING, stories.renewed, 120 * DAY),
    Part("退潮", "ebbtide", Trade.SUPPLIER, stories.turned_down_and_sent_anew, 15 * DAY),
    Part("漲潮", "floodtide", Trade.AGENT, stories.turned_down_for_another_name, 8 * DAY),
    Part("海風", "seabreeze", Trade.BROKER, stories.turned_down_in_own_words, 28 * DAY),
    Part("灣流", "gulfstream", Trade.SHIPYARD, stories.mended, 35 * DAY),
    Part("船歌", "barcarole", Trade.TALLY, stories.mended_and_waiting, 5 * DAY),
    Part("朝露", "morningdew", Trade.SURVEY, stories.turned_down_just_now, 3 * HOUR),
    Part("雲海", "cloudsea", Trade.AGENT, stories.mended_twice, 24 * DAY),
    Part("帆影", "sailshadow", Trade.STEVEDORE, stories.mended_twice_and_waiting, 9 * DAY),
    Part("湧浪", "groundswell", Trade.TRUCKING, stories.mended_and_turned_down_again, 10 * DAY),
    Part("晨星", "morningstar", Trade.BROKER, stories.turned_down_in_both, 6 * DAY),
    Part("極光", "aurora", Trade.AGENT, stories.reopened, 14 * DAY),
    Part("晴空", "clearsky", Trade.FOUNDATION, stories.document_reopened, 20 * DAY, "a document under review again"),
    Part("暖流", "warmcurrent", Trade.TALLY, stories.in_force_and_drawn, 7 * DAY),
    Part("礁石", "reef", Trade.AGENT, stories.in_force_and_drawn, 5 * DAY),
    Part("霞光", "sunglow", Trade.SUPPLIER, stories.in_force_with_a_missing_page, 9 * DAY),
    Part("信風", "tradewind", Trade.STEVEDORE, stories.sent_with_another_number, 2 * DAY),
    Part("海市", "mirage", Trade.SCHOOL, stories.turned_down_with_added_reason, 12 * DAY),
)
COLLEAGUES = {"漁火": (stories.sent, 2 * DAY), "季風": (stories.in_force, 20 * DAY)}
"""A second person of the company applies as well: one waits (and the first was told), one is inside."""


@dataclass(frozen=True)
class Walker:
    """One person who applies, what becomes of it, and how long ago it began."""

    applicant: Applicant
    story: Story
    ago: timedelta


def walkers() -> list[Walker]:
    """In the order in which they apply: a colleague after the first of the company."""
    everybody = []
    for number, part in enumerate(CAST):
        first = applicant(number, word=part.word, handle=part.handle, trade=part.trade)
        everybody.append(Walker(first, part.story, part.ago))
        if part.word in COLLEAGUES:
            everybody.append(Walker(first.colleague(len(CAST) + number), *COLLEAGUES[part.word]))
    return everybody
