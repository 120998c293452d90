"""What must never be false of an application, whoever writes the row."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from port.registration.enums import HOLDS_USERNAME, ApplicationState
from port.registration.models import AccountApplication
from port.registration.workflow import reject
from tests.factories import (
    a_company,
    a_company_document,
    a_reviewer,
    a_shared_application,
    a_user,
    a_verified_application,
    an_application,
    an_approved_application,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def a_refused_application() -> AccountApplication:
    return reject(an_application(), by=a_reviewer(), reasons=[], note="缺頁")


@pytest.mark.parametrize(
    ("name", "make", "values"),
    [
        ("application_state_is_known", a_refused_application, {"state": "lost"}),
        ("application_has_what_its_kind_needs", an_application, {"number_kind": "passport"}),
        ("application_has_what_its_kind_needs", an_application, {"number": ""}),
        ("application_has_what_its_kind_needs", an_application, {"document": None}),
        ("application_has_what_its_kind_needs", an_application, {"kind": "shared"}),
        ("application_has_what_its_kind_needs", an_application, {"kind": "staff"}),
        ("application_has_what_its_kind_needs", a_shared_application, {"kind": "general"}),
        ("application_has_what_its_kind_needs", a_shared_application, {"number": "12345675"}),
        ("application_has_what_its_kind_needs", a_shared_application, {"number_kind": "ubn"}),
        ("application_decided_has_a_decider", an_application, {"decided_at": NOW}),
        ("application_decided_has_a_decider", an_approved_application, {"decided_at": None}),
        ("application_decided_has_a_decider", an_approved_application, {"decided_by": None}),
        ("application_decided_has_a_decider", a_refused_application, {"decided_by": None, "decided_at": None}),
        ("application_refusal_has_a_reason", a_refused_application, {"answer": ""}),
        ("application_approved_has_a_user", an_approved_application, {"user": None}),
        ("application_approved_has_a_user", a_verified_application, {"user": None}),
        ("application_verified_has_a_time", a_verified_application, {"verified_at": None}),
        ("application_verified_has_a_time", an_approved_application, {"verified_at": NOW}),
        ("application_verified_has_a_time", an_approved_application, {"state": ApplicationState.VERIFIED}),
    ],
)
def test_an_application_that_contradicts_itself_is_not_stored(name, make, values):
    application = make()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AccountApplication.objects.filter(pk=application.pk).update(**values)


def test_a_shared_application_has_neither_document_nor_company():
    application, document, company = a_shared_application(), a_company_document(), a_company()

    for values in ({"document": document}, {"company": company}):
        with pytest.raises(IntegrityError, match="application_has_what_its_kind_needs"), transaction.atomic():
            AccountApplication.objects.filter(pk=application.pk).update(**values)


def test_a_waiting_application_has_no_decider():
    application, reviewer = an_application(), a_reviewer()

    with pytest.raises(IntegrityError, match="application_decided_has_a_decider"), transaction.atomic():
        AccountApplication.objects.filter(pk=application.pk).update(decided_by=reviewer)


def test_a_refused_application_has_no_account():
    application, user = a_refused_application(), a_user()

    with pytest.raises(IntegrityError, match="application_approved_has_a_user"), transaction.atomic():
        AccountApplication.objects.filter(pk=application.pk).update(user=user)


@pytest.mark.parametrize("make", [an_application, an_approved_application, a_verified_application])
def test_a_name_is_held_by_one_application(make):
    holder = make(username="seagull1")

    with pytest.raises(IntegrityError, match=r"one_application_holds_a_username|accountapplication\.username"):
        an_application(username="seagull1")

    assert holder.state in HOLDS_USERNAME


def test_a_refused_application_holds_no_name():
    refused = a_refused_application()

    assert an_application(username=refused.username) != refused


def test_a_form_is_one_application():
    first = an_application()

    with pytest.raises(IntegrityError, match="submission_id"):
        an_application(submission_id=first.submission_id)


def test_a_reference_number_belongs_to_one_application():
    first = an_application()

    with pytest.raises(IntegrityError, match="reference"):
        an_application(reference=first.reference)
