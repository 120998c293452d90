"""An upload that says it is too large is answered before it is read (U-02)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from port.documents.enums import Refusal
from port.documents.refusals import DocumentRefused
from port.options import options

ROOM_FOR_FIELDS = 1024 * 1024
"""Bytes of a form beside its files."""


class UploadLimitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdigit() and int(length) > options().upload_bytes + ROOM_FOR_FIELDS:
            by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
            template = "documents/refused.html" if by_script else "errors/413.html"
            return render(request, template, {"errors": [str(DocumentRefused(Refusal.TOO_LARGE, ""))]}, status=413)
        return self.get_response(request)
