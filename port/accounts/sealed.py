"""Everything that lies sealed in the database, so that no field is forgotten when a key changes (A-67).

What a session holds sealed, while an app is set up, ends with the session and is not counted here.
"""

from collections.abc import Iterator

from django.db import transaction

from port.accounts.enums import FactorKind
from port.accounts.models import Factor
from port.database import locked
from port.sealing import is_under_the_first_key, sealed_anew

AT_ONCE = 500
"""Rows of one transaction: whoever signs in with one of them waits for no more than these."""


def sealed_fields() -> Iterator[str]:
    apps = Factor.objects.filter(kind=FactorKind.TOTP).order_by("pk")
    return apps.values_list("secret", flat=True).iterator(chunk_size=AT_ONCE)


def seal_all_anew() -> int:
    """Under the first key; how many rows were not yet. It may be stopped, and run again.

    Raises `cryptography.fernet.InvalidToken` for one that none of the keys opens.
    """
    changed, last = 0, 0
    while keys := list(
        Factor.objects.filter(kind=FactorKind.TOTP, pk__gt=last).order_by("pk")[:AT_ONCE].values_list("pk", flat=True)
    ):
        changed += _seal_anew(keys)
        last = keys[-1]
    return changed


@transaction.atomic
def _seal_anew(keys: list[int]) -> int:
    former = [app for app in locked(Factor.objects.filter(pk__in=keys)) if not is_under_the_first_key(app.secret)]
    for app in former:
        app.secret = sealed_anew(app.secret)
    Factor.objects.bulk_update(former, ["secret"])
    return len(former)
