from django.contrib.auth.hashers import Argon2PasswordHasher


class PortArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with the first parameters of OWASP's list: 19 MiB, two passes, one lane (V-20).

    Django's own default (100 MiB, eight lanes) costs ten times as much of a machine per try, a lever for denial of
    service; see docs/decisions/0004-password-hash.md.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
