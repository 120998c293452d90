"""A letter that follows another one leaves behind it, whatever happens on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from port.language import Language
from port.letters.enums import LetterKind, LetterState
from port.letters.language import written_in
from port.letters.models import Letter
from port.letters.workflow import claim, post, send_due
from port.options import options
from tests.factories import a_company, a_letter

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ANSWERED = {"sent_at": LONG_AGO, "leased_until": None}


def test_a_letter_is_posted_behind_another():
    first = a_letter()

    with transaction.atomic(), written_in(Language.CHINESE):
        words = {"company_name": "晴海示範船務有限公司", "note": ""}
        second = post(LetterKind.DOCUMENT_APPROVED, to="a@example.com", about=a_company(), context=words, after=first)

    assert Letter.objects.get(pk=second.pk).after == first


def test_both_leave_in_one_round_the_first_one_first(clock):
    first = a_letter()
    second = a_letter(after=first, created_at=LONG_AGO)

    sent = send_due(at=clock.now)

    assert sent == 2
    assert [message.to for message in mail.outbox] == [[first.to_address], [second.to_address]]


@pytest.mark.parametrize("state", LetterState, ids=str)
def test_it_is_due_when_the_one_before_it_is_on_its_way_no_more(clock, state):
    on_its_way = state in {LetterState.WAITING, LetterState.SENDING}
    values = {
        LetterState.WAITING: {"due_at": clock.now + timedelta(hours=1)},
        LetterState.SENDING: {"leased_until": clock.now + timedelta(minutes=1)},
        LetterState.SENT: {"sent_at": LONG_AGO},
        LetterState.FAILED: {},
    }
    second = a_letter(after=a_letter(state=state, **values[state]))

    assert list(Letter.objects.due(clock.now)) == ([] if on_its_way else [second])


def test_a_worker_that_died_with_the_first_keeps_the_second_waiting(clock):
    first = a_letter()
    second = a_letter(after=first)
    claim(at=clock.now)

    later = claim(at=clock.now + options().letter_lease + timedelta(seconds=1))

    second.refresh_from_db()
    assert (later, second.state) == ([first], LetterState.WAITING)


def test_a_chain_of_letters_leaves_link_by_link(clock):
    first = a_letter()
    second = a_letter(after=first)
    third = a_letter(after=second)

    claimed = []
    for letter in (first, second, third):
        claimed.append(claim(at=clock.now))
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, **ANSWERED)

    assert claimed == [[first], [second], [third]]


def test_what_is_told_later_about_the_same_leaves_later_though_the_first_is_tried_again(clock):
    """The approval waits for the mail server, the case is reopened: nobody reads of the approval after that."""
    reader = {"to_address": "clerk@example.com"}
    approval = a_letter(**reader, created_at=LONG_AGO, due_at=clock.now + timedelta(hours=2), tries=6)
    reopening = a_letter(**reader, created_at=LONG_AGO + timedelta(hours=1))

    meanwhile = send_due(at=clock.now)
    send_due(at=clock.now + timedelta(hours=2))

    sent = Letter.objects.order_by("sent_at").values_list("pk", flat=True)
    assert meanwhile == 0
    assert (len(mail.outbox), set(sent)) == (2, {approval.pk, reopening.pk})
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [
        approval.message_id,
        reopening.message_id,
    ]


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.FAILED], ids=str)
def test_what_has_left_or_was_given_up_holds_back_nothing(clock, state):
    sent = {"sent_at": LONG_AGO} if state == LetterState.SENT else {}
    a_letter(to_address="clerk@example.com", created_at=LONG_AGO, state=state, **sent)
    later = a_letter(to_address="clerk@example.com")

    assert list(Letter.objects.due(clock.now)) == [later]


@pytest.mark.parametrize(
    "other",
    [{"about_id": "2"}, {"about_type": "companies.companydocument"}, {"to_address": "owner@example.com"}],
    ids=str,
)
def test_letters_about_others_or_to_others_hold_back_nothing(clock, other):
    a_letter(**{"to_address": "clerk@example.com"} | other, created_at=LONG_AGO, due_at=clock.now + timedelta(hours=2))
    later = a_letter(to_address="clerk@example.com")

    assert list(Letter.objects.due(clock.now)) == [later]


def test_a_code_that_somebody_waits_for_neither_waits_nor_holds_back(clock):
    reader, in_two_hours = {"to_address": "clerk@example.com"}, clock.now + timedelta(hours=2)
    a_letter(**reader, created_at=LONG_AGO, due_at=in_two_hours)
    code = a_letter(**reader, kind=LetterKind.PROGRESS_CODE, created_at=LONG_AGO + timedelta(hours=1))
    behind_the_code = a_letter(to_address="owner@example.com")
    a_letter(to_address="owner@example.com", kind=LetterKind.PROGRESS_CODE, created_at=LONG_AGO, due_at=in_two_hours)

    assert list(Letter.objects.due(clock.now)) == [code, behind_the_code]


def test_a_letter_that_others_follow_is_not_removed():
    first = a_letter()
    a_letter(after=first)

    with pytest.raises(ProtectedError):
        first.delete()


def test_what_is_due_is_asked_in_one_query(clock):
    for _number in range(3):
        a_letter(after=a_letter())

    with CaptureQueriesContext(
        connection,
    ) as asked:
        due = list(Letter.objects.due(clock.now))

    assert (len(due), len(asked)) == (3, 1)
