"""Passkeys: only for this site, each answer once, no copies, and whatever a browser sends is answered (A-37)."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from port.accounts import passkeys
from port.accounts.factor_tries import Answer
from port.accounts.models import Factor
from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import a_user
from tests.factories.factors import SoftKey, a_passkey

pytestmark = pytest.mark.django_db

STRANGE_SITE = "https://portpass.example.evil"


def prove(user, key: SoftKey, **how) -> Answer:
    asked, state = passkeys.begin_proving(user)
    return passkeys.try_passkey(user, state=state, response=key.signed(asked, **how), at=timezone.now())


def test_a_passkey_is_added_and_passes():
    user = a_user()

    factor, key = a_passkey(user, name="我的手機")
    answer = prove(user, key)

    factor.refresh_from_db()
    assert answer is Answer.PASSED
    assert factor.name == "我的手機"
    assert factor.used_at
    assert "新增了通行密鑰「我的手機」" in Letter.objects.get(kind=LetterKind.FACTOR_CHANGED).text
    assert AuditRecord.objects.about(factor).get().act == Act.FACTOR_ADDED
    assert AuditRecord.objects.get(act=Act.FACTOR_PASSED).facts == {"way": "passkey"}


def test_an_account_may_have_several_and_each_passes():
    user = a_user()
    _first, one = a_passkey(user)
    _second, other = a_passkey(user)

    assert [prove(user, one), prove(user, other)] == [Answer.PASSED, Answer.PASSED]


def test_what_is_asked_says_nothing_of_the_person_but_the_account():
    user = a_user()

    asked, _state = passkeys.begin_adding(user)

    about = asked["publicKey"]["user"]
    assert about["name"] == user.username
    assert user.email not in str(asked)


def test_a_key_that_is_here_already_is_left_out():
    user = a_user()
    factor, _key = a_passkey(user)

    asked, _state = passkeys.begin_adding(user)

    left_out = [key["id"] for key in asked["publicKey"]["excludeCredentials"]]
    assert left_out == [factor.credential_id.rstrip("=")]


def test_a_key_of_one_account_cannot_be_added_to_another():
    _factor, key = a_passkey(a_user())

    with pytest.raises(ValidationError) as refused:
        a_passkey(a_user(), key=key)

    assert refused.value.code == "passkey_known"


def test_a_key_of_another_account_does_not_pass():
    _factor, key = a_passkey(a_user())
    other = a_user()
    a_passkey(other)

    assert prove(other, key) is Answer.WRONG


def test_an_answer_given_at_another_site_does_not_count():
    user = a_user()
    _factor, key = a_passkey(user)

    answer = prove(user, key, origin=STRANGE_SITE)

    assert answer is Answer.WRONG
    with pytest.raises(ValidationError):
        a_passkey(user, key=SoftKey(origin=STRANGE_SITE))


def test_an_answer_to_an_earlier_question_does_not_count():
    user = a_user()
    _factor, key = a_passkey(user)
    asked, _state = passkeys.begin_proving(user)
    _asked_again, state = passkeys.begin_proving(user)

    answer = passkeys.try_passkey(user, state=state, response=key.signed(asked), at=timezone.now())

    assert answer is Answer.WRONG


@pytest.mark.parametrize("back", [0, 1])
def test_a_copy_of_a_key_is_refused_and_recorded(back):
    user = a_user()
    factor, key = a_passkey(user)
    prove(user, key)
    prove(user, key)
    key.count = 1 - back

    answer = prove(user, key)

    factor.refresh_from_db()
    failed = AuditRecord.objects.get(act=Act.FACTOR_FAILED)
    assert answer is Answer.WRONG
    assert failed.facts == {"way": "passkey", "why": "copy"}
    assert failed.result == Result.FAILED
    assert factor.sign_count == 2


def test_a_key_that_never_counts_passes_every_time():
    user = a_user()
    _factor, key = a_passkey(user)
    key.count = -1
    first = prove(user, key)
    key.count = -1

    assert [first, prove(user, key)] == [Answer.PASSED, Answer.PASSED]


HOSTILE = [
    {},
    {"id": 1},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": None},
    {"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "e30", "attestationObject": "gg", "signature": "AA"}},
    {"id": "AA", "rawId": "AA", "response": {"clientDataJSON": "////", "authenticatorData": "", "signature": "é"}},
    {"rawId": ["AA"], "response": [["AA"]]},
]


@pytest.mark.parametrize("sent", HOSTILE)
def test_whatever_a_browser_sends_is_answered(sent):
    user = a_user()
    a_passkey(user)
    _asked, adding = passkeys.begin_adding(user)
    _asked, proving = passkeys.begin_proving(user)

    answer = passkeys.try_passkey(user, state=proving, response=sent, at=timezone.now())
    with pytest.raises(ValidationError):
        passkeys.add_passkey(user, state=adding, response=sent, name="x", at=timezone.now())

    assert answer is Answer.WRONG


def test_without_a_question_nothing_is_an_answer():
    user = a_user()
    _factor, key = a_passkey(user)
    asked, _state = passkeys.begin_proving(user)

    answer = passkeys.try_passkey(user, state={}, response=key.signed(asked), at=timezone.now())

    assert answer is Answer.WRONG


@pytest.mark.parametrize(
    ("public_url", "address", "site"),
    [
        ("https://portpass.example", "https://portpass.example", "portpass.example"),
        ("http://127.0.0.1:9000", "http://localhost:9000", "localhost"),
        ("http://[::1]:9000", "http://localhost:9000", "localhost"),
        ("http://localhost:8000", "http://localhost:8000", "localhost"),
    ],
)
def test_a_key_belongs_to_a_name_never_to_a_number(settings, public_url, address, site):
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, public_url=public_url)

    asked, _state = passkeys.begin_adding(a_user())

    assert passkeys.address() == address
    assert asked["publicKey"]["rp"]["id"] == site


def test_a_key_with_too_long_an_id_is_refused():
    key = SoftKey()
    key.id = b"k" * 500

    with pytest.raises(ValidationError):
        a_passkey(a_user(), key=key)

    assert not Factor.objects.exists()
