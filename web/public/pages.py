"""Pages in the words of staff: the policies that the footer promises, and guides."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from port.content import reading
from port.content.models import Entry
from web.components.addresses import OWN_PAGES
from web.components.content_pages import content_page
from web.components.told import Line, line, offered_with, told
from web.public.kept import kept


def guides() -> list[Line]:
    """The pages without an address of their own, in the order of staff."""
    return kept("guides", lambda: [line(page) for slug, page in _pages().items() if slug not in OWN_PAGES])


@content_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug in OWN_PAGES or slug not in _pages():
        raise Http404
    return _shown(request, slug, name="")


def _policy(slug: str, name: Promise) -> Callable[[HttpRequest], HttpResponse]:
    """A page that is promised on every page: it is there before staff have written it, and says so."""

    @content_page
    def policy(request: HttpRequest) -> HttpResponse:
        return _shown(request, slug, name=name)

    return policy


privacy = _policy("privacy", _("隱私權保護政策"))
security = _policy("security", _("資訊安全政策"))
open_data = _policy("open-data", _("政府網站資料開放宣告"))
accessibility = _policy("accessibility", _("無障礙聲明"))


def _shown(request: HttpRequest, slug: str, *, name: Promise | str) -> HttpResponse:
    entry = _pages().get(slug)
    context = {
        "name": name,
        "item": told(entry) if entry else None,
        "files": offered_with(entry) if entry else [],
    }
    return render(request, "public/page.html", context)


def _pages() -> dict[str, Entry]:
    return reading.pages(timezone.localdate())
