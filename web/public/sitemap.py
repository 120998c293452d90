"""網站導覽: every public page, and the keys that lead to the blocks of a page (W-31, W-32)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from port.content.enums import TOPICS, EntryKind
from web.components.content_pages import content_page
from web.public.kept import newest_publication
from web.public.pages import guides


@content_page
def sitemap(request: HttpRequest) -> HttpResponse:
    context = {
        "guides": guides(),
        "topics": TOPICS[EntryKind.FAQ],
        "categories": TOPICS[EntryKind.NEWS],
        "changed_at": newest_publication(),
    }
    return render(request, "public/sitemap.html", context)
