"""How often one visitor may ask whether an account name is taken (design decision 3)."""

from django.core.cache import cache
from django.http import HttpRequest

from port.options import options

HOUR = 60 * 60


def may_be_told(request: HttpRequest) -> bool:
    """Counts this question against the session and the network address; False once either has asked too often."""
    visitors = [f"username-check:address:{request.META.get('REMOTE_ADDR', '')}"]
    if request.session.session_key:
        visitors.append(f"username-check:session:{request.session.session_key}")
    counts = []
    for visitor in visitors:
        cache.add(visitor, 0, timeout=HOUR)
        counts.append(cache.incr(visitor))
    return max(counts) <= options().username_checks_an_hour
