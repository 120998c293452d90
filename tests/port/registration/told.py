"""What the world knows of an application, to be compared before and after."""

from port.accounts.models import User
from port.audit.models import AuditRecord
from port.companies.models import Company, CompanyDocument
from port.letters.models import Letter
from port.registration.models import AccountApplication

EVERYTHING = (AccountApplication, CompanyDocument, Company, User, Letter, AuditRecord)


def everything() -> dict[str, list[object]]:
    """Every row that an act could write or change."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in EVERYTHING}
