"""Everything that tells of a person or a company, wherever the demonstration keeps it."""

from port.accounts.models import User
from port.companies.models import Company
from port.letters.models import Letter
from port.registration.models import AccountApplication

KEPT = {
    User: ("username", "name", "mobile", "email"),
    Company: ("number", "name", "phone", "address", "representative"),
    AccountApplication: ("username", "name", "mobile", "email", "number", "company_name", "phone", "address"),
    Letter: ("to_address",),
}


def personal_words() -> set[str]:
    rows = (row for model, names in KEPT.items() for row in model.objects.values_list(*names))
    return {str(word) for row in rows for word in row if word}
