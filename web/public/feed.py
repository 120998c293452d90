"""最新消息 as RSS, for whoever reads news in a program of their own."""

import re
from collections.abc import Sequence
from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from port.content.enums import EntryKind
from port.content.models import Entry
from port.options import options
from web.components.content_pages import content_page
from web.components.told import Told, told
from web.public.kept import kept

ITEMS = 20
INTO_THE_PORTAL = re.compile(r'((?:href|src)=")(?=/)')


class NewsFeed(Feed):
    """The newest first, whatever is pinned: who reads a feed has seen it before."""

    def title(self) -> str:
        return _("%(site)s最新消息") % {"site": options().site_name}

    def description(self) -> str:
        return _("%(organisation)s發布的公告、宣導、維護與教學。") % {"organisation": options().organisation}

    def link(self) -> str:
        return reverse("public:news")

    def items(self) -> Sequence[Told]:
        return kept("feed", _newest)

    def item_title(self, item: Told) -> str:
        return item.title

    def item_description(self, item: Told) -> str:
        """The whole text, with addresses that lead back to the portal from anywhere."""
        return INTO_THE_PORTAL.sub(rf"\1{options().public_url}", item.html)

    def item_link(self, item: Told) -> str:
        return item.address

    def item_pubdate(self, item: Told) -> datetime:
        return datetime.combine(item.shown_from, time.min, tzinfo=timezone.get_default_timezone())

    def item_categories(self, item: Told) -> list[str]:
        return [str(item.topic.label)] if item.topic else []


@content_page
def feed(request: HttpRequest) -> HttpResponse:
    return NewsFeed()(request)


def _newest() -> list[Told]:
    rows = Entry.objects.of_kind(EntryKind.NEWS).published(on=timezone.localdate()).order_by("-shown_from", "-pk")
    return [told(entry) for entry in rows[:ITEMS]]
