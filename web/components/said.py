"""Answers that would be an empty page get words: a method that an address does not take (405), too many tries (429)."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

HOUR = timedelta(hours=1)


class TooManyTries(Exception):
    """A view may raise it where no form of its own can say so in place; `after` is when it can be tried again."""

    def __init__(self, after: timedelta = HOUR) -> None:
        super().__init__(after)
        self.after = after


class SaidInWords:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        says_nothing = answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(answer, "content", b"")
        if says_nothing and _reads_pages(request):
            return _keeping_the_head(answer, render(request, "errors/405.html", status=answer.status_code))
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooManyTries):
            return None
        seconds = int(exception.after.total_seconds())
        answer = render(request, "errors/429.html", {"minutes": max(1, -(-seconds // 60))}, status=429)
        answer["Retry-After"] = str(seconds)
        return answer


def _reads_pages(request: HttpRequest) -> bool:
    """A browser that asks for a page says so; scripts and probes do not."""
    return "text/html" in request.headers.get("Accept", "")


def _keeping_the_head(before: HttpResponseBase, page: HttpResponse) -> HttpResponse:
    for name, value in before.items():
        if name not in ("Content-Type", "Content-Length"):
            page[name] = value
    return page
