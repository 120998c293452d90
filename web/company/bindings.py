"""綁定一般帳號: a shared account binds and sees what it holds; a general account sees who holds it. Both can end it."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from port.bindings.asking import ask_by_letter, bind_by_password
from port.bindings.checks import BindingRefused, RequestExpired
from port.bindings.enums import LIVE, BindingState
from port.bindings.models import Binding
from port.bindings.workflow import decline, end
from port.options import options
from port.workflows import MoveRefused
from web.company.binding_forms import LetterBindingForm, PasswordBindingForm
from web.company.pages import company_page
from web.components.throttle import within_limit

BINDINGS_AN_HOUR = 20
"""Of one visitor, by whichever proof."""
ENDED_ROWS = 20
STATE_KINDS: dict[str, str] = {BindingState.ASKED: "now", BindingState.IN_FORCE: "good"}
"""The kind of the chip; whatever has ended is quiet."""


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password-password")
def bindings(request: HttpRequest) -> HttpResponse:
    if not request.acting.is_shared:
        held_by = Binding.objects.live().filter(general=request.user).select_related("shared", "general")
        page = company_page(request, "company/held_by.html", {"bindings": _with_kinds(held_by)})
        return page if request.method != "POST" else HttpResponseNotAllowed(["GET", "HEAD"])
    by_password, by_letter = PasswordBindingForm(), LetterBindingForm()
    if request.method == "POST" and "by_letter" in request.POST:
        by_letter = LetterBindingForm(request.POST)
        return _ask(request, by_letter) or _page(request, by_password, by_letter)
    if request.method == "POST":
        by_password = PasswordBindingForm(request.POST)
        return _bind(request, by_password) or _page(request, by_password, by_letter)
    return _page(request, by_password, by_letter)


def _bind(request: HttpRequest, form: PasswordBindingForm) -> HttpResponse | None:
    if not form.is_valid() or not _may_try(request, form):
        return None
    try:
        binding = bind_by_password(shared=request.user, **form.cleaned_data)
    except BindingRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("已綁定一般帳號 %(name)s，通知信已寄給雙方。") % {"name": binding.name})
    return redirect("company:bindings")


def _ask(request: HttpRequest, form: LetterBindingForm) -> HttpResponse | None:
    """The same answer whether or not there is such an account."""
    if not form.is_valid() or not _may_try(request, form):
        return None
    try:
        binding = ask_by_letter(shared=request.user, username=form.cleaned_data["username"])
    except BindingRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    if binding.is_in_force:
        messages.success(request, _("一般帳號 %(name)s 已經綁定，不用再提出。") % {"name": binding.name})
        return redirect("company:bindings")
    said = {"name": binding.name, "days": options().binding_lifetime.days}
    messages.success(
        request,
        _(
            "已提出綁定 %(name)s。如果它是已審核通過並完成郵件驗證的一般帳號，徵求同意的信會寄到它的信箱，"
            "對方在 %(days)d 天內同意後才會完成；同一個帳號每天最多寄 3 封。"
        )
        % said,
    )
    return redirect("company:bindings")


def _may_try(request: HttpRequest, form: LetterBindingForm) -> bool:
    if within_limit(request, what="binding", times=BINDINGS_AN_HOUR):
        return True
    form.add_error(None, _("這裡提出的次數太多了，請一小時後再試。"))
    return False


def _page(request: HttpRequest, by_password: PasswordBindingForm, by_letter: LetterBindingForm) -> HttpResponse:
    own = Binding.objects.filter(shared=request.user).select_related("shared", "general__company_account__company")
    context = {
        "by_password": by_password,
        "by_letter": by_letter,
        "live": _with_kinds(own.live()),
        "ended": _with_kinds(own.exclude(state__in=LIVE)[:ENDED_ROWS]),
        "ended_rows": ENDED_ROWS,
    }
    wrong = bool(by_password.errors or by_letter.errors)
    return company_page(request, "company/bindings.html", context, status=422 if wrong else 200)


def _with_kinds(bindings: Iterable[Binding]) -> list[tuple[Binding, str]]:
    return [(binding, STATE_KINDS.get(binding.state, "quiet")) for binding in bindings]


@require_http_methods(["GET", "HEAD", "POST"])
def end_binding(request: HttpRequest, pk: int) -> HttpResponse:
    """The question as a page, for whoever has no script; its button, and that of the dialog, come here."""
    binding = get_object_or_404(Binding.objects.live_of(request.user).select_related("shared", "general"), pk=pk)
    if request.method != "POST":
        return company_page(request, "company/end_binding.html", {"binding": binding})
    try:
        if binding.is_asked and binding.general == request.user:
            decline(binding)
        else:
            end(binding, by=request.user)
    except (MoveRefused, RequestExpired):
        messages.warning(request, _("這個綁定剛才已經有了變動，這裡是現在的樣子。"))
        return redirect("company:bindings")
    messages.success(request, _said(binding))
    return redirect("company:bindings")


def _said(binding: Binding) -> str:
    """`binding` as it was before."""
    if binding.is_asked:
        return _("已結束綁定 %(name)s 的請求，信中的連結已經失效。") % {"name": binding.name}
    return _("已解除 %(name)s 的綁定，通知信已寄給雙方。") % {"name": binding.name}
