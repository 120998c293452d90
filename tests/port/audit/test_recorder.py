"""Writing the record: with the act or not at all, and never twice the same."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from port.audit.context import request_id
from port.audit.enums import Act
from port.audit.models import AuditRecord, RecordIsFinal
from port.audit.recorder import CLOCK, broken_links, record
from tests.factories import a_company, a_reviewer, at_once


@pytest.mark.django_db(transaction=True)
def test_an_act_cannot_be_recorded_outside_its_transaction():
    company = a_company()

    with pytest.raises(TransactionManagementError):
        record(Act.COMPANY_CREATED, about=company, by=CLOCK)

    assert not AuditRecord.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_no_record():
    company = a_company()

    with transaction.atomic():
        record(Act.COMPANY_CREATED, about=company, by=CLOCK)
        transaction.set_rollback(True)

    assert not AuditRecord.objects.exists()


@pytest.mark.django_db
def test_a_record_says_who_did_what_to_which_object_for_which_company_and_in_which_request():
    company, reviewer = a_company(), a_reviewer()
    token = request_id.set("a1b2c3")

    record(Act.COMPANY_CREATED, about=company, by=reviewer, acting_company_id=company.pk, facts={"state": "new"})

    request_id.reset(token)
    (row,) = AuditRecord.objects.about(company)
    assert (row.act, row.actor_id, row.actor_role) == (Act.COMPANY_CREATED, reviewer.pk, "reviewer")
    assert (row.object_type, row.object_id) == ("companies.company", str(company.pk))
    assert (row.acting_company_id, row.facts, row.request_id) == (company.pk, {"state": "new"}, "a1b2c3")


@pytest.mark.django_db
def test_the_records_about_one_object_are_told_from_those_about_another():
    first, second = a_company(), a_company()
    record(Act.COMPANY_CREATED, about=first, by=CLOCK)
    wanted = record(Act.COMPANY_CREATED, about=second, by=CLOCK)

    found = AuditRecord.objects.about(second)

    assert list(found) == [wanted]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tamper",
    [
        lambda row: AuditRecord.objects.filter(pk=row.pk).update(act=Act.ACCOUNT_SIGNED_IN),
        lambda row: AuditRecord.objects.all().delete(),
        lambda row: AuditRecord.objects.bulk_update([row], ["act"]),
        lambda row: row.save(),
        lambda row: row.delete(),
    ],
    ids=["update", "delete all", "bulk update", "save", "delete"],
)
def test_a_record_is_final(tamper):
    row = record(Act.COMPANY_CREATED, about=a_company(), by=CLOCK)

    with pytest.raises(RecordIsFinal), transaction.atomic():
        tamper(row)

    assert AuditRecord.objects.get().act == Act.COMPANY_CREATED


@pytest.mark.django_db(transaction=True)
def test_the_chain_does_not_fork_when_people_act_at_the_same_instant():
    company = a_company()

    def act() -> AuditRecord:
        with transaction.atomic():
            return record(Act.COMPANY_CREATED, about=company, by=CLOCK)

    rows = at_once(*[act] * 12)

    assert {row.previous_hash for row in rows} == {""} | {row.hash for row in rows} - {_last().hash}
    assert broken_links() == []


def _last() -> AuditRecord:
    return AuditRecord.objects.latest("id")
