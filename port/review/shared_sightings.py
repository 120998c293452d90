"""Whether the desk has met the person of a shared application before: in other applications, and among the accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.registration.models import AccountApplication
from port.review.seen_before import AT_MOST

Row = TypeVar("Row", bound=Model)


class Trait(TextChoices):
    """What both have in common, the weightiest first."""

    EMAIL = "email", _("同 Email")
    MOBILE = "mobile", _("同電話")
    PERSON = "person", _("同姓名")


@dataclass(frozen=True)
class Sighting:
    """Another application, of whatever kind, and what it has in common with this one."""

    application: AccountApplication
    traits: tuple[Trait, ...]


@dataclass(frozen=True)
class KnownAccount:
    """An account, and what it has in common with the application."""

    user: User
    traits: tuple[Trait, ...]

    @property
    def is_general(self) -> bool:
        """Only such a one can be bound."""
        return self.user.kind == AccountKind.GENERAL


def applications_like(application: AccountApplication, chain: Iterable[AccountApplication]) -> list[Sighting]:
    """Other applications with its address, mobile or person, weightiest trait first, then the newest first.

    `AT_MOST` for each trait, one statement each. The `chain` of the application is its own past.
    """
    own = [application.pk, *(link.pk for link in chain)]
    others = AccountApplication.objects.exclude(pk__in=own).order_by("-submitted_at", "-pk")
    wanted = {
        Trait.EMAIL: Q(email_canonical=application.email_canonical),
        Trait.MOBILE: Q(mobile=application.mobile) | Q(phone=application.mobile),
        Trait.PERSON: Q(name=application.name) | Q(representative=application.name),
    }
    return [Sighting(other, traits) for other, traits in _found(others, wanted)]


def accounts_like(application: AccountApplication, chain: Iterable[AccountApplication]) -> list[KnownAccount]:
    """Accounts of companies and other shared accounts with its address, mobile or name, as they stand by now."""
    own = [link.user_id for link in (application, *chain) if link.user_id]
    others = User.objects.exclude(kind=AccountKind.STAFF).exclude(pk__in=own).order_by("-created_at", "-pk")
    wanted = {
        Trait.EMAIL: Q(email__iexact=application.email),
        Trait.MOBILE: Q(mobile=application.mobile),
        Trait.PERSON: Q(name=application.name),
    }
    found = _found(others.select_related("company_account__company"), wanted)
    return [KnownAccount(other, traits) for other, traits in found]


def _found(rows: "QuerySet[Row]", wanted: Mapping[Trait, Q]) -> list[tuple[Row, tuple[Trait, ...]]]:
    found: dict[int, Row] = {}
    traits: dict[int, list[Trait]] = {}
    for trait, condition in wanted.items():
        for row in rows.filter(condition)[:AT_MOST]:
            found[row.pk] = row
            traits.setdefault(row.pk, []).append(trait)
    return [(found[pk], tuple(shared)) for pk, shared in traits.items()]
