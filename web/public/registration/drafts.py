"""Checked and not yet confirmed: what the check page shows, kept in the session, so that no password is sent twice."""

import uuid
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

from port.registration.workflow import ApplicationFacts
from web.public.registration.forms import AccountForm

DRAFTS = "application_drafts"
UNSENT = "application_unsent"
SENT = "application_sent"
KEPT = 3
"""Drafts of one browser at a time: more tabs than that are hardly filled in at once."""


@dataclass(frozen=True)
class Draft:
    facts: ApplicationFacts
    typed: dict[str, str]
    document_id: uuid.UUID | None
    """Empty for a shared account, and when a refused application is mended and its document taken along."""
    link_id: int | None
    """The mending link, when a refused application is mended."""


def remember_draft(
    request: HttpRequest, form: AccountForm, *, document_id: uuid.UUID | None, link_id: int | None = None
) -> None:
    drafts: dict[str, Any] = request.session.get(DRAFTS, {})
    drafts.pop(str(form.cleaned_data["submission_id"]), None)
    newest = {
        str(form.cleaned_data["submission_id"]): {
            "facts": asdict(form.facts()),
            "typed": form.typed(),
            "document_id": str(document_id) if document_id else None,
            "link_id": link_id,
        }
    }
    request.session[DRAFTS] = dict(list(drafts.items())[1 - KEPT :]) | newest


def draft_of(request: HttpRequest, submission_id: uuid.UUID) -> Draft | None:
    found = request.session.get(DRAFTS, {}).get(str(submission_id))
    if found is None:
        return None
    return Draft(
        facts=ApplicationFacts(**found["facts"]),
        typed=found["typed"],
        document_id=uuid.UUID(found["document_id"]) if found["document_id"] else None,
        link_id=found["link_id"],
    )


def keep_typed(request: HttpRequest, application_id: int, typed: dict[str, str]) -> None:
    """What stood in a form whose link opens nothing any more; the next link to the application brings it back."""
    others = {pk: words for pk, words in request.session.get(UNSENT, {}).items() if pk != str(application_id)}
    request.session[UNSENT] = dict(list(others.items())[1 - KEPT :]) | {str(application_id): typed}


def typed_before(request: HttpRequest, application_id: int) -> dict[str, str]:
    return dict(request.session.get(UNSENT, {}).get(str(application_id), {}))


def remember_sent(request: HttpRequest, submission_id: uuid.UUID, application_id: int) -> None:
    drafts = request.session.get(DRAFTS, {})
    drafts.pop(str(submission_id), None)
    request.session[DRAFTS] = drafts
    unsent = request.session.get(UNSENT, {})
    request.session[UNSENT] = {
        pk: typed for pk, typed in unsent.items() if typed["submission_id"] != str(submission_id)
    }
    request.session[SENT] = application_id
