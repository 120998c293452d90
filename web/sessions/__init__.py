"""Django's sessions, which write a new key down with what they hold instead of before it.

Django looks whether a key exists, writes it down empty and then once more with the answer: three statements and two
commits for each sign-in. Of 165 random bits none comes twice, and if one did, writing it down would fail.
"""

from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.utils.crypto import get_random_string


class WrittenAtTheEnd:
    """Stands before one of Django's own stores. What cycles its key is written by the middleware, with the answer."""

    is_new = False

    def _get_new_session_key(self) -> str:
        return get_random_string(32, VALID_KEY_CHARS)

    def cycle_key(self: Any) -> None:
        data, former = self._session, self.session_key
        self._session_key = self._get_new_session_key()
        self._session_cache = data
        self.is_new = self.modified = True
        if former:
            self.delete(former)

    def save(self: Any, must_create: bool = False) -> None:
        super().save(must_create or self.is_new)  # type: ignore[misc]
        self.is_new = False
