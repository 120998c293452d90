from typing import Any

from django.utils import timezone

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.bindings.asking import ask_by_letter
from port.bindings.enums import BindingProof, BindingState
from port.bindings.models import Binding
from port.consents.checks import missing_texts
from port.consents.workflow import acknowledge
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories.accounts import a_user
from tests.factories.companies import a_company_account
from tests.factories.consents import a_reading


def a_holder(**overrides: Any) -> User:
    """A 共用帳號 whose door is open, without the application that it came by."""
    return a_user(**{"name": "張共用", "kind": AccountKind.SHARED} | overrides)


def a_binding(**overrides: Any) -> Binding:
    """In force; a row alone, without letters. Give `shared` and `general` if they matter."""
    values = {
        "shared": overrides.get("shared") or a_holder(),
        "general": overrides.get("general") or a_company_account().user,
        "state": BindingState.IN_FORCE,
        "proof": BindingProof.PASSWORD,
        "bound_at": timezone.now(),
    }
    return Binding.objects.create(**values | overrides)


def a_request(**people: User) -> tuple[Binding, str]:
    """Asked by letter, by the act itself, and the token of the link. Give `shared` and `general` if they matter."""
    general = people.get("general") or a_company_account().user
    binding = ask_by_letter(shared=people.get("shared") or a_holder(), username=general.username)
    letter = Letter.objects.filter(kind=LetterKind.BINDING_ASKED, about_id=str(binding.pk)).latest("created_at")
    return binding, letter.link.rstrip("/").rpartition("/")[2]


def all_read(person: User, *companies: int) -> None:
    """A shared account acknowledges whatever it is asked for: for itself, and for each of these companies."""
    for company_id in (None, *companies):
        readings = {text.pk: a_reading() for text in missing_texts(person, acting_company_id=company_id)}
        acknowledge(person=person, acting_company_id=company_id, readings=readings)
