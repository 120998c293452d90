"""What is known of an account through its company, for rules that compare a person's words with it."""

from port.accounts.models import User
from port.companies.models import CompanyAccount


def known_of(user: User) -> dict[str, str]:
    """The data of the company by the names that `OwnDataValidator` asks for; empty for who has none (V-12)."""
    account = CompanyAccount.objects.select_related("company").filter(user=user).first()
    if account is None:
        return {}
    company = account.company
    return {
        "number": company.number,
        "phone": company.phone,
        "company_name": company.name,
        "representative": company.representative,
    }
