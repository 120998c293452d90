"""From the account type to the receipt (manual, steps 1 to 16)."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.accounts.enums import AccountKind
from port.companies.advice import advice_on
from port.companies.enums import NumberKind
from port.documents.models import StoredDocument
from port.documents.workflow import DocumentNotStaged, DocumentRefused
from port.options import options
from port.registration.letters import may_be_written_to
from port.registration.mending import NotMendable, mend
from port.registration.mending_links import MendingDoor
from port.registration.models import AccountApplication
from port.registration.workflow import SentWithOtherWords, UsernameTaken, submit
from web.components import arranging, uploads
from web.components.at_once import drawn_at_once
from web.components.throttle import within_limit
from web.public.registration.advice import typed_in
from web.public.registration.answers import answers_of
from web.public.registration.drafts import SENT, Draft, draft_of, keep_typed, remember_draft, remember_sent
from web.public.registration.forms import FORMS, AccountForm, ApplicationForm
from web.public.registration.mended import Mending, mending_of, show_closed

UPLOAD_VIEWS = {"thumbnail_view": "public:register_thumbnail", "advice_view": "public:register_advice"}
PAGES = {AccountKind.GENERAL: "public/register/form.html", AccountKind.SHARED: "public/register/shared.html"}
COMPARED = ("name", "mobile", "email", "number_kind", "number", "phone", "company_name", "address", "representative")
"""What tells a repeated sending from another one; the account name is taken by then, by this very application."""


class TooManyApplications(Exception):
    """One sentence for both reasons, so that nobody learns who else has applied with an address; `str()` is for people."""

    def __str__(self) -> str:
        return _(
            "從這裡或以這個 Email 送出的申請太多了，這份申請還沒有送出。請過一段時間再試（最久 24 小時）；急用請洽客服專線 %(hotline)s。"
        ) % {"hotline": options().hotline}


@login_not_required
@require_safe
def account_types(request: HttpRequest) -> HttpResponse:
    return render(request, "public/register/types.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "password_again")
@drawn_at_once("css/sheet-portal.css")
def application_form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return check_answers(request)
    form = ApplicationForm(initial={"submission_id": uuid.uuid4(), "number_kind": NumberKind.UBN})
    return show_form(request, form, document=None)


def check_answers(
    request: HttpRequest, mending: Mending | None = None, kind: str = AccountKind.GENERAL
) -> HttpResponse:
    """Bad answers bring the form back; good ones are shown for a last look, as a dialog or as a page.

    `kind` is that of the account that is applied for; what is mended stays of its kind.
    """
    form = form_of(request.POST, mending, kind, tell_taken=_may_ask_for_usernames(request))
    form.is_valid()
    if sent := _sent_before(form):
        return _answer_sent(request, sent, form)
    document = _take_document(request, form, mending)
    if not (form.is_valid() and form.has_free_username()):
        return show_form(request, form, document, mending)
    link_id = mending.link.pk if mending else None
    remember_draft(request, form, document_id=document.pk if document else None, link_id=link_id)
    shown = document or (mending and mending.former and mending.former.file)
    answers = answers_of(form.cleaned_data, document, mending.application if mending else None)
    context = {
        "submission_id": form.cleaned_data["submission_id"],
        "answers": answers,
        "unchanged": mending and not any(answer.before for answer in answers),
        "advice": advice_on(shown, typed_in(form.cleaned_data)) if shown else None,
    }
    if _by_script(request):
        return render(request, "public/register/check_dialog.html", context)
    return render(request, "public/register/check.html", context)


def form_of(data: Any, mending: Mending | None, kind: str = AccountKind.GENERAL, **options: Any) -> AccountForm:
    forerunner = mending.application if mending else None
    return FORMS[forerunner.kind if forerunner else kind](data, forerunner=forerunner, **options)


def _may_ask_for_usernames(request: HttpRequest) -> bool:
    """On leaving the field and on sending, counted together: names are not for looking through (V-05)."""
    return within_limit(request, what="username-check", times=options().username_checks_an_hour)


def _take_document(request: HttpRequest, form: AccountForm, mending: Mending | None) -> StoredDocument | None:
    """The document that came with the form, or the one that was uploaded before; says at the field what is missing.

    None as well where the form asks for no document.
    """
    submission_id = form.cleaned_data.get("submission_id")
    if not submission_id or "document" not in form.fields:
        return None
    try:
        if uploads.files_of(request):
            return uploads.stage_from(request, submission_id)
    except (DocumentRefused, uploads.UploadRefused) as refusal:
        form.add_error("document", str(refusal))
        return uploads.staged_document(request, submission_id)
    document = uploads.staged_document(request, submission_id)
    if document is None and not (mending and mending.former):
        form.add_error("document", _("請上傳新的公司證明文件。") if mending else _("請上傳公司證明文件。"))
    return document


def show_form(
    request: HttpRequest,
    form: AccountForm,
    document: StoredDocument | None,
    mending: Mending | None = None,
    status: int = 422,
) -> HttpResponse:
    if form.errors and not _by_script(request) and not {"password", "password_again"} & form.errors.keys():
        form.add_error("password", _("為了安全，密碼沒有保留，請重新輸入密碼與確認密碼。"))
    context = {
        "form": form,
        "document": document,
        **UPLOAD_VIEWS,
    }
    if mending:
        mending.put_in_order(form)
        context |= {"mending": mending, "former": mending.former}
        context |= {"refused": mending.refused_parts(form), "others": mending.other_parts(form)}
    template = "public/mend/form.html" if mending else PAGES[form.kind]
    return render(request, template, context, status=status if form.errors else 200)


@login_not_required
@never_cache
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """確定: what was checked is sent. However often it arrives, there is one application (decision 7)."""
    submission_id = uploads.submission_id_of(request)
    draft = submission_id and draft_of(request, submission_id)
    mending = mending_of(request, draft.link_id) if draft and draft.link_id else None
    if not submission_id or not draft or (draft.link_id and not mending):
        return _nothing_to_confirm(request, submission_id)
    if request.POST.get("step") == "edit":
        return _ask_again(request, draft, None, mending)
    try:
        _count_application(request, draft, submission_id, mending)
        application = _send(draft, submission_id, mending)
    except SentWithOtherWords as fault:
        return _show_sent_with_other_words(request, fault.application)
    except NotMendable as fault:
        return show_shut(request, Mending(fault.link), draft.typed)
    except (UsernameTaken, DocumentNotStaged, DocumentRefused, TooManyApplications) as fault:
        return _ask_again(request, draft, fault, mending)
    remember_sent(request, submission_id, application.pk)
    return redirect("public:register_sent")


def _send(draft: Draft, submission_id: uuid.UUID, mending: Mending | None) -> AccountApplication:
    if mending is None:
        file = None if draft.facts.kind == AccountKind.SHARED else _staged(draft.document_id)
        return submit(facts=draft.facts, file=file, submission_id=submission_id)
    file = _staged(draft.document_id) if draft.document_id else None
    return mend(mending.link, facts=draft.facts, file=file, submission_id=submission_id, opened=True)


def show_shut(request: HttpRequest, mending: Mending, typed: dict[str, str] | None) -> HttpResponse:
    """Why the opened link leads no further. What was typed is kept, as long as there is something to mend."""
    kept = typed is not None and mending.door is not MendingDoor.MENDED
    if kept:
        keep_typed(request, mending.application.pk, typed)
    return show_closed(request, mending.door, mending.link, kept=kept)


def _count_application(request: HttpRequest, draft: Draft, submission_id: uuid.UUID, mending: Mending | None) -> None:
    """Each application brings letters to an address that is not proven. Raises `TooManyApplications`."""
    if AccountApplication.objects.filter(submission_id=submission_id).exists():
        return
    within = within_limit(request, what="application", times=options().applications_an_hour)
    mends = mending.application if mending else None
    if not (within and may_be_written_to(draft.facts.email_canonical, mends=mends)):
        raise TooManyApplications


def _staged(pk: uuid.UUID | None) -> StoredDocument:
    """The document of the draft. Raises `DocumentNotStaged` when it was swept or replaced since."""
    if document := StoredDocument.objects.filter(pk=pk).first():
        return document
    raise DocumentNotStaged


def _by_script(request: HttpRequest) -> bool:
    """Whether a script asks, which keeps the passwords on the page and shows the answer inside it."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _ask_again(request: HttpRequest, draft: Draft, fault: Exception | None, mending: Mending | None) -> HttpResponse:
    """The form as it was typed: 返回修改, or something was lost to another between the check and 確定."""
    if mending and mending.door is not MendingDoor.OPEN:
        return show_shut(request, mending, draft.typed)
    form = form_of(draft.typed, mending, draft.facts.kind)
    form.is_valid()
    if isinstance(fault, DocumentNotStaged | DocumentRefused):
        form.add_error("document", str(fault))
    if isinstance(fault, TooManyApplications):
        form.add_error(None, str(fault))
    for name in ("password", "password_again"):
        form.errors.pop(name, None)
    form.add_error(None, _("內容都還在，修改後請再送出。"))
    status = 200
    if fault:
        status = 429 if isinstance(fault, TooManyApplications) else 409
    document = uploads.staged_document(request, form.cleaned_data["submission_id"])
    return show_form(request, form, document, mending, status=status)


