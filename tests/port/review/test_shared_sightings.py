"""Whether the desk has met the person of a shared application before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from port.registration.models import AccountApplication
from port.registration.workflow import approve
from port.review.seen_before import AT_MOST, links_of
from port.review.shared_sightings import Trait, accounts_like, applications_like
from tests.factories import (
    a_company_account,
    a_reviewer,
    a_shared_account,
    a_shared_application,
    a_user,
    an_application,
    an_approved_application,
)

pytestmark = pytest.mark.django_db

SAME = {"name": "張管理", "mobile": "0922333444", "email": "Chang@example.com", "email_canonical": "chang@example.com"}
OTHER = {"name": "許別人", "mobile": "0933999888", "email": "hsu@example.com"}


def seen(application: AccountApplication) -> dict[AccountApplication, tuple[Trait, ...]]:
    return {each.application: each.traits for each in applications_like(application, links_of(application))}


def known(application: AccountApplication) -> dict[str, tuple[Trait, ...]]:
    return {each.user.username: each.traits for each in accounts_like(application, links_of(application))}


def test_the_same_address_phone_and_person_are_found_in_applications_of_every_kind():
    application = a_shared_application(**SAME)
    all_three = a_shared_application(**SAME)
    general = an_application(**OTHER | {"phone": SAME["mobile"]})
    represented = an_application(**OTHER | {"representative": SAME["name"]})
    an_application(**OTHER)

    assert seen(application) == {
        all_three: (Trait.EMAIL, Trait.MOBILE, Trait.PERSON),
        general: (Trait.MOBILE,),
        represented: (Trait.PERSON,),
    }


def test_the_chain_of_mendings_is_its_own_past():
    former = a_shared_application(**SAME)
    application = a_shared_application(**SAME, forerunner=former)

    assert seen(application) == {}
    assert seen(former) == {}


def test_accounts_are_found_as_they_stand_by_now_and_staff_are_not():
    application = a_shared_application(**SAME)
    person = {key: value for key, value in SAME.items() if key != "email_canonical"}
    a_company_account(user=a_user(username="harbour.same", **person))
    a_user(username="harbour.mobile", **OTHER | {"mobile": SAME["mobile"]})
    a_shared_account(username="shared.other", **OTHER | {"name": SAME["name"]})
    a_user(username="harbour.none", **OTHER)
    a_reviewer(**person)

    assert known(application) == {
        "harbour.same": (Trait.EMAIL, Trait.MOBILE, Trait.PERSON),
        "harbour.mobile": (Trait.MOBILE,),
        "shared.other": (Trait.PERSON,),
    }


def test_only_general_accounts_can_be_bound():
    application = a_shared_application(**SAME)
    an_approved_application(**SAME)
    a_shared_account(**SAME)

    assert sorted(each.is_general for each in accounts_like(application, [])) == [False, True]


def test_its_own_account_is_no_other(reviewer):
    application = approve(a_shared_application(**SAME), by=reviewer)

    assert known(application) == {}


def test_the_number_of_statements_does_not_grow_and_each_trait_shows_so_many():
    application = a_shared_application(**SAME)
    for _each in range(AT_MOST + 2):
        an_application(**OTHER | {"name": SAME["name"]})

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = applications_like(application, [])
        accounts_like(application, [])

    assert len(found) == AT_MOST
    assert len(asked) == 6
