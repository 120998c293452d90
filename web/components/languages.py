"""In which language a page stands: its address says so (`port.language`), and nothing else does (0019)."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

from port.language import CHINESE_ALONE, TAGS, Language, language_now, language_of, path_in
from port.options import options
from web.components.origin import page_before


class LanguageMiddleware:
    """The language of the address holds for the whole answer, and for nothing after it.

    Unlike Django's own middleware it asks neither a cookie nor the browser: one address is one page, for whoever comes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request.path_info)
        with translation.override(language.value):
            answer = self.get_response(request)
        answer.headers.setdefault("Content-Language", TAGS[language])
        return answer


@dataclass(frozen=True)
class Way:
    """A page as it stands in one of the languages: its tag, the name that the language gives itself, and the address."""

    tag: str
    name: str
    address: str


def other_way(request: HttpRequest | SimpleNamespace) -> Way:
    """The same page in the other language. An address that nobody knows has none: then it is the front page.

    So it is behind a link that was sent to one reader: its secret stands in no page, and its letter chose the language.
    """
    other = Language.CHINESE if language_now() is Language.ENGLISH else Language.ENGLISH
    match = getattr(request, "resolver_match", None)
    page = page_of(request) if match and "token" not in match.kwargs else "/"
    return Way(TAGS[other], str(other.label), path_in(page, other))


def page_of(request: HttpRequest) -> str:
    """The page in hand, with what was asked of it; after a form was sent, the page that it was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    before = page_before(request)
    return "/" if _has_a_secret(before) else before or request.path


def _has_a_secret(page: str) -> bool:
    """Whether it is the address of a link that was sent to one reader."""
    path = urlsplit(page).path
    try:
        with translation.override(language_of(path)):  # addresses are found in the language in hand alone
            return "token" in resolve(path).kwargs
    except Resolver404:
        return False


def alternates(request: HttpRequest | SimpleNamespace) -> list[Way]:
    """The address of the page in each language, for search engines: without what somebody asked of it.

    None for what is for one reader alone, behind a link that was sent to them.
    """
    match = getattr(request, "resolver_match", None)
    if not match or "token" in match.kwargs or request.path.startswith(CHINESE_ALONE):
        return []
    site = options().public_url
    return [Way(TAGS[each], str(each.label), site + path_in(request.path, each)) for each in Language]
