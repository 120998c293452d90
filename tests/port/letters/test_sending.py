"""From the outbox to the mail server: leased, sent once, put back when it does not go."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from port.language import Language
from port.letters import workflow
from port.letters.enums import LetterKind, LetterState
from port.letters.language import written_in
from port.letters.models import Letter
from port.letters.workflow import BATCH, claim, deliver, pause_after, post, send_due
from port.options import options
from tests.factories import a_letter, a_user, at_once

pytestmark = pytest.mark.django_db

SECRET = "http://testserver/verify/secret/"
BRIEF = timedelta(seconds=1)


@pytest.fixture
def broken_server(settings):
    settings.EMAIL_BACKEND = "no.such.Backend"


def a_letter_with_a_link() -> Letter:
    words = {"name": "王小明", "username": "harbour1", "hours": 72}
    with transaction.atomic(), written_in(Language.CHINESE):
        return post(LetterKind.VERIFICATION, to="a@example.com", about=a_user(), context=words, link=SECRET)


def test_a_due_letter_is_sent_once(clock):
    letter = a_letter()

    first, second = send_due(at=clock.now), send_due(at=clock.now)

    letter.refresh_from_db()
    assert (first, second) == (1, 0)
    assert (letter.state, letter.sent_at, letter.tries, letter.leased_until) == (LetterState.SENT, clock.now, 1, None)
    assert [message.to for message in mail.outbox] == [[letter.to_address]]


def test_the_oldest_letters_leave_first(clock):
    names = [f"r{number}@example.com" for number in range(BATCH + 2)]
    for number, name in enumerate(names):
        a_letter(to_address=name, created_at=datetime(2026, 1, 1, number, tzinfo=UTC))

    send_due(at=clock.now)

    assert [message.to[0] for message in mail.outbox] == names


def test_a_letter_that_is_not_due_stays(clock):
    letter = a_letter(due_at=clock.now + BRIEF)

    early, in_time = send_due(at=clock.now), send_due(at=letter.due_at)

    assert (early, in_time) == (0, 1)


def test_a_claimed_letter_is_leased_to_one_worker(clock):
    letter = a_letter()

    (first,), second = claim(at=clock.now), claim(at=clock.now)

    letter.refresh_from_db()
    assert (first, second) == (letter, [])
    assert (letter.state, letter.leased_until) == (LetterState.SENDING, clock.now + options().letter_lease)


def test_a_letter_that_a_dead_worker_left_behind_is_sent_when_its_lease_has_ended(clock):
    letter = a_letter()
    claim(at=clock.now)
    end = clock.now + options().letter_lease

    at_the_end, after_it = send_due(at=end), send_due(at=end + BRIEF)

    letter.refresh_from_db()
    assert (at_the_end, after_it) == (0, 1)
    assert (letter.state, letter.tries) == (LetterState.SENT, 2)


def test_a_letter_that_does_not_go_waits_and_its_fault_is_kept_without_its_words(clock, broken_server):
    letter = a_letter()

    sent = send_due(at=clock.now)

    letter.refresh_from_db()
    assert (sent, letter.state, letter.leased_until) == (0, LetterState.WAITING, None)
    assert letter.last_error == "ModuleNotFoundError"
    assert timedelta(seconds=24) <= letter.due_at - clock.now <= timedelta(seconds=36)


def test_the_pauses_grow_up_to_four_hours():
    pauses = [pause_after(tries) for tries in range(1, options().letter_tries)]

    wished = [min(30 * 2**number, 4 * 60 * 60) for number in range(len(pauses))]
    assert [0.8 <= pause.total_seconds() / wish <= 1.2 for pause, wish in zip(pauses, wished, strict=True)] == [
        True
    ] * len(pauses)


@pytest.mark.parametrize(("keep", "link"), [(False, ""), (True, SECRET)], ids=["wiped", "kept"])
def test_the_link_of_a_letter_that_has_failed_is_wiped_unless_links_are_kept(
    clock, broken_server, settings, keep, link
):
    settings.PORT_OPTIONS = replace(options(), letter_tries=2, keep_letter_links=keep)
    given_up, left_behind = a_letter_with_a_link(), a_letter_with_a_link()
    Letter.objects.filter(pk=given_up.pk).update(tries=1)
    ended = {"state": LetterState.SENDING, "leased_until": clock.now - BRIEF, "tries": 2}
    Letter.objects.filter(pk=left_behind.pk).update(**ended)

    send_due(at=clock.now)

    assert list(Letter.objects.values_list("state", "link")) == [(LetterState.FAILED, link)] * 2


def test_after_ten_tries_a_letter_has_failed_and_is_left_alone(clock, broken_server):
    letter = a_letter()

    for _try in range(options().letter_tries):
        send_due(at=clock.now)
        clock.advance(timedelta(hours=5))
    claimed = claim(at=clock.now)

    letter.refresh_from_db()
    assert (letter.state, letter.tries, claimed) == (LetterState.FAILED, 10, [])


def test_one_letter_that_does_not_go_does_not_hold_up_the_next(clock, monkeypatch):
    a_letter(created_at=datetime(2026, 1, 1, tzinfo=UTC), subject="不可\n換行")
    good = a_letter()

    sent = send_due(at=clock.now)

    assert sent == 1
    assert [message.to for message in mail.outbox] == [[good.to_address]]


def test_a_late_worker_does_not_put_back_what_another_has_sent(clock, settings):
    letter = a_letter()
    (late,) = claim(at=clock.now)
    send_due(at=clock.now + options().letter_lease + BRIEF)
    settings.EMAIL_BACKEND = "no.such.Backend"

    went = deliver(late)

    letter.refresh_from_db()
    assert (went, letter.state) == (False, LetterState.SENT)


def test_a_late_worker_does_not_put_back_what_another_has_in_hand(clock, broken_server):
    letter = a_letter()
    (late,) = claim(at=clock.now)
    claim(at=clock.now + options().letter_lease + BRIEF)

    went = deliver(late)

    letter.refresh_from_db()
    assert (went, letter.state, letter.tries) == (False, LetterState.SENDING, 2)


@pytest.fixture
def seconds(monkeypatch) -> list[float]:
    """The machine's count of seconds, which a test moves by appending."""
    count = [1000.0]
    monkeypatch.setattr(workflow, "monotonic", lambda: count[-1])
    return count