def _nothing_to_confirm(request: HttpRequest, submission_id: uuid.UUID | None) -> HttpResponse:
    sent = AccountApplication.objects.filter(submission_id=submission_id).first() if submission_id else None
    if sent and request.session.get(SENT) == sent.pk:
        return redirect("public:register_sent")
    return render(request, "public/register/expired.html", status=409)


def _sent_before(form: AccountForm) -> AccountApplication | None:
    submission_id = form.cleaned_data.get("submission_id")
    return AccountApplication.objects.filter(submission_id=submission_id).first() if submission_id else None


def _answer_sent(request: HttpRequest, sent: AccountApplication, form: AccountForm) -> HttpResponse:
    """Gone back and sent again: the same words get the same page, other words are told that the first stand."""
    said = {name: form.cleaned_data.get(name) for name in COMPARED if name in form.fields}
    same = sent.says_the_same_as(said | {"kind": form.kind})
    if same and request.session.get(SENT) == sent.pk:
        return redirect("public:register_sent")
    return _show_sent_with_other_words(request, sent)


def _show_sent_with_other_words(request: HttpRequest, sent: AccountApplication) -> HttpResponse:
    mine = request.session.get(SENT) == sent.pk
    return render(request, "public/register/sent_before.html", {"sent": sent if mine else None}, status=409)


