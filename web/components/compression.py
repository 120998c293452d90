"""Pages are compressed on their way, where that can tell nobody anything (0021).

Whoever can have a victim's browser ask for a page with words of their own in it, and sees how long the compressed answer
is, learns bit by bit what else the page says (BREACH). So only pages are compressed that tell a stranger what they tell
every stranger: asked for without a session, with nothing sent, and at an address that is no secret.
"""

import zlib
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

KINDS = ("text/html", "application/rss+xml")
TOO_SHORT = 800
"""What fits into one packet anyhow, in bytes."""
QUALITY = 5
"""Of brotli: a little smaller than gzip, at the same cost of time."""
GZIP = 16 + zlib.MAX_WBITS


class CompressionMiddleware:
    """Stands outside whatever sets a cookie or an ETag."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if not (isinstance(answer, HttpResponse) and _tells_what_everybody_is_told(request, answer)):
            return answer
        patch_vary_headers(answer, ["Accept-Encoding"])
        if len(answer.content) >= TOO_SHORT:
            _compress(answer, request.headers.get("Accept-Encoding", ""))
        return answer


def _tells_what_everybody_is_told(request: HttpRequest, answer: HttpResponse) -> bool:
    if request.method not in {"GET", "HEAD"} or answer.status_code != 200 or answer.has_header("Content-Encoding"):
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in answer.cookies:
        return False
    match = request.resolver_match
    return bool(match) and "token" not in match.kwargs and answer.get("Content-Type", "").startswith(KINDS)


def _compress(answer: HttpResponse, accepted: str) -> None:
    """In place. The ETag becomes a weak one: the same words, not the same bytes."""
    encodings = {part.strip() for part in accepted.split(",")}  # what comes with a weight is rare, and goes as it is
    if "br" in encodings:
        answer.content, answer["Content-Encoding"] = brotli.compress(answer.content, quality=QUALITY), "br"
    elif "gzip" in encodings:
        packer = zlib.compressobj(wbits=GZIP)
        answer.content, answer["Content-Encoding"] = packer.compress(answer.content) + packer.flush(), "gzip"
    else:
        return
    if answer.has_header("Content-Length"):
        answer["Content-Length"] = str(len(answer.content))
    if answer.get("ETag", "").startswith('"'):
        answer["ETag"] = f"W/{answer['ETag']}"
