"""The codes of an authenticator app: the right one within its time, once, however it is typed (V-35)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pyotp
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from port.accounts.factor_tries import Answer
from port.accounts.models import Factor, User
from port.accounts.totp import add_totp, matching_step, new_secret, provisioning_uri, try_totp
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from tests.factories import a_user, at_once
from tests.factories.factors import SECRET, an_app

AT = datetime(2026, 11, 22, 1, 0, 10, tzinfo=UTC)
STEP = timedelta(seconds=30)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def code(at: datetime = AT, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(at)


@pytest.mark.parametrize(
    ("off", "counts"),
    [(-2 * STEP, False), (-STEP, True), (0 * STEP, True), (STEP, True), (2 * STEP, False)],
)
def test_a_code_counts_one_step_before_and_after_its_own(off, counts):
    step = matching_step(SECRET, code(AT + off), at=AT, after=0)

    assert (step is not None) is counts


@pytest.mark.parametrize(
    "write", [lambda c: f" {c[:3]} {c[3:]} ", lambda c: c.translate(WIDE), lambda c: f"{c[:3]}-{c[3:]}"]
)
def test_a_code_may_be_typed_as_people_type(write):
    assert matching_step(SECRET, write(code()), at=AT, after=0) is not None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５", "\x00" * 6, "²³¹²³¹"])
def test_what_is_no_code_is_wrong(typed):
    assert matching_step(SECRET, typed, at=AT, after=0) is None


def test_a_secret_has_160_bits_and_is_new_each_time():
    first, second = new_secret(), new_secret()

    assert first != second
    assert len(first) == 32


def test_the_qr_code_names_the_account_and_the_system():
    uri = provisioning_uri(User(username="harbour.one"), SECRET)

    assert uri.startswith("otpauth://totp/")
    assert "harbour.one" in uri
    assert f"secret={SECRET}" in uri
    assert quote(options().system_name) in uri


@pytest.mark.django_db
def test_an_app_is_added_with_a_right_code_and_its_holder_is_told():
    user = a_user()

    app = add_totp(user, secret=SECRET, typed=code(), at=AT)

    assert app.user == user
    letter = Letter.objects.get(kind=LetterKind.FACTOR_CHANGED)
    assert letter.to_address == user.email
    assert "新增了驗證器 App" in letter.text
    assert "/not-me/" in letter.link
    assert AuditRecord.objects.about(app).get().act == Act.FACTOR_ADDED


@pytest.mark.django_db
def test_a_wrong_code_adds_nothing():
    user = a_user()

    with pytest.raises(ValidationError) as refused:
        add_totp(user, secret=SECRET, typed="000000", at=AT)

    assert refused.value.code == "wrong_code"
    assert not Factor.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_the_code_that_added_the_app_does_not_count_again():
    user = a_user()
    add_totp(user, secret=SECRET, typed=code(), at=AT)

    again = try_totp(user, code(), at=AT)
    next_one = try_totp(user, code(AT + STEP), at=AT + STEP)

    assert (again, next_one) == (Answer.WRONG, Answer.PASSED)


@pytest.mark.django_db
def test_a_code_passes_once_and_never_an_earlier_one():
    user = a_user()
    an_app(user)

    answers = [try_totp(user, code(), at=AT), try_totp(user, code(), at=AT), try_totp(user, code(AT - STEP), at=AT)]

    assert answers == [Answer.PASSED, Answer.WRONG, Answer.WRONG]


@pytest.mark.django_db
def test_another_app_takes_the_place_of_the_first():
    user = a_user()
    former = an_app(user)
    other = new_secret()

    add_totp(user, secret=other, typed=code(secret=other), at=AT)

    assert user.factors.count() == 1
    assert try_totp(user, code(AT + STEP), at=AT + STEP) is Answer.WRONG
    assert AuditRecord.objects.get(act=Act.FACTOR_ADDED).facts["replaces"] == former.pk
    assert "換成另一個驗證器 App" in Letter.objects.get().text


@pytest.mark.django_db
def test_the_code_of_one_account_is_worth_nothing_for_another():
    holder, other = a_user(), a_user()
    an_app(holder)

    assert try_totp(other, code(), at=AT) is Answer.WRONG


@pytest.mark.django_db
def test_the_row_does_not_show_the_secret():
    add_totp(a_user(), secret=SECRET, typed=code(), at=AT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_factor")
        row = str(cursor.fetchall())

    assert SECRET not in row
    assert "JBSWY3DP" not in row


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_passes():
    user = a_user()
    an_app(user)

    answers = at_once(*[lambda: try_totp(user, code(), at=AT)] * 2)

    assert sorted(answer.value for answer in answers) == ["passed", "wrong"]
