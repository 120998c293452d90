"""申請進度查詢: the code, its limits, and what it shows."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import LINK, Letter
from port.registration import progress
from port.registration.enums import ApplicationState
from port.registration.mending import mend
from port.registration.models import AccountApplication, MendingLink, ProgressCode
from port.registration.progress import clean_reference, progress_of, send_code, try_code
from port.review.enums import Question
from tests.factories import a_held_decision, a_refused_application, a_submission, an_application
from tests.port.registration.told import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> AccountApplication:
    return an_application(email="Wang@example.com", email_canonical="Wang@example.com")


def asked(application: AccountApplication) -> ProgressCode | None:
    return send_code(reference=application.reference, email_canonical="wang@example.com")


def told() -> str:
    """The code in the newest letter."""
    return str(Letter.objects.filter(kind=LetterKind.PROGRESS_CODE).newest_first()[0].link)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("115-1122-04711", "115-1122-04711"),
        (" 115 1122 04711 ", "115-1122-04711"),
        ("115112204711", "115-1122-04711"),
        ("１１５－１１２２－０４７１１", "115-1122-04711"),
        ("115–1122—04711", "115-1122-04711"),
        ("115-1122-0471", ""),
        ("seagull", ""),
        ("", ""),
    ],
)
def test_a_reference_number_is_known_however_it_was_typed(typed, reference):
    assert clean_reference(typed) == reference


def test_the_code_goes_to_the_address_of_the_application_and_is_kept_as_a_hash(application):
    sent = asked(application)

    letter = Letter.objects.get()
    assert (letter.kind, letter.to_address) == (LetterKind.PROGRESS_CODE, "Wang@example.com")
    assert len(told()) == 6
    assert LINK in letter.text
    assert told() not in letter.text.replace(application.reference, "")
    assert told() not in sent.code_hash
    assert [record.act for record in AuditRecord.objects.all()] == [Act.PROGRESS_CODE_SENT]


@pytest.mark.parametrize("fault", [{"reference": "115-0101-00000"}, {"email_canonical": "li@example.com"}])
def test_what_does_not_belong_together_sends_nothing_and_takes_as_long(application, monkeypatch, fault):
    hashed = []
    monkeypatch.setattr(progress, "make_password", lambda code: hashed.append(code) or hashers.make_password(code))
    before = everything()

    sent = send_code(**{"reference": application.reference, "email_canonical": "wang@example.com"} | fault)

    assert sent is None
    assert everything() == before
    assert len(hashed) == 1


def test_ten_codes_a_day_go_to_one_application(morning, application):
    sent = [asked(application) for _ in range(11)]
    morning.advance(timedelta(days=1))

    assert [code is not None for code in sent] == [True] * 10 + [False]
    assert asked(application) is not None


def test_the_right_code_opens_once(application):
    sent = asked(application)

    assert try_code(sent, told()) == application
    assert try_code(sent, told()) is None
    assert [record.act for record in AuditRecord.objects.all()] == [Act.PROGRESS_CODE_SENT, Act.PROGRESS_SHOWN]


def test_the_code_may_be_typed_in_full_width_and_in_groups(application):
    sent = asked(application)
    wide = told().translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert try_code(sent, f"{wide[:3]} {wide[3:]}") == application


def test_the_right_code_comes_too_late_after_ten_minutes(morning, application):
    sent = asked(application)
    morning.advance(timedelta(minutes=10))

    assert try_code(sent, told()) is None


def test_five_wrong_tries_are_all(application):
    sent = asked(application)
    tries = [try_code(sent, wrong(told())) for _ in range(5)]

    assert tries == [None] * 5
    assert try_code(sent, told()) is None


def test_the_fifth_try_still_counts(application):
    sent = asked(application)
    for _ in range(4):
        try_code(sent, wrong(told()))

    assert try_code(sent, told()) == application


def test_codes_are_open_side_by_side_so_that_nobody_can_spoil_those_of_others(application):
    first = asked(application)
    code = told()
    asked(application)

    assert try_code(first, code) == application


def test_a_try_where_no_code_was_sent_takes_as_long(monkeypatch):
    hashed = []
    monkeypatch.setattr(progress, "make_password", hashed.append)

    assert try_code(None, "123456") is None
    assert hashed == ["123456"]


def test_a_mended_application_shows_its_forerunner_and_its_successor():
    refused = a_refused_application()
    sent = a_submission(username=refused.username, email=refused.email)
    successor = mend(MendingLink.objects.get(), **sent)

    for asked_for in (refused, successor):
        shown = progress_of(asked_for)
        assert (shown.applications, shown.standing, shown.went_on) == ([refused, successor], successor, False)


def test_what_went_on_from_another_address_is_not_shown_to_this_one():
    refused = a_refused_application()
    successor = mend(MendingLink.objects.get(), **a_submission(username=refused.username, email="li@example.com"))

    shown = progress_of(refused)

    assert (shown.applications, shown.standing, shown.went_on) == ([refused], refused, True)
    assert progress_of(successor).applications == [successor]


def test_a_decision_that_is_held_is_not_known_to_registration(application):
    a_held_decision(case=application.document, question=Question.ACCOUNT)

    assert progress_of(application).standing.state == ApplicationState.SUBMITTED
