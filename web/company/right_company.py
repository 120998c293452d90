"""A form opened for one company is not sent for another after a switch in a second tab: the form knows its company."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from web.company.acting import FIELD, HEADER, SWITCH_TO

NOT_SENT_AGAIN = {"csrfmiddlewaretoken", FIELD, SWITCH_TO}


def answer_for_another(request: HttpRequest) -> HttpResponse | None:
    """Nothing when the form is of the company that the person acts for, or says by its button to switch to its company.

    Else 409: a page that names both and can send what was typed for the right one; a script gets a sentence.
    """
    acting = request.acting
    opened_for = request.POST.get(FIELD, request.headers.get(HEADER))
    if opened_for == acting.token:
        return None
    company = acting.find(opened_for)
    if company and request.POST.get(SWITCH_TO) == opened_for:
        acting.switch(company)
        return None
    request.acting_company = acting.company
    if request.headers.get("X-Requested-With") == "XMLHttpRequest" or request.htmx:
        told = _("您已在另一個分頁換了公司，這裡沒有收下。請重新整理這一頁，再做一次。")
        return render(request, "documents/refused.html", {"errors": [told]}, status=409)
    context = {
        "acting_company": acting.company,
        "opened_for": company,
        "fields": _typed(request),
        "lost": _lost(request),
        "switch_field": SWITCH_TO,
        "acting_field": FIELD,
    }
    return render(request, "company/other_company.html", context, status=409)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent once more; a password never stands in a page."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in fields if name not in NOT_SENT_AGAIN and "password" not in name]


def _lost(request: HttpRequest) -> bool:
    """Whether something cannot be sent once more: files, and passwords."""
    return bool(request.FILES) or any("password" in name for name in request.POST)
