"""The front page: what people come for, what they need before they begin, and what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from port.content import reading
from port.content.enums import TOPICS, Audience, EntryKind
from web.components.content_pages import content_page
from web.components.notices import notices_for
from web.components.told import last_change, lines
from web.public.kept import kept
from web.public.pages import guides


@content_page
def home(request: HttpRequest) -> HttpResponse:
    news = kept("front", lambda: lines(reading.front_news(timezone.localdate())))
    notices = kept("notices", lambda: notices_for(Audience.EVERYONE))
    context = {
        "notices": notices,
        "news": news,
        "guides": guides(),
        "topics": TOPICS[EntryKind.FAQ],
        "changed_at": last_change([*news, *notices]),
    }
    return render(request, "public/home.html", context)
