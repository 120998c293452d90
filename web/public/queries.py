"""查詢服務: a menu of what can be asked, and what to have at hand for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.components.content_pages import content_page
from web.public.kept import newest_publication


@content_page
def queries(request: HttpRequest) -> HttpResponse:
    return render(request, "public/queries.html", {"changed_at": newest_publication()})
