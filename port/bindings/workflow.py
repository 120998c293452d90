"""The acts on a binding that is there: answer it, let it lapse, end it; and acting by it. How it begins is in `asking.py`."""

from django.db import transaction
from django.utils import timezone

from port.accounts.duties import NotTheirDuty
from port.accounts.models import User
from port.accounts.verification import hashed
from port.audit.enums import Act
from port.audit.recorder import CLOCK, Actor, record
from port.bindings import letters
from port.bindings.acting import may_act_for
from port.bindings.checks import BindingRefused, RequestExpired, WhyNot, is_bindable, may_hold
from port.bindings.enums import BindingMove
from port.bindings.models import Binding
from port.bindings.moves import MOVES, moved
from port.bindings.rows import locked_people, make, note, save_ended
from port.companies.models import Company
from port.database import locked
from port.workflows import target_of


def find_request(token: str) -> Binding | None:
    """The request that a link belongs to, whatever has become of it; None for a link that was never sent."""
    requests = Binding.objects.select_related("shared", "general__company_account__company")
    return requests.filter(token_hash=hashed(token), general__isnull=False).first()


def is_over(binding: Binding) -> bool:
    """Whether the link of a request is too old to be answered."""
    return binding.expires_at is None or timezone.now() >= binding.expires_at


@transaction.atomic
def agree(binding: Binding) -> Binding:
    """同意綁定, by the holder of the general account. Raises `MoveRefused`, `RequestExpired` and `BindingRefused`."""
    shared, general = _people_of(binding)
    binding = moved(binding, BindingMove.AGREE)
    if is_over(binding):
        raise RequestExpired
    if not (may_hold(shared) and is_bindable(general)):
        raise BindingRefused(WhyNot.NOT_READY)
    return make(binding, by=general)


@transaction.atomic
def decline(binding: Binding) -> Binding:
    """不同意綁定, by the holder of the general account. Raises `MoveRefused` and `RequestExpired`."""
    _shared, general = _people_of(binding)
    binding = moved(binding, BindingMove.DECLINE)
    if is_over(binding):
        raise RequestExpired
    save_ended(binding, by=general)
    letters.post_declined(binding)
    note(Act.BINDING_DECLINED, binding, by=general)
    return binding


@transaction.atomic
def lapse(binding: Binding) -> Binding:
    """逾期未同意: nobody answered the letter in time. Raises `MoveRefused`."""
    binding = moved(binding, BindingMove.LAPSE)
    save_ended(binding)
    note(Act.BINDING_LAPSED, binding, by=CLOCK)
    return binding


@transaction.atomic
def end(binding: Binding, *, by: User) -> Binding:
    """解除綁定, by either side, at once; a request that waits is withdrawn. Raises `MoveRefused`.

    Both sides hear of the end of a binding. Of a request nobody was told but whoever got its link, which is dead now.
    """
    binding = moved(binding, BindingMove.END)
    if by.pk not in {binding.shared_id, binding.general_id}:
        raise NotTheirDuty(by)
    save_ended(binding, by=by)
    if binding.bound_at:
        letters.post_ended(binding, by=by)
    note(Act.BINDING_ENDED, binding, by=by)
    return binding


@transaction.atomic
def end_all_of(account: User, *, by: Actor) -> None:
    """Whatever this account holds, and whoever holds it: it was switched off or handed over."""
    rows = list(locked(Binding.objects.live_of(account).order_by("pk")))
    for row in rows:
        row.state = target_of(MOVES, BindingMove.END, row)
        save_ended(row)
        if row.bound_at:
            letters.post_ended(row)
    for row in rows:  # the lock of the record comes after those of all rows
        note(Act.BINDING_ENDED, row, by=by, account_ended=account.pk)


@transaction.atomic
def switch_company(*, person: User, company: Company, former_id: int | None) -> None:
    """切換公司: from now on this person acts for that company. Raises `BindingRefused` when the person may not."""
    if not may_act_for(person, company):
        raise BindingRefused(WhyNot.NOT_READY)
    facts = {"former": former_id}
    record(Act.COMPANY_SWITCHED, about=company, by=person, acting_company_id=company.pk, facts=facts)


def _people_of(binding: Binding) -> tuple[User, User]:
    """Both sides of a request that was sent. Raises `RequestExpired` for one that never was."""
    if binding.general is None:
        raise RequestExpired
    shared, general = locked_people(binding.shared, binding.general)
    return shared, general
