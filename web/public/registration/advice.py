"""What the reader has found in the document of an application that is being filled in."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from port.companies.comparison import Typed
from web.components.advice import answer_advice
from web.components.fields import LONGEST


@login_not_required
@never_cache
@require_POST
def register_advice(request: HttpRequest) -> HttpResponse:
    """Compared with what is typed by now, however unfinished it is."""
    return answer_advice(request, typed=typed_in(request.POST), advice_view="public:register_advice")


def typed_in(answers: Mapping[str, str]) -> Typed:
    """What of the answers a document is compared with."""
    names = ("number", "company_name", "representative", "address")
    return Typed(**{name: answers.get(name, "")[:LONGEST].strip() for name in names})
