"""Advice at the upload field, asked for by the page again and again until the document has been read (htmx).

The page sends along what it shows already (`shown`), and is answered 204 as long as nothing has changed: so nothing on
the screen moves, and a screen reader says each thing once.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.companies.advice import Advice, AdviceState, advice_on
from port.companies.comparison import Typed
from port.documents.models import StoredDocument
from port.options import options
from web.components.throttle import within_limit
from web.components.uploads import staged_document, submission_id_of


@dataclass(frozen=True)
class Pace:
    """How often the page asks while the document is younger than that, in the words of htmx, and what it says."""

    until: timedelta
    trigger: str
    words: str


PACES = (
    Pace(timedelta(seconds=10), "every 1s", _("正在讀取文件內容，您可以繼續填寫。")),
    Pace(timedelta(seconds=60), "every 3s", _("還在讀取文件內容，比平常久一些，您可以繼續填寫。")),
)
"""After the last the page asks no more by itself."""
ASKED_PER_UPLOAD = 12
"""Times an hour, for each upload an hour that is allowed: most papers are read within seconds."""


def answer_advice(request: HttpRequest, *, typed: Typed, advice_view: str) -> HttpResponse:
    """What is known by now of the document that this session staged for the posted form.

    The answer is empty when there is none (any more): swept, sent meanwhile, or somebody else's.
    """
    document = _document_of(request)
    if document is None:
        return HttpResponse()
    within = within_limit(request, what="advice", times=options().uploads_an_hour * ASKED_PER_UPLOAD)
    advice = advice_on(document, typed) if within else Advice(state=AdviceState.WAITING)
    pace = pace_of(advice, timezone.now() - document.created_at) if within else None
    shown = _digest(advice, pace)
    if request.POST.get("shown") == shown:
        return HttpResponse(status=204)
    context = {"advice": advice, "advice_view": advice_view, "pace": pace, "shown": shown}
    return render(request, "documents/advice.html", context)


def pace_of(advice: Advice, age: timedelta) -> Pace | None:
    """How the page goes on asking by itself; None when it need not, or has waited long enough."""
    if advice.state != AdviceState.WAITING:
        return None
    return next((pace for pace in PACES if age < pace.until), None)


def _document_of(request: HttpRequest) -> StoredDocument | None:
    submission_id = submission_id_of(request)
    return staged_document(request, submission_id) if submission_id else None


def _digest(advice: Advice, pace: Pace | None) -> str:
    """The same for the same words on the screen; nothing that was typed can be read out of it."""
    return sha256(repr((advice, pace and pace.trigger)).encode()).hexdigest()[:16]
