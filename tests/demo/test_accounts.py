"""The passwords of the demonstration."""

from demo.accounts import new_password


def test_passwords_are_made_at_random():
    made = {new_password() for _ in range(100)}

    assert len(made) == 100
    assert min(map(len, made)) >= 15
