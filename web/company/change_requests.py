"""申請變更公司名稱或統編, and 申請移交帳號: both are reviewed, both need a document."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from port.changes.checks import waiting_change
from port.documents.models import StoredDocument
from web.company.data_forms import HandoverForm, IdentityForm
from web.company.pages import company_page
from web.components import arranging, changes, uploads

UPLOAD_VIEWS = {"thumbnail_view": "company:thumbnail"}

Form = IdentityForm | HandoverForm


@require_http_methods(["GET", "HEAD", "POST"])
def change_identity(request: HttpRequest) -> HttpResponse:
    return _asked(request, IdentityForm, "company/data_identity.html")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    return _asked(request, HandoverForm, "company/data_handover.html")


@require_POST
def receive_document(request: HttpRequest) -> HttpResponse:
    return uploads.receive(request, **UPLOAD_VIEWS)


@require_POST
def change_pages(request: HttpRequest) -> HttpResponse:
    return arranging.change_pages(request, **UPLOAD_VIEWS)


def _asked(request: HttpRequest, make: Callable[..., Form], template: str) -> HttpResponse:
    company, user = request.acting_company, request.user
    if request.method != "POST":
        return _page(request, template, make(company=company, by=user), None)
    form = make(changes.posted(request), company=company, by=user)
    file = changes.take_document(request, form)
    change = changes.send(request, form, file, by=user)
    if change is None:
        return _page(request, template, form, file)
    said = {"reference": change.reference, "email": change.contact_email}
    messages.success(request, _("申請已送出，受理號碼 %(reference)s。審核結果會寄到 %(email)s。") % said)
    return redirect("company:data")


def _page(request: HttpRequest, template: str, form: Form, staged: StoredDocument | None) -> HttpResponse:
    waiting = waiting_change(request.acting_company) if isinstance(form, IdentityForm) else None
    context = {"form": form, "staged": staged, "waiting": waiting, **UPLOAD_VIEWS}
    return company_page(request, template, context, status=422 if form.errors else 200)
