"""帳號審核: what an approval brings into being, and what a refusal says."""

import pytest
from django.core.exceptions import ValidationError

from port.accounts.enums import AccountKind
from port.accounts.verification import find, hashed
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document, reject_document
from port.letters.enums import LetterKind
from port.letters.models import LINK, Letter
from port.registration.enums import ApplicationState
from port.registration.letters import preview
from port.registration.workflow import approve, reject
from port.workflows import MoveRefused
from tests.factories import a_company, a_company_document, an_application, an_approved_application, hashed_password
from tests.port.registration.told import everything

pytestmark = pytest.mark.django_db


def test_an_approval_makes_an_account_of_what_was_typed(reviewer):
    application = approve(an_application(username="seagull1", password=hashed_password()), by=reviewer)

    user = application.user
    assert (user.username, user.name, user.mobile) == ("seagull1", application.name, application.mobile)
    assert (user.email, user.password) == (application.email, hashed_password())
    assert (user.kind, user.email_verified_at, user.is_staff) == (AccountKind.GENERAL, None, False)
    assert (application.decided_by, application.decided_at is not None) == (reviewer, True)


def test_an_approval_makes_the_company_and_gives_it_its_document(reviewer):
    application = approve(an_application(), by=reviewer)

    company, document = application.company, CompanyDocument.objects.get(pk=application.document_id)
    assert (company.number_kind, company.number) == (application.number_kind, application.number)
    assert (company.name, company.representative) == (application.company_name, application.representative)
    assert (company.phone, company.address) == (application.phone, application.address)
    assert company.accounts.get().user == application.user
    assert (document.company, document.submitted_by) == (company, application.user)
    assert document.state == DocumentState.PENDING


def test_a_company_that_exists_is_joined_and_keeps_its_own_facts(reviewer):
    company = a_company(name="晴海示範船務有限公司")

    application = approve(an_application(number=company.number, company_name="別的名稱"), by=reviewer)

    company.refresh_from_db()
    assert application.company == company
    assert company.name == "晴海示範船務有限公司"
    assert not AuditRecord.objects.filter(act=Act.COMPANY_CREATED).exists()


def test_joining_a_company_replaces_the_document_that_waited_there(reviewer):
    company = a_company()
    earlier = a_company_document(company=company)

    application = approve(an_application(number=company.number), by=reviewer)

    earlier.refresh_from_db()
    assert earlier.state == DocumentState.REPLACED
    assert company.documents.waiting().get() == application.document


def test_joining_a_company_late_leaves_the_newer_document_waiting(reviewer):
    company = a_company()
    application = an_application(number=company.number)
    newer = a_company_document(company=company)

    approve(application, by=reviewer)

    document = CompanyDocument.objects.get(pk=application.document_id)
    assert (document.state, document.company) == (DocumentState.REPLACED, company)
    assert company.documents.waiting().get() == newer
    assert AuditRecord.objects.about(document).get().act == Act.DOCUMENT_REPLACED


def test_joining_a_company_late_leaves_the_newer_document_in_force(reviewer):
    company = a_company()
    application = an_application(number=company.number)
    newer = approve_document(a_company_document(company=company), by=reviewer)
    older = approve_document(application.document, by=reviewer)

    approve(application, by=reviewer)

    older.refresh_from_db()
    assert (older.state, older.company, older.decided_by) == (DocumentState.REPLACED, company, reviewer)
    assert company.documents.in_force().get() == newer


def test_joining_a_company_leaves_its_document_in_force(reviewer):
    company = a_company()
    earlier = approve_document(a_company_document(company=company), by=reviewer)

    approve(an_application(number=company.number), by=reviewer)

    assert company.documents.in_force().get() == earlier


def test_an_approval_leaves_its_records(reviewer):
    application = approve(an_application(), by=reviewer)

    acts = list(AuditRecord.objects.order_by("id").values_list("act", "actor_id", "acting_company_id"))
    assert acts == [
        (Act.COMPANY_CREATED, reviewer.pk, application.company.pk),
        (Act.APPLICATION_APPROVED, reviewer.pk, application.company.pk),
    ]


def test_the_letter_of_an_approval_carries_the_link_apart_from_its_words(reviewer):
    application = approve(an_application(), by=reviewer, note=" 歡迎。 ")

    letter = Letter.objects.about(application).get()
    token = letter.link.rstrip("/").rpartition("/")[2]
    proof = find(token)
    assert (letter.kind, letter.to_address) == (LetterKind.APPLICATION_APPROVED, application.email)
    assert letter.link.startswith("http://testserver/")
    assert token not in letter.text + letter.html + letter.subject
    assert LINK in letter.text
    assert "通過說明：歡迎。" in letter.text
    assert proof is not None
    assert (proof.user, proof.token_hash) == (application.user, hashed(token))


def test_without_a_note_the_letter_has_no_empty_heading_for_it(reviewer):
    application = approve(an_application(), by=reviewer)

    assert "通過說明" not in Letter.objects.about(application).get().text


def test_the_letter_that_is_shown_before_is_the_letter_that_leaves(reviewer):
    application = an_application()
    shown = preview(application, approved=True, answer="歡迎。", reasons=())

    approve(application, by=reviewer, note="歡迎。")

    sent = Letter.objects.about(application).get()
    assert (shown.subject, shown.text, shown.html, shown.to_address) == (
        sent.subject,
        sent.text,
        sent.html,
        sent.to_address,
    )


