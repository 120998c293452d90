"""帳號申請操作手冊: what the walk through the product has written, as a page. It is written anew by `make manual`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from port.language import language_now
from web.components.content_pages import content_page
from web.components.manuals import ACCOUNT
from web.components.manuals import manual as manual_of


@content_page
def manual(request: HttpRequest) -> HttpResponse:
    book = manual_of(ACCOUNT, language_now())
    context = {
        "manual": book,
        "pdf": static(f"manual/{book.language.value}/{book.printed.name}"),
        "bytes": book.printed_bytes,
    }
    return render(request, "public/manual.html", context)