@login_not_required
@require_POST
@sensitive_post_parameters("password", "password_again")
def check_field(request: HttpRequest) -> HttpResponse:
    return answer_field(request)


def answer_field(request: HttpRequest, mending: Mending | None = None, kind: str = AccountKind.GENERAL) -> HttpResponse:
    """The message of the one field that was just left, by the same rules as on sending."""
    name = request.htmx.trigger_name
    form = form_of(request.POST, mending, kind)
    if name not in form.fields:
        return HttpResponse(status=404)
    form.tell_taken = tell_taken = name == "username" and _may_ask_for_usernames(request)
    form.is_valid()
    fine = _("這個帳號可以使用。") if tell_taken and name not in form.errors else ""
    context = {"errors": form.errors.get(name, []), "ok": fine}
    return render(request, "public/register/field_message.html", context)


@login_not_required
@never_cache
@require_POST
def receive_document(request: HttpRequest) -> HttpResponse:
    return uploads.receive(request, **UPLOAD_VIEWS)


@login_not_required
@never_cache
@require_POST
def change_pages(request: HttpRequest) -> HttpResponse:
    return arranging.change_pages(request, **UPLOAD_VIEWS)


@login_not_required
@require_safe
def thumbnail(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    return uploads.thumbnail_of_session(request, pk, number)


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """帳號資料已經成功送出，請收取Email!! (manual, step 16), for the browser that sent it."""
    application = AccountApplication.objects.filter(pk=request.session.get(SENT)).first()
    if application is None:
        return redirect("public:register")
    return render(request, "public/register/sent.html", {"application": application})