def test_deciding_again_tells_who_decided_and_when(reviewer):
    application = an_approved_application(by=reviewer)
    before = everything()

    with pytest.raises(MoveRefused) as refusal:
        reject(application, by=reviewer, reasons=[], note="缺頁")

    assert refusal.value.subject.decided_by == reviewer
    assert refusal.value.subject.decided_at == application.decided_at
    assert everything() == before


def test_a_refusal_says_each_reason_with_its_remedy_and_the_note(reviewer, reasons):
    application = reject(
        an_application(), by=reviewer, reasons=[reasons["D01"], reasons["A01"]], note="請用新的登記表。"
    )

    letter = Letter.objects.about(application).get()
    assert (letter.kind, letter.to_address) == (LetterKind.APPLICATION_REJECTED, application.email)
    for words in (reasons["D01"].sentence, reasons["D01"].remedy, reasons["A01"].sentence, "請用新的登記表。"):
        assert words in letter.text
        assert words in letter.html
    assert letter.link.startswith("http://testserver/mend/")
    assert "30 天內有效" in letter.text
    assert "抱歉" not in letter.text
    assert set(application.reasons.values_list("code", flat=True)) == {"D01", "A01"}


def test_a_refusal_closes_the_document_and_makes_no_account(reviewer):
    application = reject(an_application(), by=reviewer, reasons=[], note="缺頁")

    application.document.refresh_from_db()
    assert (application.state, application.user, application.company) == (ApplicationState.REJECTED, None, None)
    assert application.document.state == DocumentState.CLOSED
    assert [record.act for record in AuditRecord.objects.order_by("id")] == [
        Act.DOCUMENT_CLOSED,
        Act.APPLICATION_REJECTED,
    ]


@pytest.mark.parametrize(
    ("codes", "note", "code"),
    [([], "", "reason_missing"), ([], " \n ", "reason_missing"), (["D01", "Z99"], "", "note_missing")],
)
def test_a_refusal_that_tells_nobody_why_changes_nothing(reviewer, reasons, codes, note, code):
    application = an_application()
    before = everything()

    with pytest.raises(ValidationError) as refusal:
        reject(application, by=reviewer, reasons=[reasons[code] for code in codes], note=note)

    assert refusal.value.code == code
    assert everything() == before


def test_a_note_alone_is_reason_enough(reviewer, reasons):
    application = reject(an_application(), by=reviewer, reasons=[reasons["Z99"]], note="統編寫錯了。")

    assert application.answer == "統編寫錯了。"


@pytest.mark.parametrize("state", [DocumentState.APPROVED, DocumentState.REJECTED])
def test_a_document_that_was_decided_first_keeps_its_decision(reviewer, state):
    application = an_application()
    decide = {
        DocumentState.APPROVED: lambda: approve_document(application.document, by=reviewer),
        DocumentState.REJECTED: lambda: reject_document(application.document, by=reviewer, reasons=[], note="缺頁"),
    }
    decide[state]()

    approve(application, by=reviewer)

    document = CompanyDocument.objects.get(pk=application.document_id)
    assert (document.state, document.company.number) == (state, application.number)


@pytest.mark.parametrize("state", [DocumentState.APPROVED, DocumentState.REJECTED])
def test_a_document_can_be_decided_after_the_account_was_approved(reviewer, state):
    application = an_approved_application()

    if state == DocumentState.APPROVED:
        document = approve_document(application.document, by=reviewer)
    else:
        document = reject_document(application.document, by=reviewer, reasons=[], note="缺頁")

    assert (document.state, document.company) == (state, application.company)
    assert AuditRecord.objects.about(document).last().acting_company_id == application.company.pk


def test_a_refused_account_does_not_take_back_the_decision_on_its_document(reviewer):
    application = an_application()
    approve_document(application.document, by=reviewer)

    reject(application, by=reviewer, reasons=[], note="姓名不符")

    assert CompanyDocument.objects.get(pk=application.document_id).state == DocumentState.APPROVED


def test_a_closed_document_is_decided_by_nobody(reviewer):
    application = reject(an_application(), by=reviewer, reasons=[], note="缺頁")

    with pytest.raises(MoveRefused):
        approve_document(application.document, by=reviewer)


def test_a_document_approved_first_replaces_the_one_in_force_when_its_account_joins(reviewer):
    company = a_company()
    earlier = approve_document(a_company_document(company=company), by=reviewer)
    application = an_application(number=company.number)
    approve_document(application.document, by=reviewer)

    approve(application, by=reviewer)

    earlier.refresh_from_db()
    assert earlier.state == DocumentState.REPLACED
    assert company.documents.in_force().get() == application.document


def test_joining_a_company_late_with_a_waiting_document_leaves_the_newer_one_in_force(reviewer):
    company = a_company()
    application = an_application(number=company.number)
    newer = approve_document(a_company_document(company=company), by=reviewer)

    approve(application, by=reviewer)

    application.document.refresh_from_db()
    assert application.document.state == DocumentState.REPLACED
    assert company.documents.in_force().get() == newer


def test_joining_a_company_with_a_newer_document_has_it_looked_at(reviewer):
    company = a_company()
    older = approve_document(a_company_document(company=company), by=reviewer)
    application = an_application(number=company.number)

    approve(application, by=reviewer)

    application.document.refresh_from_db()
    assert application.document.is_waiting
    assert company.documents.in_force().get() == older
