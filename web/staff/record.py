"""The record for 稽核: searched, one thing's time line, and taken along as a file. Reading it is recorded as well."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from port.accounts.models import User
from port.accounts.permissions import Permission
from port.audit.checking import health
from port.audit.models import AuditRecordQuerySet
from port.audit.reading import note_export, note_search
from port.companies.models import Company
from web.staff.access import permitted, posted
from web.staff.record_csv import MOST_ROWS, csv_of
from web.staff.record_filters import KEY, LARGEST_ID, Filters, kinds
from web.staff.record_form import RecordForm
from web.staff.record_rows import RecordRow, kind_label, rows_of

ROWS_A_PAGE = 50


@permitted(Permission.READ_RECORD)
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    filters = Filters.of(request.GET)
    form = RecordForm.showing(filters, account=_account(filters.actor), number=_number(filters.company))
    return _page(request, form, filters)


@permitted(Permission.READ_RECORD)
@posted("staff:record")
def record_search(request: HttpRequest) -> HttpResponse:
    """What was typed becomes an address without anybody's name or number (V-53)."""
    form = RecordForm(request.POST)
    if not form.is_valid():
        return _page(request, form, None)
    return HttpResponseRedirect(reverse("staff:record") + form.filters().address())


@permitted(Permission.READ_RECORD)
@require_GET
def record_csv(request: HttpRequest) -> StreamingHttpResponse:
    filters = Filters.of(request.GET)
    note_export(about=request.user, by=request.user, facts=filters.told())
    return csv_of(filters.records(), name=f"portpass-record-{timezone.localdate():%Y%m%d}")


@permitted(Permission.READ_RECORD)
@require_safe
def record_object(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The time line of one thing, also of one that is gone: the record outlives what it tells of."""
    if kind not in kinds() or not KEY.fullmatch(key):
        raise Http404
    filters = Filters(kind=kind, key=key)
    note_search(about=request.user, by=request.user, facts=filters.told(), at=timezone.now())
    rows, following = _turned(request, filters.records())
    if not rows:
        raise Http404
    context = {
        "rows": rows,
        "next": following and f"?after={following}",
        "name": rows[0].subject,
        "kind": kind_label(kind),
        "key": key,
        "way": _way_on(kind, key),
    }
    return render(request, "staff/record_object.html", context)


def _page(request: HttpRequest, form: RecordForm, filters: Filters | None) -> HttpResponse:
    """Nothing is searched, and nothing recorded, while something typed is not understood."""
    context = {"form": form, "health": health(), "most": f"{MOST_ROWS:,}", "searched": filters is not None}
    if filters is None:
        return render(request, "staff/record.html", context, status=422)
    note_search(about=request.user, by=request.user, facts=filters.told(), at=timezone.now())
    rows, following = _turned(request, filters.records())
    context |= {
        "rows": rows,
        "next": following and filters.address(after=following),
        "narrowed": filters != Filters(),
        "csv": reverse("staff:record_csv") + filters.address(),
    }
    return render(request, "staff/record.html", context)


def _turned(request: HttpRequest, records: AuditRecordQuerySet) -> tuple[list[RecordRow], int | None]:
    """One page by key, and the key after which the next one begins."""
    after = request.GET.get("after", "")
    if KEY.fullmatch(after) and after.isdigit() and int(after) <= LARGEST_ID:
        records = records.older_than(int(after))
    found = list(records[: ROWS_A_PAGE + 1])
    shown = found[:ROWS_A_PAGE]
    return rows_of(shown), shown[-1].pk if len(found) > ROWS_A_PAGE else None


def _way_on(kind: str, key: str) -> dict[str, str]:
    """The search for what an account did, or for what was done for a company."""
    if kind == User._meta.label_lower and key.isdigit():
        return {"address": Filters(actor=int(key)).address(), "text": _("查詢這個帳號做過的事")}
    if kind == Company._meta.label_lower and key.isdigit():
        return {"address": Filters(company=int(key)).address(), "text": _("查詢代表這家公司做過的事")}
    return {}


def _account(key: int | None) -> str:
    person = User.objects.filter(pk=key).only("username").first() if key is not None else None
    return person.username if person else ""


def _number(key: int | None) -> str:
    company = Company.objects.filter(pk=key).only("number").first() if key is not None else None
    return company.number if company else ""
