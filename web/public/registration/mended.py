"""The refused application in the hands of the browser that opened its mending link: what its form shows and asks for."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from port.companies.enums import DocumentState, MendableField
from port.companies.models import CompanyDocument, Reason
from port.companies.reasons import Paragraph, paragraphs_told, told_by_reason
from port.registration.mending import fields_of, needs_new_document, reasons_by_field, unlocked_fields
from port.registration.mending_links import MendingDoor, door_of, successor_of
from port.registration.models import AccountApplication, MendingLink
from web.public.registration.forms import AccountForm

OPENED = "mending_links"
REMEMBERED = 20
"""Links that one browser has opened: several companies may be mended in several tabs."""


@dataclass(frozen=True)
class Part:
    """A field of the form, and what the reviewer asks to be mended there."""

    field: BoundField
    notes: list[Paragraph]


@dataclass(frozen=True)
class Mending:
    link: MendingLink

    @property
    def application(self) -> AccountApplication:
        return self.link.application

    @cached_property
    def door(self) -> MendingDoor:
        return door_of(self.link, opened=True)

    @cached_property
    def notes(self) -> dict[MendableField, list[Paragraph]]:
        """What stands at each field that was singled out; a reason for several fields is told in full at the first."""
        notes: dict[MendableField, list[Paragraph]] = {}
        told: list[Paragraph] = []
        for field in filter(self._unlocked.__contains__, MendableField):
            paragraphs = [self._told[reason] for reason in self._by_field.get(field, []) if reason in self._told]
            if field == MendableField.DOCUMENT:
                paragraphs += [paragraph for paragraph in self._of_document if paragraph not in paragraphs]
            notes[field] = [paragraph[:1] if paragraph in told else paragraph for paragraph in paragraphs]
            told += paragraphs
        return notes

    @cached_property
    def remarks(self) -> list[Paragraph]:
        """What the reviewer said that belongs to no field."""
        placed = {reason for reasons in self._by_field.values() for reason in reasons}
        by_reason, note = self._of_account
        return [told for reason, told in by_reason.items() if reason not in placed] + note

    @cached_property
    def reasons(self) -> list[Paragraph]:
        """Everything that was not right, for the page before the form."""
        told = paragraphs_told(self.application.answer, self.application.reasons.all())
        return told + [paragraph for paragraph in self._of_document if paragraph not in told]

    @cached_property
    def former(self) -> CompanyDocument | None:
        """The document that is taken along unless another is uploaded; a shared account has none."""
        return None if needs_new_document(self.application) else self.application.document

    def refused_parts(self, form: AccountForm) -> list[Part]:
        return [Part(form[name], self.notes.get(name, [])) for name in self._fields if name in self._unlocked]

    def put_in_order(self, form: AccountForm) -> None:
        """As the page shows it, so that the list of errors on top follows: what was refused, the passwords, the rest."""
        refused = [name for name in self._fields if name in self._unlocked]
        form.order_fields([*refused, "password", "password_again"])

    def other_parts(self, form: AccountForm) -> list[Part]:
        return [Part(form[name], []) for name in self._fields if name not in self._unlocked]

    @property
    def _fields(self) -> list[MendableField]:
        return fields_of(self.application)

    @cached_property
    def _unlocked(self) -> set[MendableField]:
        return unlocked_fields(self.application)

    @cached_property
    def _by_field(self) -> dict[MendableField, list[Reason]]:
        return reasons_by_field(self.application)

    @cached_property
    def _of_account(self) -> tuple[dict[Reason, Paragraph], list[Paragraph]]:
        return told_by_reason(self.application.answer, self.application.reasons.all())

    @cached_property
    def _told(self) -> dict[Reason, Paragraph]:
        """In the words of the day of the refusal, whatever the library says by now."""
        document = self.application.document
        of_document = told_by_reason(document.answer, document.reasons.all())[0] if document else {}
        return of_document | self._of_account[0]

    @property
    def _of_document(self) -> list[Paragraph]:
        document = self.application.document
        if document is None or document.state != DocumentState.REJECTED:
            return []
        return paragraphs_told(document.answer, document.reasons.all())


def remember_opened(request: HttpRequest, link: MendingLink) -> None:
    others = [pk for pk in request.session.get(OPENED, []) if pk != link.pk]
    request.session[OPENED] = [*others, link.pk][-REMEMBERED:]


def has_opened(request: HttpRequest, pk: int) -> bool:
    """Whether this browser has opened that link while it was live."""
    return pk in request.session.get(OPENED, [])


def mending_of(request: HttpRequest, pk: int) -> Mending | None:
    """The mending whose link this browser has opened; None for all others."""
    if not has_opened(request, pk):
        return None
    link = MendingLink.objects.select_related("application__document__file").filter(pk=pk).first()
    return Mending(link) if link else None


def opened_document(request: HttpRequest, file_id: UUID) -> CompanyDocument | None:
    """The document of an application whose link this browser has opened, as long as it can be mended."""
    links = MendingLink.objects.filter(pk__in=request.session.get(OPENED, []), application__document__file=file_id)
    mendings = map(Mending, links.select_related("application__document__file"))
    return next((one.application.document for one in mendings if one.door is MendingDoor.OPEN), None)


def show_closed(
    request: HttpRequest, door: MendingDoor, link: MendingLink | None, token: str = "", *, kept: bool = False
) -> HttpResponse:
    """Why a link opens nothing, and the way on from there; `kept`: what was typed comes back with the next link."""
    successor = successor_of(link.application) if link else None
    context = {"door": door.value, "token": token, "successor": successor, "kept": kept}
    status = {MendingDoor.UNKNOWN: 404, MendingDoor.OPEN: 409}.get(door, 200)
    return render(request, "public/mend/closed.html", context, status=status)
