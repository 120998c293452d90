"""Recovery codes: ten, hashed, each once, and a letter for each that was used (V-35)."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.utils import timezone

from port.accounts.factor_tries import Answer
from port.accounts.models import RecoveryCode
from port.accounts.recovery_codes import NoFactorYet, codes_left, make_codes, try_code
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import a_user, at_once
from tests.factories.factors import an_app


@pytest.fixture
def user(db):
    user = a_user()
    an_app(user)
    return user


def tried(user, typed: str) -> Answer:
    return try_code(user, typed, at=timezone.now())


def test_there_are_ten_and_none_can_be_read_in_the_database(user):
    codes = make_codes(user, at=timezone.now())

    hashes = RecoveryCode.objects.values_list("code_hash", flat=True)
    assert len(set(codes)) == len(hashes) == 10
    assert not any(code.replace("-", "") in row for row in hashes for code in codes)
    assert all(identify_hasher(row) for row in hashes)
    assert AuditRecord.objects.get(act=Act.RECOVERY_CODES_MADE).facts == {}
    assert "產生了 10 個備用碼" in Letter.objects.get().text
    assert not any(code in letter.text for letter in Letter.objects.all() for code in codes)


def test_each_counts_once_and_its_use_is_told(user):
    code = make_codes(user, at=timezone.now())[3]

    answers = [tried(user, code), tried(user, code)]

    assert answers == [Answer.PASSED, Answer.WRONG]
    assert codes_left(user) == 9
    newest = Letter.objects.filter(kind=LetterKind.FACTOR_CHANGED).newest_first()[0]
    assert "使用了一個備用碼登入，還剩 9 個" in newest.text
    assert AuditRecord.objects.get(act=Act.FACTOR_PASSED).facts == {"way": "recovery_code"}


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: "".join(chr(ord(c) + 0xFEE0) if c != "-" else "－" for c in code),
    ],
)
def test_a_code_may_be_typed_as_people_type(user, write):
    code = make_codes(user, at=timezone.now())[0]

    assert tried(user, write(code)) is Answer.PASSED


@pytest.mark.parametrize("typed", ["", "AAAAA-AAAAA", "海" * 10, "\x00" * 10])
def test_what_is_no_code_of_the_account_is_wrong(user, typed):
    make_codes(user, at=timezone.now())

    assert tried(user, typed) is Answer.WRONG


def test_new_codes_end_the_former_ones(user):
    former = make_codes(user, at=timezone.now())[0]

    new = make_codes(user, at=timezone.now())[0]

    assert [tried(user, former), tried(user, new)] == [Answer.WRONG, Answer.PASSED]
    assert RecoveryCode.objects.count() == 10


def test_a_code_of_another_account_is_wrong(user):
    other = a_user()
    an_app(other)
    code = make_codes(other, at=timezone.now())[0]

    assert tried(user, code) is Answer.WRONG


@pytest.mark.django_db
def test_without_a_factor_there_is_nothing_to_stand_in_for():
    with pytest.raises(NoFactorYet):
        make_codes(a_user(), at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_instant_one_passes():
    user = a_user()
    an_app(user)
    code = make_codes(user, at=timezone.now())[0]

    answers = at_once(*[lambda: tried(user, code)] * 2)

    assert sorted(answer.value for answer in answers) == ["passed", "wrong"]
