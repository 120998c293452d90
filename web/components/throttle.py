"""How often one visitor may do a thing within an hour, counted by session and by network address (V-05)."""

from django.http import HttpRequest

from port.accounts import limits
from web.components.origin import line_of


def within_limit(request: HttpRequest, *, what: str, times: int) -> bool:
    """Counts this time against the visitor; False once the session or the address has had its share of the hour."""
    visitors = [f"address:{line_of(request)}"]
    if request.session.session_key:
        visitors.append(f"session:{request.session.session_key}")
    return limits.within_limit(*visitors, what=what, times=times)
