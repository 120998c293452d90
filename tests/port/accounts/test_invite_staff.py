"""The first staff account of a system comes by the operator's hand, and nobody has an account by default (V-06)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from port.accounts.models import User
from port.accounts.password_links import find
from port.accounts.roster import inviters
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.models import Letter
from tests.codebase.sources import ROOT

pytestmark = pytest.mark.django_db


def invite(*more: str) -> str:
    told = StringIO()
    call_command("invite_staff", "tsai.runs", "蔡維運", "tsai@example.org", *more, stdout=told)
    return told.getvalue()


def test_the_operator_invites_a_manager_of_staff_by_letter():
    told = invite()

    account = User.objects.get()
    assert (account.staff_role, account.has_usable_password()) == ("system", False)
    assert Letter.objects.about(account).get().to_address == "tsai@example.org"
    record = AuditRecord.objects.about(account).get()
    assert (record.act, record.actor_id, record.actor_role) == (Act.STAFF_INVITED, None, "operator")
    assert inviters([account]) == {account.pk: None}
    assert "/" not in told


def test_the_link_is_shown_where_no_mail_leaves_yet():
    told = invite("--role", "auditor", "--show-link")

    token = told.strip().rstrip("/").rpartition("/")[2]
    link = find(token)
    assert link is not None
    assert link.user.staff_role == "auditor"


@pytest.mark.parametrize("given", [("ab", "蔡維運", "tsai@example.org"), ("tsai.runs", "蔡維運", "nobody")])
def test_what_is_no_account_name_or_address_is_refused_in_words(given):
    with pytest.raises(CommandError):
        call_command("invite_staff", *given)

    assert not User.objects.exists()


def test_a_taken_name_is_refused_in_words():
    invite()

    with pytest.raises(CommandError, match="帳號已經存在"):
        invite()


def test_a_new_database_has_no_account():
    assert not User.objects.exists()


def test_no_migration_makes_an_account():
    migrations = [path.read_text() for path in ROOT.glob("port/*/migrations/0*.py")]

    assert any("CreateModel" in text for text in migrations)
    makers = ("create_user", "User.objects", "'User')", '"User")')
    assert [maker for text in migrations for maker in makers if maker in text] == []
