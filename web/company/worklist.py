"""One worklist over all companies of a shared account: what is refused, what waits, what runs out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from port.accounts.models import User
from port.bindings.acting import held_and_open
from port.bindings.models import Binding
from port.changes.enums import ChangeState
from port.changes.models import ChangeRequest
from port.companies.enums import DocumentState
from port.companies.models import Company, CompanyDocument
from port.options import options
from port.registration.enums import ApplicationState
from web.company.pages import company_page
from web.company.standing import LIVE, standing_from

REFUSED_LATELY = timedelta(days=30)
"""A refused change of data is shown so long, since the company may have let it be."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line. `kind` and `chip` make the state chip; `goal` is the page where it goes on, empty when nobody can switch."""

    company: Company | None
    title: str | Promise
    kind: str
    chip: str | Promise
    text: str | Promise = ""
    until: datetime | None = None
    goal: str = ""


@dataclass(frozen=True)
class Worklist:
    refused: list[Task]
    waiting: list[Task]
    running_out: list[Task]

    @property
    def is_empty(self) -> bool:
        return not (self.refused or self.waiting or self.running_out)


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    if not request.acting.is_shared:
        return redirect("company:home")
    companies = request.acting.companies
    tasks = worklist_of(request.user, companies)
    return company_page(request, "company/worklist.html", {"tasks": tasks, "companies": companies})


def worklist_of(person: User, companies: list[Company]) -> Worklist:
    """Four statements, however many companies there are."""
    found = [*_documents(companies), *_changes(companies), *_accounts(person), *_requests(person)]
    return Worklist(
        refused=[task for task in found if task.kind in {"bad", "warn"} and not task.until],
        waiting=[task for task in found if task.kind == "now" and not task.until],
        running_out=sorted((task for task in found if task.until), key=lambda task: str(task.until)),
    )


def _documents(companies: list[Company]) -> Iterator[Task]:
    states = [*LIVE, DocumentState.REJECTED]
    documents: dict[int | None, list[CompanyDocument]] = defaultdict(list)
    for document in CompanyDocument.objects.filter(company__in=companies, state__in=states).defer("answer"):
        documents[document.company_id].append(document)
    for company in companies:
        words = standing_from(documents[company.pk]).words
        yield Task(
            company=company,
            title=_("公司證明文件"),
            kind=words.kind,
            chip=words.chip,
            text=words.todo,
            goal=reverse("company:documents"),
        )


def _changes(companies: list[Company]) -> Iterator[Task]:
    """The newest of each kind and company; what was approved, withdrawn, or refused long ago needs nobody any more."""
    requests = ChangeRequest.objects.filter(company__in=companies).select_related("company")
    for request in _newest(requests.order_by("submitted_at", "pk")):
        waits = request.state == ChangeState.SUBMITTED
        if waits or (request.state == ChangeState.REJECTED and _is_recent(request.decided_at)):
            yield Task(
                company=request.company,
                title=request.get_kind_display(),
                kind="now" if waits else "bad",
                chip=request.get_state_display(),
                text=_("受理號碼 %(reference)s") % {"reference": request.reference},
                goal=reverse("company:data"),
            )


def _newest(requests: Iterable[ChangeRequest]) -> Iterable[ChangeRequest]:
    return {(request.company_id, request.kind, request.account_id): request for request in requests}.values()


def _is_recent(moment: datetime | None) -> bool:
    return moment is not None and moment > timezone.now() - REFUSED_LATELY


def _accounts(person: User) -> Iterator[Task]:
    """General accounts that are held, and cannot be acted for at the moment: their companies cannot be switched to."""
    held = Binding.objects.in_force().filter(shared=person).exclude(general__in=held_and_open(person))
    for binding in held.select_related("general__application", "general__company_account__company"):
        yield _shut(binding)


def _shut(binding: Binding) -> Task:
    application = getattr(binding.general, "application", None)
    company = binding.general.company_account.company
    title = _("一般帳號 %(name)s") % {"name": binding.name}
    state = application.state if application else ""
    if state == ApplicationState.SUBMITTED:
        text = _("重新審核期間，不能切換到這家公司。")
        return Task(company=company, title=title, kind="now", chip=_("重新審核中"), text=text)
    if state == ApplicationState.REJECTED:
        text = _("請這個帳號的持有人由信中的補正連結補正；完成前不能切換到這家公司。")
        return Task(company=company, title=title, kind="bad", chip=_("未通過"), text=text)
    until = application.decided_at + options().lapse_after if state == ApplicationState.APPROVED else None
    text = _("請這個帳號的持有人完成 Email 驗證；完成前不能切換到這家公司。")
    return Task(company=company, title=title, kind="warn", chip=_("尚未驗證"), text=text, until=until)


def _requests(person: User) -> Iterator[Task]:
    """Of a request nothing is known but the name that was asked for, until somebody agrees."""
    asked = Binding.objects.live().filter(shared=person, bound_at__isnull=True).select_related("general")
    for binding in asked:
        yield Task(
            company=None,
            title=_("綁定一般帳號 %(name)s") % {"name": binding.name},
            kind="now",
            chip=binding.get_state_display(),
            text=_("等待對方由信箱回覆；過期後可以重新提出。"),
            until=binding.expires_at,
        )
