"""What the operator does to second factors: taking them out for somebody who has lost them, and changing the key."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from port.accounts.factors import has_factor
from port.sealing import unseal
from tests.factories import a_user
from tests.factories.factors import SECRET, a_passkey, an_app

pytestmark = pytest.mark.django_db


def test_an_operator_removes_what_was_lost(capsys):
    user = a_user()
    an_app(user)
    a_passkey(user)

    call_command("remove_factors", user.username.upper())

    assert not has_factor(user)
    assert f"2 second factors of {user.username} are removed." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nobody.here", "switched.off"])
def test_an_account_that_is_not_there_is_named(name):
    a_user(username="switched.off", is_active=False)

    with pytest.raises(CommandError, match=f"There is no active account {name}"):
        call_command("remove_factors", name)


def test_after_sealing_anew_the_former_key_can_be_dropped(settings, capsys):
    app = an_app(a_user())
    a_passkey(a_user())
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]

    call_command("seal_anew")
    settings.FIELD_KEYS = [new]

    app.refresh_from_db()
    assert unseal(app.secret) == SECRET
    assert "1 secrets are sealed under the first key." in capsys.readouterr().out
