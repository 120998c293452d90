"""The company's proof document: handed in, decided apart from the account, replaced by a newer one."""

import pytest
from django.core.exceptions import ValidationError

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState
from port.companies.models import Company, CompanyAccount, CompanyDocument, Reason
from port.companies.reasons import install_reasons
from port.companies.workflow import approve_document, hand_in, reject_document
from port.documents.enums import DocumentState as FileState
from port.documents.refusals import DocumentNotStaged
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.workflows import MoveRefused
from tests.factories import (
    a_company_account,
    a_company_document,
    a_reviewer,
    a_stored_document,
    an_application,
    an_approved_application,
    at_once,
)

pytestmark = pytest.mark.django_db


def handed_in(account: CompanyAccount, **overrides: object) -> CompanyDocument:
    file = overrides.pop("file", None) or a_stored_document(state=FileState.STAGED)
    values = {
        "file": file,
        "company_name": account.company.name,
        "contact_email": account.user.email,
        "company": account.company,
        "by": account.user,
    }
    return hand_in(**values | overrides)


def states(company: Company) -> list[str]:
    return list(CompanyDocument.objects.of_company(company).values_list("state", flat=True))


def test_a_document_that_is_handed_in_waits_and_its_file_is_kept():
    account = a_company_account()

    document = handed_in(account)

    document.refresh_from_db()
    assert (document.state, document.company, document.submitted_by) == ("pending", account.company, account.user)
    assert document.file.state == FileState.KEPT
    record = AuditRecord.objects.about(document).get()
    assert (record.act, record.actor_id) == (Act.DOCUMENT_SUBMITTED, account.user.pk)
    assert record.acting_company_id == account.company.pk


def test_a_file_that_is_gone_is_not_handed_in():
    account = a_company_account()

    with pytest.raises(DocumentNotStaged):
        handed_in(account, file=a_stored_document(state=FileState.KEPT))

    assert states(account.company) == []


def test_of_two_waiting_documents_the_last_counts():
    account = a_company_account()
    first = handed_in(account)

    second = handed_in(account)

    assert states(account.company) == [DocumentState.PENDING, DocumentState.REPLACED]
    assert [record.act for record in AuditRecord.objects.about(first)] == [
        Act.DOCUMENT_SUBMITTED,
        Act.DOCUMENT_REPLACED,
    ]
    assert CompanyDocument.objects.of_company(account.company).waiting().get() == second


def test_a_document_in_force_stays_so_until_its_successor_is_approved():
    account, reviewer = a_company_account(), a_reviewer()
    first = approve_document(handed_in(account), by=reviewer)
    second = handed_in(account)
    while_waiting = account.company.documents.in_force().get()

    approve_document(second, by=reviewer)

    assert while_waiting == first
    assert account.company.documents.in_force().get() == second
    assert states(account.company) == [DocumentState.APPROVED, DocumentState.REPLACED]


def test_a_refused_successor_leaves_the_earlier_one_in_force():
    account, reviewer = a_company_account(), a_reviewer()
    first = approve_document(handed_in(account), by=reviewer)

    reject_document(handed_in(account), by=reviewer, reasons=[], note="缺第二頁")

    assert account.company.documents.in_force().get() == first


def test_an_approval_writes_who_and_when_and_sends_the_note():
    account, reviewer = a_company_account(), a_reviewer()

    document = approve_document(handed_in(account), by=reviewer, note="  已核對。 ")

    document.refresh_from_db()
    letter = Letter.objects.about(document).get()
    assert (document.decided_by, document.answer) == (reviewer, "已核對。")
    assert document.decided_at is not None
    assert (letter.kind, letter.to_address) == (LetterKind.DOCUMENT_APPROVED, account.user.email)
    assert "通過說明：已核對。" in letter.text


