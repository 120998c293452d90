"""最新消息: pinned ones first, then the newest; by category, and paged by key."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from port.content.enums import TOPICS, EntryKind, Topic
from port.content.models import Entry
from web.components.content_pages import content_page
from web.components.told import Line, last_change, lines, offered_with, told
from web.public.kept import kept
from web.public.keys import key_in, topic_named

NEWS_ON_A_PAGE = 20


@content_page
def news(request: HttpRequest) -> HttpResponse:
    """`topic` is the category; `before` the id that the page begins behind. What is neither is passed by."""
    topic = topic_named(request.GET.get("topic", ""), of=EntryKind.NEWS)
    before = key_in(request.GET.get("before", ""))
    found = _behind(topic, before) if before else kept(f"news:{topic}", lambda: _behind(topic, None))
    shown = found[:NEWS_ON_A_PAGE]
    context = {
        "news": shown,
        "topics": TOPICS[EntryKind.NEWS],
        "topic": topic,
        "next": shown[-1].pk if len(found) > NEWS_ON_A_PAGE else None,
        "is_first": not before,
        "changed_at": last_change(shown),
    }
    return render(request, "public/news.html", context)


@content_page
def news_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(Entry.objects.news(on=timezone.localdate()), pk=pk)
    return render(request, "public/news_item.html", {"item": told(item), "files": offered_with(item)})


def _behind(topic: Topic | None, before: int | None) -> list[Line]:
    """One more than a page has, so that it is known whether another follows."""
    rows = Entry.objects.news(on=timezone.localdate())
    if topic:
        rows = rows.filter(topic=topic)
    if before and (last := rows.filter(pk=before).first()):
        rows = rows.behind(last)
    return lines(rows.defer("body", "body_en")[: NEWS_ON_A_PAGE + 1])
