"""What the benchmarks of acts begin with; runs inside the product's own settings (`Stage.seed`) and prints JSON."""

import json
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from port.accounts.models import SignIn, User
from port.companies.reasons import install_reasons
from port.letters.models import Letter
from tests.factories import PASSWORD, a_reviewer, a_verified_application, an_application


def main(words: Sequence[str]) -> None:
    what, *numbers = words
    made = {"desk": _desk, "accounts": _accounts, "letters": _letters}[what](*map(int, numbers))
    print(json.dumps(made))  # noqa: T201 - what `Stage.seed` reads


def _desk(reviewers: int, cases: int) -> dict[str, list[object]]:
    """Sessions of so many reviewers, who have proven their factor, and the keys of so many waiting cases."""
    install_reasons()
    sessions: list[object] = [_session_of(a_reviewer()) for _ in range(reviewers)]
    return {"sessions": sessions, "cases": [an_application().document_id for _ in range(cases)]}


def _session_of(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    SignIn.objects.filter(user=user).update(with_factor=True)
    return str(browser.session.session_key)


def _accounts(number: int) -> dict[str, list[object]]:
    """The names of so many companies' accounts that may sign in with `PASSWORD`, each hashed as the product does."""
    names: list[object] = []
    for _ in range(number):
        user = a_verified_application().user
        User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD))
        names.append(user.username)
    return {"names": names, "password": [PASSWORD]}


def _letters(number: int) -> dict[str, list[object]]:
    """So many letters in the outbox and no other, due in a year: whoever measures lets them fall due at one instant."""
    Letter.objects.all().delete()
    then = timezone.now() + timedelta(days=365)
    letters = [
        Letter(
            kind="application_received",
            to_address=f"applicant{each}@example.com",
            subject="帳號申請已收到",
            text="您好，我們已收到您的申請。",
            html="<p>您好，我們已收到您的申請。</p>",
            about_type="registration.accountapplication",
            about_id=str(each),
            due_at=then,
        )
        for each in range(number)
    ]
    Letter.objects.bulk_create(letters)
    return {}
