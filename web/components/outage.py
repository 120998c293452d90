"""When the database or the store of documents cannot be reached, people are told so honestly, and asked to come back (503).

What says so must not ask the database itself, and must say something even when the page that should say it is broken.
"""

import errno
import logging
from collections.abc import Callable
from types import SimpleNamespace

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from port.documents.storage import StoreDoesNotAnswer
from port.options import options

SECONDS_TO_WAIT = 60
DISK_REFUSES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})
"""Full, more than its share, broken, or locked after it broke: nothing that the person who asks could mend."""
LAST_WORDS = """<!doctype html>
<html lang="zh-Hant-TW"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>系統發生錯誤</title>
<h1>系統發生錯誤</h1><p>請稍後再試一次；已經送出成功的申請不會受影響。</p><p>查詢碼 {reference}</p>
<p><a href="/">回首頁</a></p>
<div lang="en"><h2>Something went wrong</h2><p>Please try again later. Applications already sent are safe.</p>
<p>Reference {reference}</p></div></html>
"""

log = logging.getLogger(__name__)


def page_without_database(request: HttpRequest, template: str) -> str:
    """An error page that asks the database for nothing: neither who is signed in, nor anything else."""
    reference = getattr(request, "id", "")
    context = {"port": options(), "demo": settings.DEMONSTRATION, "request": SimpleNamespace(id=reference)}
    try:
        return render_to_string(template, context)
    except Exception:
        log.exception("The error page itself cannot be made.")
        return LAST_WORDS.format(reference=reference)


def is_outage(error: BaseException | None) -> bool:
    """Whether it is neither a fault of the program nor of the person, and may be over when one asks again."""
    if isinstance(error, OperationalError | InterfaceError | StoreDoesNotAnswer):
        return True
    return isinstance(error, OSError) and error.errno in DISK_REFUSES


def come_back_later(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(page_without_database(request, "errors/503.html"), status=503)
    answer["Retry-After"] = str(SECONDS_TO_WAIT)
    return answer


class OutageMiddleware:
    """For views. What the middleware before them meets comes to `web.public.errors.server_error`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_outage(exception):
            return None
        log.error("answered with 503: %s", type(exception).__name__)
        return come_back_later(request)
