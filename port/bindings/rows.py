"""What the acts on bindings share: locked people, the end of a row, its record."""

from django.utils import timezone

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import Actor, record
from port.bindings import letters
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from port.companies.models import CompanyAccount
from port.database import locked


def locked_people(*people: User) -> list[User]:
    """Their rows of today, locked before that of any binding, always in the same order."""
    rows = {row.pk: row for row in locked(User.objects.filter(pk__in=[each.pk for each in people]).order_by("pk"))}
    return [rows[each.pk] for each in people]


def make(binding: Binding, *, by: User) -> Binding:
    """It is in force from now on, and both sides hear of it."""
    binding.state, binding.bound_at = BindingState.IN_FORCE, timezone.now()
    binding.save()
    letters.post_made(binding)
    note(Act.BINDING_MADE, binding, by=by)
    return binding


def save_ended(binding: Binding, *, by: User | None = None) -> None:
    binding.ended_at, binding.ended_by = timezone.now(), by
    binding.save(update_fields=["state", "ended_at", "ended_by"])


def note(act: Act, binding: Binding, *, by: Actor, **facts: object) -> None:
    """The record of an act, for the company of the general account."""
    company = CompanyAccount.objects.filter(user__held_by=binding).values_list("company_id", flat=True)
    sides = {"shared": binding.shared_id, "general": binding.general_id, "proof": binding.proof}
    record(act, about=binding, by=by, acting_company_id=company.first(), facts=sides | facts)
