"""The same, with a real mail server at the other end of the line (M-11, R-33)."""

from datetime import timedelta

import pytest

from port.letters.enums import LetterState
from port.letters.models import Letter
from port.letters.workflow import BATCH, claim, send_due
from port.options import options
from tests.factories import a_letter, at_once

pytestmark = pytest.mark.django_db

BUSY = "451 Try again later"


def test_what_arrives_is_the_letter_with_the_headers_that_it_owes(clock, sink):
    letter = a_letter(text="您好：\n內容\n", html="<p>您好：</p>")

    send_due(at=clock.now)

    (envelope,), (arrived,) = sink.envelopes, sink.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == (options().sender, [letter.to_address])
    assert arrived["Message-ID"] == f"<{letter.pk}@testserver>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Date"].datetime == letter.created_at.replace(microsecond=0)
    assert str(arrived["From"]) == f"{options().team} <{options().sender}>"
    assert [part.get_content_type() for part in arrived.iter_parts()] == ["text/plain", "text/html"]
    assert arrived.get_body(("plain",)).get_content().splitlines() == ["您好：", "內容"]


def test_a_letter_waits_while_the_mail_server_is_down_and_leaves_when_it_is_back(clock, closed_sink):
    """However long it takes: an outage spends none of the tries that a letter has, and the pauses do not grow."""
    letter = a_letter()
    for _try in range(3 * options().letter_tries):
        assert send_due(at=clock.now) == 0
        letter.refresh_from_db()
        assert timedelta(seconds=48) <= letter.due_at - clock.now <= timedelta(seconds=73)
        clock.now = letter.due_at
    fault = letter.last_error
    closed_sink.open()

    sent = send_due(at=clock.now)

    assert (sent, fault) == (1, "ConnectionRefusedError")
    assert closed_sink.times_seen == {letter.message_id: 1}


def test_while_the_mail_server_is_down_one_letter_in_a_turn_finds_that_out(clock, closed_sink):
    for _ in range(BATCH):
        a_letter()

    send_due(at=clock.now)

    assert sorted(Letter.objects.values_list("state", "tries", "last_error")) == [
        *[(LetterState.WAITING, 0, "")] * (BATCH - 1),
        (LetterState.WAITING, 0, "ConnectionRefusedError"),
    ]
    closed_sink.open()
    assert send_due(at=clock.now) == BATCH - 1


def test_a_letter_that_the_mail_server_puts_off_is_offered_again(clock, sink):
    answers = iter([BUSY, BUSY, "250 OK"])
    sink.answer = lambda: next(answers)
    letter = a_letter()

    for _try in range(3):
        send_due(at=clock.now)
        clock.advance(timedelta(minutes=5))

    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.last_error) == (LetterState.SENT, 3, "")
    assert sink.times_seen == {letter.message_id: 3}


def test_a_letter_that_is_always_refused_fails_after_ten_tries_and_is_never_offered_again(clock, sink):
    sink.answer = lambda: "550 No such mailbox"
    letter = a_letter()

    for _try in range(12):
        send_due(at=clock.now)
        clock.advance(timedelta(hours=5))

    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (LetterState.FAILED, "SMTPDataError")
    assert sink.times_seen == {letter.message_id: 10}


def test_a_letter_that_was_taken_but_not_marked_goes_out_again_with_the_same_message_id(clock, sink):
    letter = a_letter()
    (claimed,) = claim(at=clock.now)
    claimed.message().send()

    send_due(at=clock.now + timedelta(seconds=61))

    assert sink.times_seen == {letter.message_id: 2}


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_one_mail_server_send_each_letter_once(clock, sink):
    letters = [a_letter() for _ in range(12)]

    at_once(*[lambda: send_due(at=clock.now)] * 2)

    assert sink.times_seen == {letter.message_id: 1 for letter in letters}
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}
