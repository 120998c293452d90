"""The page of one case, put together the same way for looking, for an answer with errors, and for coming too late."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from port.accounts.models import User
from port.accounts.permissions import Permission, roles_with
from port.companies.models import CompanyDocument
from port.review.cases import application_of, cases, note_view
from port.review.claims import holder_of
from port.review.decisions import held_for, last_decisions
from port.review.enums import Question
from port.review.models import InternalNote
from port.review.queue import next_waiting, previous_waiting
from port.review.related import first_application, newest_document, surroundings_of
from port.review.reopening import reopenings_of
from port.review.seen_before import chain_of, seen_before
from web.staff.ages import yardstick
from web.staff.both_form import BothForm
from web.staff.changes import mended_of
from web.staff.facts import findings_on_file
from web.staff.forms import NoteForm
from web.staff.history import history_of
from web.staff.paper import paper_of
from web.staff.questions import Collision, told
from web.staff.reading import of_paper
from web.staff.regions import Standing, regions_of
from web.staff.rows import QueueRow


def get_case(pk: int) -> CompanyDocument:
    return get_object_or_404(cases(), pk=pk)


def posted_to_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever comes by a link, as after signing in again, is led to the case; nothing is done by it."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        return view(request, pk, **kwargs) if request.method == "POST" else redirect("staff:case", pk)

    return guarded


def standing_of(case: CompanyDocument, viewer: User) -> Standing:
    return Standing(
        viewer=viewer,
        held=held_for(case),
        last=last_decisions(case),
        claim=holder_of(case, timezone.now()),
    )


def render_case(request: HttpRequest, case: CompanyDocument, *, form: object = None, status: int = 200) -> HttpResponse:
    """The case with `form` in place of the empty one that it stands for; that the case was looked at is recorded."""
    note_view(case, by=request.user)
    standing = standing_of(case, request.user)
    both = form if isinstance(form, BothForm) else None
    regions = regions_of(case, standing, form)
    waiting = [region for region in regions if region.waits]
    context = _context(case, standing) | {
        "form": form,
        "regions": regions,
        "any_waits": bool(waiting),
        "both_wait": len(waiting) == len(Question),
        "both": both,
        "letters": both.letters(case) if both else [],
        "note_form": form if isinstance(form, NoteForm) else NoteForm(),
    }
    return render(request, "staff/case.html", context, status=status)


def collided(request: HttpRequest, pk: int, collision: Collision, *, form: object) -> HttpResponse:
    """Somebody else was faster, or the button was pressed twice: the case as it is by now, and what was typed."""
    case = get_case(pk)
    messages.warning(request, told(collision, case=case))
    return render_case(request, case, form=form, status=409)


def _context(case: CompanyDocument, standing: Standing) -> dict[str, Any]:
    measure, chain, newest = yardstick(), chain_of(case), newest_document(case)
    return of_paper(case, paper_of(case)) | {
        "case": case,
        "standing": standing,
        "claim": standing.claim,
        "is_mine": standing.claim is not None and standing.theirs is None,
        "is_head": standing.viewer.is_head,
        "colleagues": _colleagues(standing),
        "row": QueueRow(case, measure),
        "application": application_of(case),
        "first_application": first_application(case),
        "newest": QueueRow(newest, measure) if newest else None,
        "on_file": findings_on_file(case),
        "reopenings": reopenings_of(case),
        "mended": mended_of(case),
        "seen": seen_before(case, chain),
        "around": surroundings_of(case),
        "notes": InternalNote.objects.filter(case=case).select_related("by").order_by("-at", "-pk"),
        "days": history_of(case, chain),
        "previous": previous_waiting(case),
        "next": next_waiting(case, by=standing.viewer),
    }


def _colleagues(standing: Standing) -> list[User]:
    """To whom the viewer may hand the case over."""
    mine = standing.claim is not None and standing.theirs is None
    if not (mine or standing.viewer.is_head):
        return []
    others = User.objects.filter(is_active=True, staff_role__in=roles_with(Permission.REVIEW)).order_by("name", "pk")
    return list(others.exclude(pk=standing.claim.holder_id if standing.claim else None))
