"""How often one visitor may do a thing within an hour, counted by session and by network address (V-05)."""

import time

from django.core.cache import cache
from django.http import HttpRequest

HOUR = 60 * 60


def within_limit(request: HttpRequest, *, what: str, times: int) -> bool:
    """Counts this time against the visitor; False once the session or the address has had its share of the hour."""
    hour = int(time.time()) // HOUR  # in the key, since not every cache keeps the end of a counter when it is raised
    visitors = [f"{what}:{hour}:address:{request.META.get('REMOTE_ADDR', '')}"]
    if request.session.session_key:
        visitors.append(f"{what}:{hour}:session:{request.session.session_key}")
    counts = []
    for visitor in visitors:
        cache.add(visitor, 0, timeout=HOUR)
        counts.append(cache.incr(visitor))
    return max(counts) <= times
