"""The record knows ids and codes, never a person (C9); what is secret stays out of every text that is kept."""

import json

import pytest

from port.accounts.models import EmailVerification
from port.accounts.sessions import begin
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.workflow import approve_document, reject_document
from port.letters.models import Letter
from port.registration.entry import try_door
from port.registration.proof import send_verification_again, verify
from port.registration.workflow import approve, reject, submit
from port.review.cases import note_view
from tests.factories import PASSWORD, a_company, a_company_account, a_submission, an_application

pytestmark = pytest.mark.django_db

PERSONAL = {
    "username": "lighthouse.wang",
    "name": "歐陽海燕",
    "mobile": "0987654321",
    "email": "haiyan@lighthouse.example",
    "phone": "07-5219000#777",
    "company_name": "燈塔示範船務有限公司",
    "address": "804004高雄市鼓山區示範路10號",
    "representative": "司徒大海",
}
NOTE = "歐陽海燕您好，請打0987654321。"


@pytest.fixture
def walked(reviewer, reasons) -> None:
    """A whole registration and its side roads, by the acts themselves."""
    company = a_company(number="12345675")
    a_company_account(company=company)
    refused = submit(**a_submission(**PERSONAL, number=company.number))
    reject(refused, by=reviewer, reasons=[reasons["D01"]], note=NOTE)
    application = submit(**a_submission(**PERSONAL, number=company.number))
    note_view(application.document, by=reviewer)
    try_door(username=application.username, password=PASSWORD)
    application = approve(application, by=reviewer, note=NOTE)
    EmailVerification.objects.update(created_at=application.submitted_at.replace(year=2020))
    send_verification_again(application.user)
    verify(application.user.verifications.live().get(), by=application.user)
    try_door(username=application.username, password="歐陽海燕的錯密碼")
    let_in = try_door(username=application.username, password=PASSWORD).user
    begin(user=let_in, session_key="a-session", device="Chrome・Windows", with_factor=False)
    reject_document(application.document, by=reviewer, reasons=[reasons["D02"]], note=NOTE)
    approve_document(an_application(**PERSONAL | {"username": "another.wang"}).document, by=reviewer, note=NOTE)


def test_no_record_of_a_whole_registration_holds_a_personal_datum(walked):
    said = json.dumps(list(AuditRecord.objects.values()), ensure_ascii=False, default=str)

    held = [name for name, value in (PERSONAL | {"password": PASSWORD}).items() if value in said]
    assert held == []
    assert "海燕" not in said
    assert {row["act"] for row in AuditRecord.objects.values("act")} >= {
        Act.APPLICATION_SUBMITTED,
        Act.APPLICATION_REJECTED,
        Act.APPLICATION_APPROVED,
        Act.APPLICATION_VERIFIED,
        Act.APPLICATION_VIEWED,
        Act.VERIFICATION_SENT,
        Act.DOCUMENT_APPROVED,
        Act.DOCUMENT_REJECTED,
        Act.DOCUMENT_CLOSED,
        Act.ACCOUNT_SIGNED_IN,
        Act.ACCOUNT_SIGN_IN_FAILED,
    }


def test_no_letter_carries_a_password_or_more_of_the_person_than_it_needs(walked):
    said = json.dumps(list(Letter.objects.values("subject", "text", "html")), ensure_ascii=False).replace(NOTE, "")

    for secret in (PASSWORD, "$argon2", "md5$", PERSONAL["mobile"], PERSONAL["address"], PERSONAL["phone"]):
        assert secret not in said
