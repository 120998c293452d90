"""What a company changes of its own data: it takes effect at once. 公司名稱 and 統編 are asked for (`port/changes`)."""

from django.db import transaction

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.models import Company
from port.database import locked


@transaction.atomic
def change_facts(
    company: Company, *, phone: str, address: str, representative: str, by: User, acting_company_id: int | None
) -> Company:
    """修改公司資料, in cleaned values. Recorded with the names of what changed only; nothing new is nothing done."""
    company = locked(Company.objects.filter(pk=company.pk)).get()
    wanted = {"phone": phone, "address": address, "representative": representative}
    changed = [name for name, value in wanted.items() if getattr(company, name) != value]
    if not changed:
        return company
    for name in changed:
        setattr(company, name, wanted[name])
    company.save(update_fields=changed)
    record(Act.COMPANY_CHANGED, about=company, by=by, acting_company_id=acting_company_id, facts={"fields": changed})
    return company
