"""公告: what greets everybody who comes, for whoever has closed the dialog or has no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from port.content.enums import Audience
from web.components.content_pages import content_page
from web.components.notices import notices_for
from web.components.told import last_change
from web.public.kept import kept


@content_page
def notices(request: HttpRequest) -> HttpResponse:
    shown = kept("notices", lambda: notices_for(Audience.EVERYONE))
    return render(request, "public/notices.html", {"notices": shown, "changed_at": last_change(shown)})
