"""How a password is kept (V-20)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import sleep

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, identify_hasher, make_password

from config.settings import base
from port.accounts.hashers import AT_ONCE, PortArgon2Hasher
from tests.factories import PASSWORD


@pytest.fixture(autouse=True)
def hashers_of_the_product(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS


def test_a_password_is_kept_as_argon2id_at_the_floor_of_owasp_or_above():
    kept = make_password(PASSWORD)

    decoded = PortArgon2Hasher().decode(kept)
    assert kept.startswith("argon2$argon2id$")
    assert decoded["memory_cost"] >= 19456
    assert decoded["time_cost"] >= 2
    assert decoded["parallelism"] == 1
    assert len(kept) <= 128


def test_a_kept_password_knows_itself_and_no_other():
    kept = make_password(PASSWORD)

    assert check_password(PASSWORD, kept)
    assert not check_password(PASSWORD[:-1], kept)
    assert not check_password(PASSWORD + " ", kept)


def test_two_people_with_the_same_password_do_not_have_the_same_hash():
    assert make_password(PASSWORD) != make_password(PASSWORD)


def test_an_older_hash_is_still_understood():
    older = make_password(PASSWORD, hasher="pbkdf2_sha256")

    assert check_password(PASSWORD, older)
    assert identify_hasher(older).algorithm == "pbkdf2_sha256"


def test_no_more_hashes_are_computed_side_by_side_than_there_are_cores(monkeypatch):
    """Whoever is in the middle of a hash has seen how many are."""
    inside, most, guard = [], [], Lock()

    def slow(self, password: str, salt: str) -> str:
        with guard:
            inside.append(password)
            most.append(len(inside))
        sleep(0.02)
        with guard:
            inside.remove(password)
        return "argon2$made-up"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", slow)
    with ThreadPoolExecutor(4 * AT_ONCE) as people:
        hashed = list(
            people.map(lambda number: PortArgon2Hasher().encode(f"password {number}", "salt"), range(8 * AT_ONCE))
        )

    assert len(hashed) == 8 * AT_ONCE
    assert max(most) == AT_ONCE
