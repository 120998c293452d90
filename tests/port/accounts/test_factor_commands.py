"""What the operator does to second factors: taking them out for somebody who has lost them, and changing the key."""

import re

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from port.accounts import sealed
from port.accounts.factors import has_factor
from port.accounts.models import Factor
from port.sealing import unseal
from tests.codebase.sources import texts
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
    assert "All secrets are sealed under the first key; 1 were not before." in capsys.readouterr().out


def test_sealing_anew_goes_on_in_pieces_and_may_be_run_again(settings, capsys, monkeypatch):
    monkeypatch.setattr(sealed, "AT_ONCE", 2)
    apps = [an_app(a_user()) for _ in range(5)]
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]

    call_command("seal_anew")
    call_command("seal_anew")
    settings.FIELD_KEYS = [new]

    assert "; 5 were not before." in capsys.readouterr().out
    assert {unseal(Factor.objects.get(pk=app.pk).secret) for app in apps} == {SECRET}


def test_a_secret_that_no_key_opens_is_left_as_it_is(settings):
    app = an_app(a_user())
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(CommandError, match="opens with none of the keys"):
        call_command("seal_anew")

    assert Factor.objects.get(pk=app.pk).secret == app.secret


def test_whoever_seals_a_field_is_known_here():
    """A further module that seals for the database must be added to `port/accounts/sealed.py`, and then to this list."""
    seals = re.compile(r"from port\.sealing import .*\bseal\b")
    found = {str(path) for path, text in texts(".py", below=("port/", "web/")) if seals.search(text)}

    assert found == {"port/accounts/totp.py", "web/account/factors.py"}
