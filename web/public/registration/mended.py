"""The refused application in the hands of the browser that opened its mending link: what its form shows and asks for."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from port.companies.enums import DocumentState, MendableField
from port.companies.models import CompanyDocument
from port.companies.reasons import Paragraph, paragraph_of, paragraphs_of
from port.registration.mending import needs_new_document, reasons_by_field, unlocked_fields
from port.registration.mending_links import MendingDoor, door_of, successor_of
from port.registration.models import AccountApplication, MendingLink
from web.public.registration.forms import ApplicationForm

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
        return door_of(self.link)

    @cached_property
    def notes(self) -> dict[MendableField, list[Paragraph]]:
        """What stands at each field that was singled out; a reason for several fields is told in full at the first."""
        notes: dict[MendableField, list[Paragraph]] = {}
        told: list[Paragraph] = []
        for field in filter(self._unlocked.__contains__, MendableField):
            paragraphs = [paragraph_of(reason) for reason in reasons_by_field(self.application).get(field, [])]
            if field == MendableField.DOCUMENT:
                paragraphs += [paragraph for paragraph in self._of_document if paragraph not in paragraphs]
            notes[field] = [paragraph[:1] if paragraph in told else paragraph for paragraph in paragraphs]
            told += paragraphs
        return notes

    @cached_property
    def remarks(self) -> list[Paragraph]:
        """What the reviewer said that belongs to no field."""
        placed = [paragraph for notes in self.notes.values() for paragraph in notes]
        return [paragraph for paragraph in paragraphs_of(self.application.answer) if paragraph not in placed]

    @cached_property
    def reasons(self) -> list[Paragraph]:
        """Everything that was not right, for the page before the form."""
        told = paragraphs_of(self.application.answer)
        return told + [paragraph for paragraph in self._of_document if paragraph not in told]

    @cached_property
    def former(self) -> CompanyDocument | None:
        """The document that is taken along unless another is uploaded."""
        return None if needs_new_document(self.application) else self.application.document

    def refused_parts(self, form: ApplicationForm) -> list[Part]:
        return [Part(form[name], self.notes.get(name, [])) for name in MendableField if name in self._unlocked]

    def other_parts(self, form: ApplicationForm) -> list[Part]:
        return [Part(form[name], []) for name in MendableField if name not in self._unlocked]

    @cached_property
    def _unlocked(self) -> set[MendableField]:
        return unlocked_fields(self.application)

    @property
    def _of_document(self) -> list[Paragraph]:
        document = self.application.document
        return paragraphs_of(document.answer) if document.state == DocumentState.REJECTED else []


def remember_opened(request: HttpRequest, link: MendingLink) -> None:
    others = [pk for pk in request.session.get(OPENED, []) if pk != link.pk]
    request.session[OPENED] = [*others, link.pk][-REMEMBERED:]


def mending_of(request: HttpRequest, pk: int) -> Mending | None:
    """The mending whose link this browser has opened; None for all others."""
    if pk not in request.session.get(OPENED, []):
        return None
    link = MendingLink.objects.select_related("application__document__file").filter(pk=pk).first()
    return Mending(link) if link else None


def opened_document(request: HttpRequest, file_id: UUID) -> CompanyDocument | None:
    """The document of an application whose link this browser has opened."""
    opened = CompanyDocument.objects.filter(application__mending_links__in=request.session.get(OPENED, []))
    return opened.select_related("file").filter(file=file_id).first()


def show_closed(request: HttpRequest, door: MendingDoor, link: MendingLink | None, token: str = "") -> HttpResponse:
    """Why a link opens nothing, and the way on from there."""
    context = {"door": door.value, "token": token, "successor": successor_of(link.application) if link else None}
    status = {MendingDoor.UNKNOWN: 404, MendingDoor.OPEN: 409}.get(door, 200)
    return render(request, "public/mend/closed.html", context, status=status)
