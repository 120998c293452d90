"""The cache that several processes share (Valkey or Redis), which nothing depends on: without it all goes on, slower.

What it holds can always be read anew. So a fault of it is a miss, is logged, and for some seconds nobody asks it
again, lest every request wait for an answer that does not come.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

SECONDS_TO_ANSWER = 0.5
SECONDS_OF_REST = 10.0

log = logging.getLogger(__name__)


def _forgiving(name: str, otherwise: Callable[[tuple[Any, ...], dict[str, Any]], Any]) -> Callable[..., Any]:
    """The method of that name, which answers `otherwise` while the cache does not."""
    asked = getattr(RedisCache, name)

    @wraps(asked)
    def method(self: "SharedCache", *args: Any, **kwargs: Any) -> Any:
        if self.rests:
            return otherwise(args, kwargs)
        try:
            return asked(self, *args, **kwargs)
        except (RedisError, OSError) as fault:
            self.rest(fault)
            return otherwise(args, kwargs)

    return method


def _default(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return args[1] if len(args) > 1 else kwargs.get("default")


def _no(*_: Any) -> bool:
    return False


class SharedCache(RedisCache):
    """Django's own, with short patience. Counting (`incr`) still fails aloud: a wrong count is worse than none."""

    _rests_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_timeout": SECONDS_TO_ANSWER, "socket_connect_timeout": SECONDS_TO_ANSWER}
        super().__init__(server, {**params, "OPTIONS": {**patience, **params.get("OPTIONS", {})}})

    get = _forgiving("get", _default)
    set = _forgiving("set", _no)
    add = _forgiving("add", _no)
    touch = _forgiving("touch", _no)
    delete = _forgiving("delete", _no)
    has_key = _forgiving("has_key", _no)
    get_many = _forgiving("get_many", lambda *_: {})
    set_many = _forgiving("set_many", lambda args, _: list(args[0]))
    delete_many = _forgiving("delete_many", _no)
    clear = _forgiving("clear", _no)

    @property
    def rests(self) -> bool:
        return time.monotonic() < SharedCache._rests_until

    def rest(self, fault: Exception) -> None:
        """For all threads of this process; the log hears of it once a rest."""
        SharedCache._rests_until = time.monotonic() + SECONDS_OF_REST
        log.warning("the shared cache does not answer (%s); it is left alone for a while", type(fault).__name__)
