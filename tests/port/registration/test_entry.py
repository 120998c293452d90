"""At the door: who is let in, who is told what is missing, and who is told nothing (design decisions 2 and 13, A-40)."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, identify_hasher, make_password

from config.settings import base
from port.accounts.models import SignInCount, User
from port.accounts.passwords import normalised
from port.registration import entry
from port.registration.entry import Door, Entry, prove
from port.registration.proof import verify
from port.registration.workflow import approve
from tests.factories import (
    PASSWORD,
    a_reopened_application,
    a_reviewer,
    a_user,
    a_verified_application,
    an_application,
    an_approved_application,
    at_once,
)
from tests.port.registration.hashers import CountingHasher
from tests.port.registration.roads import (
    DOORS,
    NAME,
    ROADS,
    WRONG,
    a_refused_application,
    each_road,
    knock,
    knocks,
    refused_again,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(settings) -> Iterator[Callable[[], int]]:
    """How many passwords have been evaluated since the last question."""
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.{CountingHasher.__name__}"]

    def count() -> int:
        found, CountingHasher.evaluated = CountingHasher.evaluated, 0
        return found

    count()
    yield count
    count()


def test_every_door_is_looked_at():
    assert set(DOORS.values()) == set(Door)
    assert set(DOORS) == set(ROADS)


@each_road
def test_with_the_right_password_each_is_told_exactly_what_is_missing(road):
    ROADS[road]()

    answer = knock()

    assert answer.door is DOORS[road]
    assert (answer.user is not None) is (DOORS[road] in {Door.OPEN, Door.AWAITS_VERIFICATION})
    assert (answer.application is not None) is (DOORS[road] in {Door.AWAITS_REVIEW, Door.NOT_APPROVED})


@each_road
def test_with_a_wrong_password_nobody_is_told_anything(road):
    ROADS[road]()

    assert knock(WRONG) == Entry(Door.SHUT)


@each_road
@pytest.mark.parametrize("password", [PASSWORD, WRONG], ids=["right", "wrong"])
def test_each_road_costs_one_evaluation_of_a_password(road, password, counted):
    ROADS[road]()
    counted()

    knock(password)

    assert counted() == 1


@each_road
def test_a_held_name_costs_one_evaluation_as_well_and_is_told_nothing(road, counted):
    ROADS[road]()
    knocks(5)
    counted()

    answer = knock()

    assert answer == Entry(Door.SHUT)
    assert counted() == 1


@pytest.mark.parametrize("name", ["SEAGULL1", "  seagull1 ", "SeaGull1"])
def test_the_name_is_understood_without_case_and_white_space(name):
    a_verified_application(username=NAME)

    assert knock(name=name).door is Door.OPEN


@pytest.mark.parametrize("password", [f" {PASSWORD}", f"{PASSWORD} ", PASSWORD[:-1], ""])
def test_the_password_is_looked_at_exactly_as_it_was_typed(password):
    a_verified_application(username=NAME)

    assert knock(password).door is Door.SHUT


def test_of_two_applications_with_one_name_the_newer_one_is_at_the_door():
    a_refused_application()
    newer = an_application(username=NAME)

    answer = knock()

    assert (answer.door, answer.application) == (Door.AWAITS_REVIEW, newer)


def a_new_password() -> str:
    return make_password(normalised(WRONG))


def test_what_mends_a_refused_account_is_at_the_door_with_its_own_password():
    forerunner = refused_again(a_reopened_application(username=NAME))
    successor = an_application(username=NAME, password=a_new_password(), forerunner=forerunner)

    old, new = knock(), knock(WRONG)

    assert old == Entry(Door.SHUT)
    assert (new.door, new.application) == (Door.AWAITS_REVIEW, successor)


def test_what_took_over_the_account_comes_in_with_its_own_password():
    forerunner = refused_again(a_reopened_application(username=NAME))
    successor = an_application(username=NAME, password=a_new_password(), forerunner=forerunner)
    user = approve(successor, by=a_reviewer()).user
    verify(user.verifications.live().get(), by=user)

    old, new = knock(), knock(WRONG)

    assert old == Entry(Door.SHUT)
    assert new == Entry(Door.OPEN, user=user)


def test_an_account_that_has_the_name_of_an_application_refused_long_ago_is_at_the_door():
    a_refused_application()
    reviewer = a_reviewer(username=NAME)

    assert knock() == Entry(Door.OPEN, user=reviewer)


def test_a_reopened_account_comes_in_again_after_approval_and_proof():
    application = approve(a_reopened_application(username=NAME), by=a_reviewer())
    before = knock().door
    verify(application.user.verifications.live().get(), by=application.user)

    assert (before, knock().door) == (Door.AWAITS_VERIFICATION, Door.OPEN)


@each_road
@pytest.mark.parametrize(
    ("later", "held"),
    [(timedelta(minutes=14, seconds=59), True), (timedelta(minutes=15), False)],
)
def test_five_wrong_passwords_hold_every_name_for_fifteen_minutes(clock, road, later, held):
    ROADS[road]()
    knocks(5)
    clock.advance(later)

    assert knock().door is (Door.SHUT if held else DOORS[road])


def test_the_right_password_after_four_wrong_ones_opens_and_the_count_begins_anew():
    a_verified_application(username=NAME)

    doors = [*knocks(4), knock().door, *knocks(4), knock().door]

    assert doors == ([Door.SHUT] * 4 + [Door.OPEN]) * 2


def test_the_right_password_at_the_fifth_try_opens():
    a_verified_application(username=NAME)
    knocks(4)

    assert knock().door is Door.OPEN


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("road", ["verified", "waiting", "nobody"])
def test_of_fifty_wrong_tries_at_once_at_most_five_passwords_are_looked_at(road, monkeypatch):
    ROADS[road]()
    looked_at: list[str] = []
    check = entry.check_password
    monkeypatch.setattr(
        entry, "check_password", lambda raw, *rest, **more: looked_at.append(raw) or check(raw, *rest, **more)
    )

    answers = at_once(*[lambda: knock(WRONG)] * 50)

    assert answers == [Entry(Door.SHUT)] * 50
    assert len(looked_at) == (0 if road == "nobody" else 5)


def test_a_hash_of_an_older_kind_is_made_anew_at_sign_in(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    older = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
    user = a_user(username=NAME, password=older)

    first = knock()

    user.refresh_from_db()
    assert first.door is Door.OPEN
    assert identify_hasher(user.password).algorithm == "argon2"
    assert knock().door is Door.OPEN


def test_a_wrong_password_does_not_touch_an_older_hash(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    older = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
    user = a_user(username=NAME, password=older)

    knock(WRONG)

    user.refresh_from_db()
    assert user.password == older


@pytest.mark.parametrize(("password", "answer"), [(PASSWORD, True), (WRONG, False)])
def test_the_proof_of_an_address_asks_for_the_accounts_own_password(password, answer, counted):
    user = an_approved_application(username=NAME).user
    counted()

    assert prove(user, password) is answer
    assert counted() == 1


def test_the_proof_of_an_address_counts_towards_the_same_hold(counted):
    user: User = an_approved_application(username=NAME).user
    knocks(3)
    wrong = [prove(user, WRONG) for _ in range(2)]
    counted()

    held = prove(user, PASSWORD)

    assert (wrong, held, knock()) == ([False, False], False, Entry(Door.SHUT))
    assert counted() == 2


def test_the_proof_of_an_address_is_refused_to_an_account_that_is_switched_off(counted):
    user = an_approved_application(username=NAME).user
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    counted()

    assert prove(user, PASSWORD) is False
    assert counted() == 1


def test_a_name_in_full_width_is_the_same_name():
    a_verified_application(username=NAME)

    assert knock(name="ｓｅａｇｕｌｌ１").door is Door.OPEN


def test_a_name_in_full_width_counts_towards_the_same_hold():
    for name in [NAME, "ｓｅａｇｕｌｌ１"] * 3:
        knock(WRONG, name=name)

    assert knock() == Entry(Door.SHUT)
    assert SignInCount.objects.count() == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_is_the_same_however_the_keyboard_composes_it(form):
    sentence = "café à la crème au port de Keelung"
    user = an_approved_application(username=NAME, password=make_password(normalised(sentence))).user

    proven = prove(user, unicodedata.normalize(form, sentence))
    answer = knock(unicodedata.normalize(form, sentence))

    assert proven
    assert answer.door is Door.AWAITS_VERIFICATION
