"""Fields that the database must not show: sealed with the first key, opened with any of them (A-71)."""

import pytest
from cryptography.fernet import Fernet, InvalidToken

from port.sealing import seal, sealed_anew, unseal


def test_what_is_sealed_cannot_be_read_and_can_be_opened():
    sealed = seal("海港的祕密")

    assert "祕密" not in sealed
    assert unseal(sealed) == "海港的祕密"


def test_the_same_text_never_looks_the_same():
    assert seal("secret") != seal("secret")


def test_what_was_altered_is_noticed():
    sealed = seal("secret")
    altered = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]

    with pytest.raises(InvalidToken):
        unseal(altered)


def test_a_new_key_seals_while_a_former_one_still_opens(settings):
    before = seal("secret")
    former = settings.FIELD_KEYS

    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *former]
    after = sealed_anew(before)
    opened_before = unseal(before)
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]

    assert opened_before == unseal(after) == "secret"
    with pytest.raises(InvalidToken):
        unseal(before)


def test_processes_that_are_restarted_one_after_the_other_understand_each_other(settings):
    former, new = settings.FIELD_KEYS[0], Fernet.generate_key().decode()
    before, between, after = [former], [former, new], [new, former]

    for rings in ((before, between), (between, after)):
        for sealing, opening in (rings, rings[::-1]):
            settings.FIELD_KEYS = sealing
            sealed = seal("secret")
            settings.FIELD_KEYS = opening
            assert unseal(sealed) == "secret"
