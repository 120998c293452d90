"""What the reader has found in a new document of the company that the person acts for."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from port.companies.comparison import Typed
from web.components.advice import answer_advice


@never_cache
@require_POST
def document_advice(request: HttpRequest) -> HttpResponse:
    """Compared with what is known of the company; nothing of it is typed here."""
    company = request.acting_company
    typed = Typed(
        number=company.number,
        company_name=company.name,
        representative=company.representative,
        address=company.address,
    )
    return answer_advice(request, typed=typed, advice_view="company:document_advice")
