"""What a search of the queue finds: a 統編, an account name or a 受理號碼 in full, or any part of the name of a company."""

from collections.abc import Sequence

from django.db.models import Exists, Q

from port.companies.enums import NumberKind
from port.companies.models import CompanyAccount, CompanyDocument
from port.companies.naming import names_with, rows_of_name
from port.registration.models import AccountApplication
from port.review.sources import CaseFilter, Sight, Source, condition, sources
from port.taiwan.text import fold_width, strip_separators

MOST_NAMES = 300
"""Up to so many companies, their cases are gathered and put in order; what more companies have in their names is met soon
enough by going through the cases one by one."""


def found(words: str, *, chosen: CaseFilter, sight: Sight) -> Sequence[Source]:
    """Of the cases of that view those that the words name, and whatever else their companies handed in. Two statements in
    all: this one, which asks for names, and the one of the page."""
    of_view = condition(chosen, sight)
    exact = [Source(CompanyDocument.objects.filter(asked, of_view)) for asked in _exactly(words.strip())]
    names = names_with(words, most=MOST_NAMES)
    if names is None:
        has_them = [Q(Exists(rows)) for rows in rows_of_name(words, name="company_name")]
        return *exact, *(source.narrowed(*has_them) for source in sources(chosen, sight))
    return *exact, Source(CompanyDocument.objects.filter(of_view, company_name__in=names))


def _exactly(words: str) -> Sequence[Q]:
    """Each finds few cases, by an index of its own."""
    number, username = strip_separators(fold_width(words)).upper(), words.lower()
    applications = AccountApplication.objects.filter(Q(username=username) | Q(reference=words)).order_by()
    accounts = CompanyAccount.objects.filter(user__username=username)
    return (
        Q(application__number=number),
        Q(company__number=number, company__number_kind__in=NumberKind.values),
        Q(application__in=applications),
        Q(company__in=applications.values("company")),
        Q(company__in=accounts.values("company")),
        Q(submitted_by__username=username),
    )
