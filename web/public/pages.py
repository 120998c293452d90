"""The portal: its front page, what it tells everybody, and the pages that the footer promises."""

import re
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from port.content.enums import Audience
from port.content.models import Entry

NEWS_ON_THE_FRONT = 5
NEWS_ON_A_PAGE = 20
KEY = re.compile(r"[0-9]{1,18}")
"""What may be the id of a row: `str.isdigit` would take other scripts and any length as well."""


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "notices": Entry.objects.notices(on=today, audience=Audience.EVERYONE),
        "news": Entry.objects.news(on=today)[:NEWS_ON_THE_FRONT],
    }
    return render(request, "public/home.html", context)


@login_not_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The newest first; `before` is the id that the next page begins behind."""
    rows = Entry.objects.news(on=timezone.localdate())
    before = request.GET.get("before", "")
    if KEY.fullmatch(before) and (last := rows.filter(pk=int(before)).first()):
        rows = rows.behind(last)
    found = list(rows[: NEWS_ON_A_PAGE + 1])
    more = len(found) > NEWS_ON_A_PAGE
    return render(request, "public/news.html", {"news": found[:NEWS_ON_A_PAGE], "more": more})


@login_not_required
@require_safe
def news_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(Entry.objects.news(on=timezone.localdate()), pk=pk)
    return render(request, "public/news_item.html", {"item": item})


@login_not_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    return render(request, "public/notices.html", {"notices": Entry.objects.notices(on=timezone.localdate(), audience=Audience.EVERYONE)})


def _page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    @login_not_required
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return page


rules = _page("public/rules.html")
queries = _page("public/queries.html")
faq = _page("public/faq.html")
downloads = _page("public/downloads.html")
sitemap = _page("public/sitemap.html")
privacy = _page("public/privacy.html")
security = _page("public/security.html")
open_data = _page("public/open_data.html")
