"""Which letter tells of a binding, and to whom: both sides hear of its beginning and of its end."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from port.accounts.models import User
from port.bindings.models import Binding
from port.companies.models import Company
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.limits import may_follow
from port.letters.links import binding_url, bindings_url
from port.letters.models import Letter
from port.letters.workflow import post
from port.options import options
from port.taiwan.dates import told_datetime

LETTERS_A_DAY = 3
"""So many requests reach one general account on a day, whoever asks: nobody can be flooded."""


def may_ask(general: User, *, at: datetime) -> bool:
    bindings = [str(pk) for pk in Binding.objects.filter(general=general).values_list("pk", flat=True)]
    sent = Letter.objects.filter(
        kind=LetterKind.BINDING_ASKED, about_type=Binding._meta.label_lower, about_id__in=bindings
    )
    return may_follow(sent, at=at, a_day=LETTERS_A_DAY)


def post_asked(binding: Binding, *, token: str) -> None:
    if (general := binding.general) is None:
        return
    with written_in(general.language):
        context = _context(binding) | {"until": _told(binding.expires_at), "days": options().binding_lifetime.days}
        post(LetterKind.BINDING_ASKED, to=general.email, about=binding, context=context, link=binding_url(token))


def post_made(binding: Binding) -> None:
    _post_to_both(LetterKind.BINDING_MADE, binding, when=binding.bound_at)


def post_declined(binding: Binding) -> None:
    with written_in(binding.shared.language):
        context = _context(binding) | {"when": _told(binding.ended_at)}
        post(LetterKind.BINDING_DECLINED, to=binding.shared.email, about=binding, context=context)


def post_ended(binding: Binding, *, by: User | None = None) -> None:
    """`by` is the side that ended it; nobody, when an account was switched off or handed over."""
    ended_by = by.username if by else ""
    _post_to_both(LetterKind.BINDING_ENDED, binding, when=binding.ended_at, ended_by=ended_by)


def _post_to_both(kind: LetterKind, binding: Binding, *, when: datetime | None, **more: Any) -> None:
    """Each in words and in the language of their own. An account that is switched off is written to no more."""
    for reader in (binding.general, binding.shared):
        if reader and User.objects.filter(pk=reader.pk, is_active=True).exists():
            with written_in(reader.language):
                told = {"when": _told(when), "to_holder": reader == binding.shared}
                post(kind, to=reader.email, about=binding, context=_context(binding) | more | told)


def _context(binding: Binding) -> dict[str, Any]:
    company = Company.objects.filter(accounts__user__held_by=binding).first()
    return {
        "general": binding.general,
        "shared": binding.shared,
        "company_name": company.name if company else "",
        "bindings_url": bindings_url(),
    }


def _told(moment: datetime | None) -> str:
    return told_datetime(moment or timezone.now())
