"""The mailbox of the local run: what has been sent, newest first, each letter readable with its links live."""

from dataclasses import asdict, dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from web.mailbox.backend import open_mailbox


@dataclass(frozen=True)
class ReceivedLetter:
    key: str
    to: str
    subject: str
    text: str
    html: str
    sent_at: datetime


def _received(key: str, raw: bytes) -> ReceivedLetter:
    message = message_from_bytes(raw, policy=policy.default)
    return ReceivedLetter(
        key=key,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        sent_at=parsedate_to_datetime(str(message["Date"])),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _all() -> list[ReceivedLetter]:
    folder = open_mailbox()
    arrived = sorted(folder.iterkeys(), key=lambda key: folder.get_message(key).get_date(), reverse=True)
    return [_received(key, folder.get_bytes(key)) for key in arrived]


@login_not_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    received = _all()
    if request.GET.get("format") == "json":
        rows = [{name: value for name, value in asdict(letter).items() if name != "key"} for letter in received]
        return JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})
    return render(request, "mailbox/letters.html", {"letters": received})


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp_replace({"style-src": ["'unsafe-inline'"]})
def letter_html(request: HttpRequest, key: str) -> HttpResponse:
    folder = open_mailbox()
    if key not in folder:
        raise Http404
    return HttpResponse(_received(key, folder.get_bytes(key)).html)
