"""Numbers that differ from row to row: a counter, and valid 統一編號 drawn from it."""

from itertools import count

from port.taiwan.ubn import is_valid_ubn

_counter = count(1)
_ubns = (ubn for ubn in (f"{number:08}" for number in count(10_000_000)) if is_valid_ubn(ubn))


def next_number() -> int:
    return next(_counter)


def next_ubn() -> str:
    return next(_ubns)
