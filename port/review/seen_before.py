"""Whether the desk has seen something of a case before: the same file, number, address, phone or person in other cases."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from port.companies.models import CompanyDocument
from port.documents.models import OriginalDigest
from port.registration.models import AccountApplication
from port.review.cases import application_of, cases

AT_MOST = 10
"""Cases for each clue, the newest."""

CHAIN = """
WITH RECURSIVE earlier(id, forerunner_id) AS (
    SELECT id, forerunner_id FROM registration_accountapplication WHERE id = %(pk)s
    UNION
    SELECT one.id, one.forerunner_id FROM registration_accountapplication one
    JOIN earlier ON one.id = earlier.forerunner_id
), later(id) AS (
    SELECT id FROM registration_accountapplication WHERE id = %(pk)s
    UNION
    SELECT one.id FROM registration_accountapplication one JOIN later ON one.forerunner_id = later.id
)
SELECT application.* FROM registration_accountapplication application
WHERE application.id IN (SELECT id FROM earlier UNION SELECT id FROM later)
ORDER BY application.submitted_at, application.id
"""


class Clue(TextChoices):
    """What two cases have in common, the weightiest first."""

    FILE = "file", _("同一個檔案")
    NUMBER = "number", _("同統編")
    EMAIL = "email", _("同 Email")
    PHONE = "phone", _("同電話")
    PERSON = "person", _("同一人，不同統編")


@dataclass(frozen=True)
class Sighting:
    """Another case, and what it has in common with this one."""

    case: CompanyDocument
    clues: tuple[Clue, ...]


@dataclass(frozen=True, kw_only=True)
class _Traits:
    """What a case is known by; for a document that was handed in later, as its company and its sender stand by now."""

    number_kind: str
    number: str
    email: str
    phones: tuple[str, ...]
    people: tuple[str, ...]


def chain_of(case: CompanyDocument) -> list[AccountApplication]:
    """The application of the case with those that it mends and those that mend it, the oldest first; one statement.

    Empty without an application.
    """
    application = application_of(case)
    return links_of(application) if application else []


def links_of(application: AccountApplication) -> list[AccountApplication]:
    """The whole chain of mendings that the application belongs to, the oldest first; one statement."""
    return list(AccountApplication.objects.raw(CHAIN, {"pk": application.pk}))


def seen_before(case: CompanyDocument, chain: list[AccountApplication]) -> list[Sighting]:
    """Other cases that have something in common with this one, weightiest clue first, then the newest first.

    `AT_MOST` for each clue, one statement each, which sorts the keys of all that match and reads those rows only. The `chain` of the case is no other case, but its own past, and so is
    what led to the company of a document that was handed in later.
    """
    own = {case.pk, *(link.document_id for link in chain if link.document_id)}
    clues: dict[int, list[Clue]] = {}
    found: dict[int, CompanyDocument] = {}
    for clue, rows in _searches(case):
        newest = rows.exclude(pk__in=own).order_by("-submitted_at", "-pk").values("pk")[:AT_MOST]
        for other in cases().filter(pk__in=newest).order_by("-submitted_at", "-pk"):
            found[other.pk] = other
            clues.setdefault(other.pk, []).append(clue)
    return [Sighting(found[pk], tuple(shared)) for pk, shared in clues.items()]


def _searches(case: CompanyDocument) -> Iterator[tuple[Clue, "QuerySet[CompanyDocument]"]]:
    digests = OriginalDigest.objects.filter(document=case.file_id).values("sha256")
    same_files = OriginalDigest.objects.filter(sha256__in=digests).values("document")
    others = _without_own_past(case)
    yield Clue.FILE, others.filter(file__in=same_files)
    if (traits := _traits_of(case)) is None:
        return
    same_number = Q(application__number_kind=traits.number_kind, application__number=traits.number)
    yield Clue.NUMBER, others.filter(same_number)
    yield Clue.EMAIL, others.filter(application__email_canonical=traits.email)
    yield (
        Clue.PHONE,
        others.filter(_in_applications(Q(mobile__in=traits.phones) | Q(phone__in=traits.phones))),
    )
    person = Q(name__in=traits.people) | Q(representative__in=traits.people)
    yield Clue.PERSON, others.filter(_in_applications(person)).exclude(same_number)


def _without_own_past(case: CompanyDocument) -> "QuerySet[CompanyDocument]":
    """A document that was handed in later is compared with other companies; its own are listed by themselves."""
    if case.company_id is None or application_of(case):
        return cases()
    return cases().exclude(company=case.company_id)


def _in_applications(condition: Q) -> Q:
    """As a subquery, so that each of the two columns is looked up in its own index."""
    return Q(pk__in=AccountApplication.objects.filter(condition).order_by().values("document"))


def _traits_of(case: CompanyDocument) -> _Traits | None:
    application = application_of(case)
    known, person = application or case.company, application or case.submitted_by
    if known is None:
        return None
    email = application.email_canonical if application else (person.email if person else case.contact_email)
    return _Traits(
        number_kind=known.number_kind,
        number=known.number,
        email=email,
        phones=tuple(filter(None, (known.phone, person.mobile if person else ""))),
        people=tuple(filter(None, (known.representative, person.name if person else ""))),
    )
