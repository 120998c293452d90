"""What a company changes of its own data takes effect at once and is recorded by the names of the fields."""

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.facts import change_facts
from port.companies.models import Company
from tests.factories import a_company_account

pytestmark = pytest.mark.django_db


def test_what_was_changed_counts_at_once_and_is_recorded_without_its_words():
    account = a_company_account()
    company = account.company

    change_facts(
        company,
        phone="07-5219000",
        address=company.address,
        representative="林大洋",
        by=account.user,
        acting_company_id=company.pk,
    )

    company.refresh_from_db()
    record = AuditRecord.objects.get(act=Act.COMPANY_CHANGED)
    assert (company.phone, company.representative) == ("07-5219000", "林大洋")
    assert record.facts == {"fields": ["phone", "representative"]}
    assert (record.actor_id, record.acting_company_id) == (account.user.pk, company.pk)


def test_nothing_new_is_nothing_done():
    account = a_company_account()
    same = Company.objects.values("phone", "address", "representative").get()

    change_facts(account.company, **same, by=account.user, acting_company_id=account.company_id)

    assert not AuditRecord.objects.exists()
