"""The rules of the form, for what the demonstration makes up."""

from django.db.models import QuerySet

from port.accounts.enums import AccountKind
from port.companies.enums import NumberKind
from port.registration.models import AccountApplication
from port.taiwan.address import clean_address
from port.taiwan.email import clean_email
from port.taiwan.names import clean_person_name
from port.taiwan.phone import clean_company_phone, clean_mobile
from port.taiwan.ubn import clean_agency_code, clean_ubn
from port.taiwan.usernames import clean_username

OF_A_COMPANY = {"phone", "address", "number"}
RULES = {
    "reference": str,
    "username": clean_username,
    "name": clean_person_name,
    "mobile": clean_mobile,
    "email": lambda value: clean_email(value).as_typed,
    "phone": clean_company_phone,
    "address": clean_address,
}
FIELDS = [*RULES, "number"]


def applications_that_say(field: str) -> QuerySet[AccountApplication]:
    """A shared account is applied for without a company."""
    everybody = AccountApplication.objects.all()
    return everybody.exclude(kind=AccountKind.SHARED) if field in OF_A_COMPANY else everybody


def cleaned(application: AccountApplication, field: str) -> str:
    number = clean_agency_code if application.number_kind == NumberKind.AGENCY else clean_ubn
    return RULES.get(field, number)(getattr(application, field))
