"""How often one visitor may do a thing within an hour, counted by session and by network address (V-05)."""

from django.conf import settings
from django.http import HttpRequest

from port.accounts import limits


def within_limit(request: HttpRequest, *, what: str, times: int) -> bool:
    """Counts this time against the visitor; False once the session or the address has had its share of the hour."""
    visitors = [f"address:{address_of(request)}"]
    if request.session.session_key:
        visitors.append(f"session:{request.session.session_key}")
    answers = [limits.within_limit(visitor, what=what, times=times) for visitor in visitors]
    return all(answers)


def address_of(request: HttpRequest) -> str:
    """The visitor's network address. Behind a proxy it is the last one forwarded: what the proxy itself has seen."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return seen
    return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or seen
