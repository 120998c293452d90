"""申請進度查詢: 受理號碼 and Email, a code by letter, and then where the application stands (in 查詢服務).

Every page and every sentence is the same whether or not there is such an application, until the code is right. Only the
browser that asked can use the code.
"""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from port.companies.reasons import paragraphs_told
from port.options import options
from port.registration.mending import send_link_again
from port.registration.models import AccountApplication, ProgressCode
from port.registration.progress import Progress, progress_of, send_code, try_code
from web.components.throttle import within_limit
from web.public.forms import ProgressCodeForm, ProgressForm
from web.public.mending import told_of_sending
from web.public.standing import rungs_of

ASKED = "progress_asked"
"""Session key: the id of the code that was sent, or nothing when none was; that it is there says that one asked."""
SHOWN = "progress_shown"
"""Session key: whose progress may be looked at, and until when."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    form = ProgressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not _may_ask(request, form.asked()["reference"]):
            form.add_error(None, _("從這裡查詢的次數太多了，請一小時後再試。"))
            return render(request, "public/progress/ask.html", {"form": form}, status=429)
        sent = send_code(**form.asked())
        request.session[ASKED] = sent.pk if sent else None
        return redirect("public:progress_code")
    return render(request, "public/progress/ask.html", {"form": form}, status=422 if form.errors else 200)


def _may_ask(request: HttpRequest, reference: str) -> bool:
    """So often in all, and less often about one application, so that no single visitor uses up the codes of its day."""
    about_one = options().progress_codes_an_hour_per_application
    shares = {"progress-code": options().progress_codes_an_hour, f"progress-code {reference}": about_one}
    answers = [within_limit(request, what=what, times=times) for what, times in shares.items()]
    return all(answers)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def code(request: HttpRequest) -> HttpResponse:
    if ASKED not in request.session:
        return redirect("public:progress")
    form = ProgressCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        tries = options().progress_codes_an_hour * options().progress_code_tries
        if not within_limit(request, what="progress-try", times=tries):
            form.add_error(None, _("從這裡查詢的次數太多了，請一小時後再試。"))
            return render(request, "public/progress/code.html", _limits(form), status=429)
        sent = ProgressCode.objects.filter(pk=request.session[ASKED]).first()
        if application := try_code(sent, form.cleaned_data["code"]):
            return _open(request, application)
        form.add_error("code", _("驗證碼不正確，或已經失效。請查看最新一封信；輸入錯誤太多次或超過時間，請重新查詢。"))
    return render(request, "public/progress/code.html", _limits(form), status=422 if form.errors else 200)


def _limits(form: ProgressCodeForm) -> dict[str, object]:
    minutes = int(options().progress_code_lifetime.total_seconds() // 60)
    return {"form": form, "minutes": minutes}


def _open(request: HttpRequest, application: AccountApplication) -> HttpResponse:
    del request.session[ASKED]
    until = timezone.now() + options().progress_code_lifetime
    request.session[SHOWN] = {"application": application.pk, "until": until.isoformat()}
    return redirect("public:progress_standing")


@login_not_required
@never_cache
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    progress = _shown(request)
    if progress is None:
        return redirect("public:progress")
    context = {
        "progress": progress,
        "rungs": rungs_of(progress),
        "reasons": paragraphs_told(progress.standing.answer, progress.standing.reasons.all()),
    }
    return render(request, "public/progress/standing.html", context)


@login_not_required
@never_cache
@require_POST
def send_link(request: HttpRequest) -> HttpResponse:
    """再寄一次補正連結, for whoever has just proven the address."""
    progress = _shown(request)
    if progress is None:
        return redirect("public:progress")
    told_of_sending(request, sent=send_link_again(progress.standing))
    return redirect("public:progress_standing")


def _shown(request: HttpRequest) -> Progress | None:
    shown = request.session.get(SHOWN)
    if not shown or timezone.now() >= datetime.fromisoformat(shown["until"]):
        return None
    application = AccountApplication.objects.filter(pk=shown["application"]).first()
    return progress_of(application) if application else None
