"""News and notices: shown from their day, to their day, the newest first."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from port.content.enums import NewsCategory
from port.content.models import News, Notice

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def news(title: str, published_on: date) -> News:
    return News.objects.create(category=NewsCategory.NOTICE, title=title, body="內容", published_on=published_on)


def notice(shown_from: date, shown_until: date | None = None) -> Notice:
    return Notice.objects.create(summary="敬愛的業者 您好", body="內容", shown_from=shown_from, shown_until=shown_until)


def test_news_appear_on_their_day_the_newest_first():
    old, today = news("昨日", TODAY - DAY), news("今日", TODAY)
    news("明日", TODAY + DAY)

    assert list(News.objects.published(on=TODAY)) == [today, old]


def test_of_two_news_of_one_day_the_later_one_stands_above():
    first, second = news("上午", TODAY), news("下午", TODAY)

    assert list(News.objects.published(on=TODAY)) == [second, first]


def test_below_an_item_stands_the_rest_of_the_list():
    items = [news(str(number), TODAY - DAY * (number // 2)) for number in range(4)]
    listed = list(News.objects.published(on=TODAY))

    behind = [list(News.objects.published(on=TODAY).behind(item)) for item in listed]

    assert behind == [listed[number + 1 :] for number in range(len(items))]


@pytest.mark.parametrize(
    ("shown_from", "shown_until", "shown"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY - DAY, False),
    ],
)
def test_a_notice_is_shown_from_its_first_to_its_last_day(shown_from, shown_until, shown):
    notice(shown_from, shown_until)

    assert Notice.objects.shown(on=TODAY).exists() is shown


def test_the_newest_notice_greets_first():
    old, new = notice(TODAY - DAY), notice(TODAY)

    assert list(Notice.objects.shown(on=TODAY)) == [new, old]


def test_a_notice_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError, match="notice_ends_after_it_begins"):
        notice(TODAY, TODAY - DAY)
