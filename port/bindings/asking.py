"""綁定一般帳號, by the shared account: proven at once by the password of the general account, or asked by letter."""

import secrets

from django.db import transaction
from django.utils import timezone

from port.accounts.models import User
from port.accounts.verification import hashed
from port.audit.enums import Act, Result
from port.audit.recorder import record
from port.bindings import letters
from port.bindings.checks import BindingRefused, WhyNot, is_bindable, may_hold, why_not_bound
from port.bindings.enums import BindingMove, BindingProof, BindingState
from port.bindings.models import Binding
from port.bindings.moves import MOVES
from port.bindings.rows import locked_people, make, note
from port.database import locked
from port.options import options
from port.registration.entry import try_door
from port.taiwan.usernames import MAX_LENGTH
from port.workflows import target_of


def bind_by_password(*, shared: User, username: str, password: str) -> Binding:
    """Bind with the name and password of the general account. What is bound already is answered with what there is.

    Counts towards the hold of that account like a sign-in, whatever becomes of this. Raises `BindingRefused`.
    """
    entry = try_door(username=username, password=password)
    why = why_not_bound(entry)
    if why is None and entry.user:
        try:
            return _bind(shared, entry.user)
        except BindingRefused as refusal:
            why = refusal.why
    raise _refused(shared, why or WhyNot.NOT_READY)


@transaction.atomic
def _bind(shared: User, general: User) -> Binding:
    shared, general = locked_people(shared, general)
    if not (may_hold(shared) and is_bindable(general)):
        raise BindingRefused(WhyNot.NOT_READY)
    binding = _live(shared, general.username, general)
    if binding and binding.is_in_force:
        return binding
    if binding:
        binding.state = target_of(MOVES, BindingMove.AGREE, binding)
    else:
        binding = Binding(shared=shared)
    binding.general, binding.asked_name, binding.proof = general, "", BindingProof.PASSWORD
    return make(binding, by=shared)


@transaction.atomic
def _refused(shared: User, why: WhyNot) -> BindingRefused:
    """The refusal, recorded. The name that was typed may be a slip, so it is not kept."""
    record(Act.BINDING_REFUSED, about=shared, by=shared, facts={"why": why.value}, result=Result.REFUSED)
    return BindingRefused(why)


@transaction.atomic
def ask_by_letter(*, shared: User, username: str) -> Binding:
    """Ask the mailbox of a general account for a yes. Asked again, the request lives on with a new link.

    The answer is the same for a name that nobody has, or that cannot be bound: a request that nobody will ever answer.
    Raises `BindingRefused` when the shared account itself may bind nobody.
    """
    name = username.strip().lower()[:MAX_LENGTH]
    shared, general = _people_locked(shared, name)
    if not may_hold(shared):
        raise BindingRefused(WhyNot.NOT_READY)
    binding = _live(shared, name, general)
    if binding and binding.is_in_force:
        return binding
    binding = binding or Binding(shared=shared, state=BindingState.ASKED, proof=BindingProof.LETTER)
    if general:
        binding.general, binding.asked_name = general, ""
    elif binding.general is None:
        binding.asked_name = name
    token, now = secrets.token_urlsafe(24), timezone.now()
    may_be_sent = general is not None and letters.may_ask(general, at=now)
    binding.token_hash, binding.asked_at = hashed(token), now
    binding.expires_at = now + options().binding_lifetime
    binding.save()
    if may_be_sent:
        letters.post_asked(binding, token=token)
    note(Act.BINDING_ASKED, binding, by=shared)
    return binding


def _live(shared: User, name: str, general: User | None) -> Binding | None:
    """What stands between the two, or was asked for under that name before there was such an account."""
    live = locked(Binding.objects.live().filter(shared=shared))
    return (live.filter(general=general).first() if general else None) or live.filter(asked_name=name).first()


def _people_locked(shared: User, name: str) -> tuple[User, User | None]:
    """The shared account, and the general account of that name if there is one that can be bound."""
    known = User.objects.filter(username=name).exclude(pk=shared.pk).first()
    if known is None:
        return locked_people(shared)[0], None
    shared, general = locked_people(shared, known)
    return shared, general if is_bindable(general) else None