def test_a_refusal_sends_each_reason_with_its_remedy_and_the_note():
    install_reasons()
    account = a_company_account()
    abolished, unclear = Reason.objects.filter(code__in=["D01", "D02"])

    document = reject_document(handed_in(account), by=a_reviewer(), reasons=[abolished, unclear], note="請看第三頁。")

    letter = Letter.objects.about(document).get()
    assert letter.kind == LetterKind.DOCUMENT_REJECTED
    for words in (abolished.sentence, abolished.remedy, unclear.sentence, unclear.remedy, "請看第三頁。"):
        assert words in letter.text
        assert words in letter.html
    assert list(document.reasons.order_by("code")) == [abolished, unclear]
    assert AuditRecord.objects.about(document).last().facts == {"reasons": ["D01", "D02"]}


@pytest.mark.parametrize(
    ("codes", "note", "code"),
    [([], "", "reason_missing"), ([], "  \n ", "reason_missing"), (["Z99"], " ", "note_missing")],
)
def test_a_refusal_that_tells_nobody_why_is_not_made(codes, note, code):
    install_reasons()
    document = handed_in(a_company_account())
    reasons = list(Reason.objects.filter(code__in=codes))

    with pytest.raises(ValidationError) as refusal:
        reject_document(document, by=a_reviewer(), reasons=reasons, note=note)

    document.refresh_from_db()
    assert refusal.value.code == code
    assert (document.state, document.decided_by, document.reasons.count()) == (DocumentState.PENDING, None, 0)
    assert not Letter.objects.exists()


def test_the_answer_goes_to_the_applicant_while_there_is_no_account():
    application = an_application()

    document = approve_document(application.document, by=a_reviewer())

    assert Letter.objects.about(document).get().to_address == application.email


def test_the_answer_goes_to_the_account_by_its_address_of_today():
    application = an_approved_application()
    application.user.email = "moved@example.com"
    application.user.save(update_fields=["email"])

    document = approve_document(application.document, by=a_reviewer())

    assert Letter.objects.about(document).get().to_address == "moved@example.com"


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_decide_one_document_once_and_the_second_hears_who_and_when():
    document = handed_in(a_company_account())
    first, second = a_reviewer(), a_reviewer()

    answers = at_once(
        lambda: approve_document(document, by=first),
        lambda: reject_document(document, by=second, reasons=[], note="缺頁"),
    )

    (refusal,) = [answer for answer in answers if isinstance(answer, MoveRefused)]
    (decided,) = [answer for answer in answers if isinstance(answer, CompanyDocument)]
    assert refusal.subject.decided_by == decided.decided_by
    assert refusal.subject.decided_at == decided.decided_at
    assert Letter.objects.about(document).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_documents_of_one_company_handed_in_at_once_leave_one_waiting():
    account = a_company_account()
    colleague = a_company_account(company=account.company)
    files = [a_stored_document(state=FileState.STAGED) for _ in range(6)]
    people = [account, colleague] * 3

    answers = at_once(
        *[lambda file=file, who=who: handed_in(who, file=file) for file, who in zip(files, people, strict=True)]
    )

    assert {type(answer) for answer in answers} == {CompanyDocument}
    assert sorted(states(account.company)) == [DocumentState.PENDING] + [DocumentState.REPLACED] * 5


@pytest.mark.django_db(transaction=True)
def test_a_document_handed_in_while_its_forerunner_is_approved_waits_behind_it():
    account, reviewer = a_company_account(), a_reviewer()
    documents = [handed_in(account)]
    for _round in range(5):
        file = a_stored_document(state=FileState.STAGED)
        answers = at_once(
            lambda file=file: handed_in(account, file=file),
            lambda: approve_document(documents[-1], by=reviewer),
        )
        documents.append(answers[0])
        refused = [answer for answer in answers if isinstance(answer, Exception)]

        assert {type(answer) for answer in refused} <= {MoveRefused}
        assert account.company.documents.waiting().get() == documents[-1]


def test_a_document_without_a_company_does_not_replace_that_of_another():
    first, second = a_company_document(), a_company_document()
    reviewer = a_reviewer()

    approve_document(first, by=reviewer)
    approve_document(second, by=reviewer)

    assert set(CompanyDocument.objects.values_list("state", flat=True)) == {DocumentState.APPROVED}
