import os
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = max(1, len(os.sched_getaffinity(0)))
"""Hashes that a process computes side by side: one for each core. More would only take memory (19 MiB each) and time
from the pages that wait beside them; whoever comes later waits for a turn, with the right password as with a wrong one."""
_turns = BoundedSemaphore(AT_ONCE)


class PortArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with the first parameters of OWASP's list: 19 MiB, two passes, one lane (V-20).

    Django's own default (100 MiB, eight lanes) costs ten times as much of a machine per try, a lever for denial of
    service; see docs/decisions/0004-password-hash.md.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turns:
            return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        with _turns:
            return bool(super().verify(password, encoded))
