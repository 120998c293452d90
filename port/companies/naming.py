"""Which names of companies contain what somebody typed, told by an index: two Chinese signs find them among many thousands.

Each name is kept once under each two signs that stand together in it, and under each sign alone.
"""

from unicodedata import normalize

from django.db.models import Exists, OuterRef, QuerySet

from port.companies.models import NameTerm
from port.taiwan.variants import SAME

MOST_TERMS = 12
"""Of what was typed; who types a whole name has said enough with its beginning."""
AT_ONCE = 1000


def folded_name(name: str) -> str:
    """As names are compared: one form of each sign, small letters, no spaces."""
    return "".join(normalize("NFKC", normalize("NFKC", name).casefold()).translate(SAME).split())


def terms_of_name(name: str) -> set[str]:
    folded = folded_name(name)
    return {folded[at : at + size] for size in (1, 2) for at in range(len(folded) + 1 - size)}


def remember_names(*names: str) -> None:
    """From now on they are found; one that was known stays as it is. One statement for each thousand terms.

    The rows go in in one order, so that no two transactions with the same new name wait for each other; and before the
    first record of the act, since whoever holds the lock of the audit must wait for nobody.
    """
    rows = [NameTerm(term=term, name=name) for name in sorted(set(names)) for term in sorted(terms_of_name(name))]
    NameTerm.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def names_with(words: str, *, most: int) -> list[str] | None:
    """The names that contain the words; None when they are more than `most`. One statement, which reads no further."""
    terms = _asked(words)
    if not terms:
        return []
    rows = NameTerm.objects.filter(term=terms[0])
    for term in terms[1:]:
        rows = rows.filter(Exists(NameTerm.objects.filter(term=term, name=OuterRef("name"))))
    names = list(rows.values_list("name", flat=True)[: most + 1])
    wanted = folded_name(words)
    return None if len(names) > most else [name for name in names if wanted in folded_name(name)]


def rows_of_name(words: str, *, name: str) -> list[QuerySet[NameTerm]]:
    """All of these rows are there when the name, which stands in the column `name`, contains the words."""
    return [NameTerm.objects.filter(term=term, name=OuterRef(name)) for term in _asked(words)]


def _asked(words: str) -> list[str]:
    """Each two signs of what was typed, from the first on; or the one sign."""
    folded = folded_name(words)
    pairs = [folded[at : at + 2] for at in range(len(folded) - 1)]
    return list(dict.fromkeys(pairs or [folded] * bool(folded)))[:MOST_TERMS]
