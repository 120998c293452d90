"""Companies are found by any part of their names, through an index."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from port.companies.models import NameTerm
from port.companies.naming import names_with, remember_names, terms_of_name
from tests.factories import a_company_document

pytestmark = pytest.mark.django_db

LIGHTHOUSE, HARBOUR, ENGLISH = "燈塔海運股份有限公司", "臺灣海港物流有限公司", "Far Shore Logistics Ltd."


@pytest.fixture
def _known():
    remember_names(LIGHTHOUSE, HARBOUR, ENGLISH)


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("燈塔", [LIGHTHOUSE]),
        ("海運", [LIGHTHOUSE]),
        ("海", [LIGHTHOUSE, HARBOUR]),
        ("台灣", [HARBOUR]),
        ("海港物流", [HARBOUR]),
        ("SHORE log", [ENGLISH]),
        ("ｓｈｏｒｅ", [ENGLISH]),
        ("有限", [LIGHTHOUSE, HARBOUR]),
        ("海灣", []),
        ("運海", []),
        ("塔燈塔海", []),
        ("%", []),
        ("__", []),
        ("", []),
        ("　", []),
    ],
)
def test_a_name_is_found_by_what_it_contains_and_by_nothing_else(words, names):
    assert sorted(names_with(words, most=10)) == sorted(names)


@pytest.mark.usefixtures("_known")
def test_pairs_that_stand_apart_are_no_words():
    """海港 and 港海 do not make 海港海, though each of its pairs is known."""
    remember_names("港海海港船務行")

    assert names_with("海港海", most=10) == []


@pytest.mark.usefixtures("_known")
def test_more_names_than_asked_for_are_not_told_one_by_one():
    assert names_with("有限", most=1) is None
    assert names_with("有限", most=2) is not None


def test_names_are_written_by_one_statement_and_asked_for_by_one():
    with CaptureQueriesContext(connection) as written:
        remember_names(LIGHTHOUSE)
    with CaptureQueriesContext(connection) as asked:
        names_with("燈塔海運", most=10)

    assert (len(written), len(asked)) == (1, 1)


def test_a_name_that_comes_again_adds_nothing():
    for _time in range(2):
        remember_names(LIGHTHOUSE)

    assert NameTerm.objects.count() == len(terms_of_name(LIGHTHOUSE))


def test_names_that_came_without_the_product_are_found_after_the_command():
    a_company_document(company_name=LIGHTHOUSE)
    NameTerm.objects.all().delete()

    call_command("index_company_names", verbosity=0)

    assert names_with("燈塔", most=10) == [LIGHTHOUSE]
