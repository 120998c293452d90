"""A quick hasher that counts, so that the cost of each road can be compared."""

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    """Each evaluation of a password, whether to keep it or to compare it, goes through `encode`."""

    evaluated = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.evaluated += 1
        return super().encode(password, salt)