def mailed(monkeypatch, before=lambda: None) -> list[str]:
    """To whom letters have left; `before` happens before each leaves."""
    seen: list[str] = []

    def send(_, batch) -> int:
        before()
        return _note(seen, batch)

    monkeypatch.setattr(workflow.get_connection().__class__, "send_messages", send)
    return seen


def test_a_worker_that_hung_leaves_alone_what_another_took_over_meanwhile(clock, seconds, monkeypatch):
    first, second = a_letter(), a_letter()
    hung: list[bool] = []

    def hang_once() -> None:
        if not hung:
            hung.append(True)
            seconds.append(seconds[-1] + options().letter_lease.total_seconds() + 1)
            send_due(at=clock.now + options().letter_lease + BRIEF)  # the other worker

    seen = mailed(monkeypatch, hang_once)

    send_due(at=clock.now)

    assert sorted(seen) == sorted([first.to_address, first.to_address, second.to_address])
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_clock_that_is_set_while_letters_leave_sends_none_twice_and_leaves_none(clock, hours, monkeypatch):
    letters = [a_letter() for _ in range(BATCH + 2)]
    now = clock.now
    seen = mailed(monkeypatch, lambda: clock.advance(timedelta(hours=hours)))

    sent = send_due(at=now)

    assert sent == len(letters) == len(seen) == len(set(seen))
    assert set(Letter.objects.values_list("state", "tries")) == {(LetterState.SENT, 1)}


def test_a_slow_mail_server_costs_no_letter_its_tries(clock, seconds, monkeypatch):
    """Ten seconds a letter, so that a long queue takes longer than any lease."""
    letters = [a_letter() for _ in range(8 * BATCH)]
    seen = mailed(monkeypatch, lambda: seconds.append(seconds[-1] + 10))

    turns = [send_due(at=clock.now + timedelta(seconds=seconds[-1])) for _ in range(8)]

    assert turns == [BATCH] * 8, "after each batch, decisions and the clock have their turn"
    assert len(seen) == len(set(seen)) == len(letters)
    assert set(Letter.objects.values_list("state", "tries")) == {(LetterState.SENT, 1)}


def test_a_worker_that_is_told_to_end_gives_back_what_it_has_not_tried(clock, monkeypatch):
    for _ in range(BATCH):
        a_letter()
    seen = mailed(monkeypatch)

    count = send_due(at=clock.now, going_on=lambda: not seen)

    assert (count, len(seen)) == (1, 1)
    assert sorted(Letter.objects.values_list("state", "tries")) == [
        (LetterState.SENT, 1),
        *[(LetterState.WAITING, 0)] * (BATCH - 1),
    ]
    assert send_due(at=clock.now) == BATCH - 1


def test_the_link_is_wiped_once_it_has_left(clock):
    letter = a_letter_with_a_link()

    send_due(at=clock.now)

    letter.refresh_from_db()
    assert SECRET in mail.outbox[0].body
    assert SECRET not in letter.link + letter.text + letter.html


def test_the_link_stays_where_the_settings_keep_it(clock, settings):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, keep_letter_links=True)
    letter = a_letter_with_a_link()

    send_due(at=clock.now)

    letter.refresh_from_db()
    assert letter.link == SECRET


def test_a_link_that_could_not_leave_is_not_lost(clock, broken_server, settings):
    letter = a_letter_with_a_link()
    send_due(at=clock.now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    send_due(at=clock.now + timedelta(minutes=1))

    assert SECRET in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["Message-ID"] == letter.message_id


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_the_outbox_and_send_nothing_twice(clock, monkeypatch):
    letters = [a_letter() for _ in range(3 * BATCH + 1)]
    sent: list[str] = []
    monkeypatch.setattr(workflow.get_connection().__class__, "send_messages", lambda _, batch: _note(sent, batch))

    counts = at_once(*[lambda: send_due(at=clock.now)] * 4)

    assert sum(counts) == len(letters)
    assert sorted(sent) == sorted(letter.to_address for letter in letters)
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}


def _note(sent: list[str], batch: list[mail.EmailMessage]) -> int:
    sent.extend(message.to[0] for message in batch)
    return len(batch)


def test_a_letter_that_ends_its_worker_each_time_is_given_up_after_the_last_try():
    long_ago = timezone.now() - timedelta(hours=1)
    letter = a_letter(state=LetterState.SENDING, leased_until=long_ago, tries=options().letter_tries)

    claimed = claim(at=timezone.now())

    letter.refresh_from_db()
    assert claimed == []
    assert (letter.state, letter.leased_until) == (LetterState.FAILED, None)
