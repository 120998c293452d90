"""What is remembered for a while: by each process for itself, or, where there are several, in one place for all."""

from typing import Any

LOCAL = "django.core.cache.backends.locmem.LocMemCache"
SHARED = "web.components.shared_cache.SharedCache"
PAGES = {"pages": 500, "asked": 200}
"""How many pages a process keeps: those that only tell, and what somebody asked of them."""


def caches(url: str = "") -> dict[str, dict[str, Any]]:
    """`url` is that of a Valkey or Redis, such as redis://valkey:6379/0; empty: every process remembers for itself.

    Pages stay with the process, since they are asked for more often than anything else and may be a minute old.
    """
    shared = {"BACKEND": SHARED, "LOCATION": url, "KEY_PREFIX": "portpass"} if url else {"BACKEND": LOCAL}
    pages = {
        name: {"BACKEND": LOCAL, "LOCATION": name, "OPTIONS": {"MAX_ENTRIES": most}} for name, most in PAGES.items()
    }
    return {"default": shared, **pages}
