"""Whether the desk has seen something of a case before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.registration.models import AccountApplication
from port.review.cases import cases
from port.review.seen_before import AT_MOST, Clue, chain_of, seen_before
from tests.factories import a_company_document, a_stored_document, a_user, an_application, an_approved_application

pytestmark = pytest.mark.django_db

TRAITS = {
    "number": "24549210",
    "email": "clerk@example.com",
    "mobile": "0922000111",
    "phone": "07-5622000",
    "name": "何補件",
    "representative": "方負責",
}
OTHERS = {"mobile": "0933999888", "phone": "04-26562611", "name": "許別人", "representative": "沈他人"}


def seen(case: CompanyDocument) -> dict[CompanyDocument, tuple[Clue, ...]]:
    case = cases().get(pk=case.pk)
    return {sighting.case: sighting.clues for sighting in seen_before(case, chain_of(case))}


@contextmanager
def cases_read() -> Iterator[list[CompanyDocument]]:
    """Every case that comes from the database meanwhile, whatever becomes of it."""
    read: list[CompanyDocument] = []

    def note(instance: CompanyDocument, **_signal: object) -> None:
        read.append(instance)

    post_init.connect(note, sender=CompanyDocument)
    yield read
    post_init.disconnect(note, sender=CompanyDocument)


@pytest.mark.parametrize(
    ("shared", "clue"),
    [
        ("number", Clue.NUMBER),
        ("email", Clue.EMAIL),
        ("mobile", Clue.PHONE),
        ("phone", Clue.PHONE),
        ("name", Clue.PERSON),
        ("representative", Clue.PERSON),
    ],
)
def test_another_case_is_known_by_what_it_shares(shared: str, clue: Clue):
    case = an_application(**TRAITS).document
    other = an_application(**OTHERS | {shared: TRAITS[shared]}).document
    an_application(**OTHERS)

    assert seen(case) == {other: (clue,)}


def test_who_applied_before_is_known_as_the_representative_of_another_company():
    case = an_application(**TRAITS).document
    other = an_application(**OTHERS | {"representative": TRAITS["name"]}).document

    assert seen(case) == {other: (Clue.PERSON,)}


def test_the_same_person_under_the_same_number_is_told_by_the_number():
    case = an_application(**TRAITS).document
    colleague = an_application(**OTHERS | {"number": TRAITS["number"], "name": TRAITS["name"]}).document

    assert seen(case) == {colleague: (Clue.NUMBER,)}


def test_the_same_file_is_found_again_whatever_else_was_typed():
    original = [{"name": "抄本.pdf", "sha256": "a" * 64, "size": 27, "kind": "pdf"}]
    case = an_application(**TRAITS, document=a_company_document(file=a_stored_document(originals=original))).document
    other = a_company_document(file=a_stored_document(originals=original))
    a_company_document()

    assert seen(case) == {other: (Clue.FILE,)}


def test_a_case_is_listed_once_with_all_that_it_shares():
    case = an_application(**TRAITS).document
    other = an_application(**TRAITS).document

    assert seen(case) == {other: (Clue.NUMBER, Clue.EMAIL, Clue.PHONE)}


def test_what_a_case_mends_and_what_mends_it_are_its_own_past():
    first = an_application(**TRAITS, state="rejected", answer="請補件。", **_decided())
    second = an_application(**TRAITS, forerunner=first, state="rejected", answer="請補件。", **_decided())
    third = an_application(**TRAITS, forerunner=second)

    assert [seen(link.document) for link in (first, second, third)] == [{}, {}, {}]
    assert chain_of(cases().get(pk=second.document_id)) == [first, second, third]


def test_a_later_document_is_compared_as_its_company_stands_and_not_with_its_own_past():
    first = an_approved_application(**TRAITS)
    later = a_company_document(company=first.company, submitted_by=first.user, state=DocumentState.REPLACED)
    other = an_application(**OTHERS | {"email": TRAITS["email"]}).document

    assert seen(later) == {other: (Clue.EMAIL,)}


def test_a_document_without_company_and_application_is_known_by_its_file_only():
    assert seen(a_company_document()) == {}


def test_ten_for_each_clue_the_newest_in_a_constant_number_of_statements():
    case = cases().get(pk=an_application(**TRAITS).document_id)
    with CaptureQueriesContext(connection) as alone:
        seen_before(case, [])
    sent = timezone.now() - timedelta(days=1)
    for number in range(AT_MOST + 2):
        an_application(**TRAITS, submitted_at=sent + timedelta(minutes=number))

    with CaptureQueriesContext(connection) as surrounded, cases_read() as read:
        found = seen_before(case, [])

    newest = AccountApplication.objects.exclude(document=case).order_by("-submitted_at")[:AT_MOST]
    assert [sighting.case for sighting in found] == [application.document for application in newest]
    assert len(surrounded) == len(alone) == len(Clue)
    assert len(read) == AT_MOST * len({Clue.NUMBER, Clue.EMAIL, Clue.PHONE}), (
        "ten for each, and no more from the database"
    )


def _decided() -> dict[str, object]:
    return {"decided_by": a_user(), "decided_at": timezone.now()}
