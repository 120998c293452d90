"""From the mending link to the form of the refused application.

Looking at the link changes nothing. Its button opens the form for this browser, and from then on the token is in no
address; the form is checked, confirmed and sent as a first one is.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.registration.mending import send_link_again
from port.registration.mending_links import MendingDoor, door_of, find_link
from web.components import uploads
from web.public.registration.answers import LABELS
from web.public.registration.drafts import typed_before
from web.public.registration.mended import (
    Mending,
    has_opened,
    mending_of,
    opened_document,
    remember_opened,
    show_closed,
)
from web.public.registration.views import answer_field, check_answers, form_of, show_form, show_shut


@login_not_required
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: HttpRequest, token: str) -> HttpResponse:
    link = find_link(token)
    door = door_of(link, opened=link is not None and has_opened(request, link.pk))
    if link is None or door is not MendingDoor.OPEN:
        return show_closed(request, door, link, token)
    if request.method == "POST":
        remember_opened(request, link)
        return redirect("public:mend_form", pk=link.pk)
    return render(request, "public/mend/opened.html", {"mending": Mending(link)})


@login_not_required
@never_cache
@sensitive_variables("token")
@require_POST
def send_again(request: HttpRequest, token: str) -> HttpResponse:
    """A link that has expired or was superseded brings a new one to the same mailbox, and to nobody else."""
    link = find_link(token)
    told_of_sending(request, sent=bool(link and send_link_again(link.application)))
    return redirect("public:mend", token=token)


def told_of_sending(request: HttpRequest, *, sent: bool) -> None:
    if sent:
        messages.success(request, _("新的補正連結已寄到申請時填寫的 Email，請收取；先前的連結已經失效。"))
    else:
        messages.warning(
            request, _("剛剛已經寄過補正連結，請先到信箱（含垃圾郵件匣）查看；3 分鐘後可以再寄一次，每天最多 5 次。")
        )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "password_again")
def mend_form(request: HttpRequest, pk: int) -> HttpResponse:
    mending = mending_of(request, pk)
    if mending is None:
        return show_closed(request, MendingDoor.UNKNOWN, None)
    if mending.door is not MendingDoor.OPEN:
        typed = form_of(request.POST, mending).typed() if uploads.submission_id_of(request) else None
        return show_shut(request, mending, typed)
    if request.method == "POST":
        return check_answers(request, mending)
    sent = {name: getattr(mending.application, name) for name in (*LABELS, "number_kind")}
    shown = {"submission_id": str(uuid.uuid4())} | sent | typed_before(request, mending.application.pk)
    document = uploads.staged_document(request, uuid.UUID(shown["submission_id"]))
    form = form_of(None, mending, initial=shown)
    return show_form(request, form, document, mending)


@login_not_required
@require_POST
@sensitive_post_parameters("password", "password_again")
def mend_field(request: HttpRequest, pk: int) -> HttpResponse:
    mending = mending_of(request, pk)
    if mending is None or mending.door is not MendingDoor.OPEN:
        raise Http404
    return answer_field(request, mending)


@login_not_required
@require_safe
def former_page(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """A small picture of a page of the document that was sent before, for the browser that opened the link."""
    if document := opened_document(request, pk):
        return uploads.thumbnail_response(document.file, number)
    raise Http404
