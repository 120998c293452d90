"""更換信箱: somebody who knows the account but can read its mailbox no more asks for another one, with a document.

Whether the account exists, and whose it is, nobody but the desk is told: every request that is written properly is
answered with the same page.
"""

import uuid
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.changes.letters import may_be_written_to
from port.changes.models import ChangeRequest
from port.documents.models import StoredDocument
from port.options import options
from web.components import arranging, changes, uploads
from web.components.evenly import taking_at_least
from web.components.throttle import within_limit
from web.public.lost_mailbox_form import LostMailboxForm

SENT = "lost_mailbox_sent"
"""Session key: the id of the request that this browser has sent."""

ANSWERED_IN = timedelta(milliseconds=500)
"""Longer than it takes to find an account and to post the letter to its mailbox."""

UPLOAD_VIEWS = {"thumbnail_view": "public:register_thumbnail"}


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def lost_mailbox(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, LostMailboxForm(initial={"submission_id": uuid.uuid4()}), None)
    form = LostMailboxForm(changes.posted(request))
    file = changes.take_document(request, form)
    if not form.is_valid():
        return _page(request, form, file)
    if not _may_ask(request, form):
        form.add_error(None, _("從這裡或以這個 Email 送出的申請太多了，這份申請還沒有送出。請過一段時間再試。"))
        return _page(request, form, file, status=429)
    with taking_at_least(ANSWERED_IN):
        change = changes.send(request, form, file)
    if change is None:
        return _page(request, form, file)
    request.session[SENT] = change.pk
    return redirect("public:lost_mailbox_sent")


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    change = ChangeRequest.objects.filter(pk=request.session.get(SENT)).first()
    if change is None:
        return redirect("public:lost_mailbox")
    return render(request, "public/lost_mailbox_sent.html", {"change": change})


@login_not_required
@require_POST
def receive_document(request: HttpRequest) -> HttpResponse:
    return uploads.receive(request, **UPLOAD_VIEWS)


@login_not_required
@require_POST
def change_pages(request: HttpRequest) -> HttpResponse:
    return arranging.change_pages(request, **UPLOAD_VIEWS)


def _may_ask(request: HttpRequest, form: LostMailboxForm) -> bool:
    """A repetition of what was sent is none more; each other one brings a letter to an address that a stranger typed."""
    if ChangeRequest.objects.filter(submission_id=form.cleaned_data["submission_id"]).exists():
        return True
    within = within_limit(request, what="lost-mailbox", times=options().recoveries_an_hour)
    return within and may_be_written_to(form.cleaned_data["email"])


def _page(
    request: HttpRequest, form: LostMailboxForm, staged: StoredDocument | None, *, status: int = 422
) -> HttpResponse:
    context = {"form": form, "staged": staged, **UPLOAD_VIEWS}
    return render(request, "public/lost_mailbox.html", context, status=status if form.errors else 200)
