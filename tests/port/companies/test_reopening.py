"""重新審核 of a company document: it waits once more, unless something that came later stands in the way."""

import pytest
from django.core.exceptions import ValidationError

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.checks import may_apply_for_passes
from port.companies.enums import DocumentState
from port.companies.models import CompanyAccount, CompanyDocument
from port.companies.reopening import ReopeningRefused, reopen_document, was_reopened
from port.companies.workflow import approve_document, hand_in, reject_document
from port.documents.enums import DocumentState as FileState
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.reopening import reopen
from port.registration.workflow import reject
from tests.factories import (
    a_company_account,
    a_company_document,
    a_reopened_application,
    a_stored_document,
    an_application,
    at_once,
)

pytestmark = pytest.mark.django_db

REASON = "文件上的統一編號需再確認。"


@pytest.fixture
def account(db: None) -> CompanyAccount:
    return a_company_account()


def waiting(account: CompanyAccount) -> CompanyDocument:
    return a_company_document(company=account.company, submitted_by=account.user)


def test_a_document_in_force_is_so_no_longer(account, reviewer):
    document = approve_document(waiting(account), by=reviewer, note="已核對。")

    reopen_document(document, by=reviewer, reason=REASON)

    document.refresh_from_db()
    assert (document.state, document.decided_by, document.decided_at) == (DocumentState.PENDING, None, None)
    assert document.answer == ""
    assert not may_apply_for_passes(account.company).yes
    assert was_reopened(document)


def test_it_can_be_decided_again_either_way(account, reviewer):
    document = approve_document(waiting(account), by=reviewer)

    refused = reject_document(reopen_document(document, by=reviewer, reason=REASON), by=reviewer, reasons=[], note="誤")
    approved = approve_document(reopen_document(refused, by=reviewer, reason=REASON), by=reviewer)

    assert account.company.documents.in_force().get() == approved


def test_the_record_keeps_how_it_was_decided(account, reviewer, reasons):
    document = reject_document(waiting(account), by=reviewer, reasons=[reasons["D05"]])

    reopen_document(document, by=reviewer, reason=REASON)

    record = AuditRecord.objects.about(document).get(act=Act.DOCUMENT_REOPENED)
    assert record.facts == {"from": "rejected", "decided_by": reviewer.pk, "reasons": ["D05"]}
    assert record.acting_company_id == account.company.pk
    assert document.reasons.count() == 0


@pytest.mark.parametrize(
    ("decide", "told"),
    [
        (approve_document, "這份文件暫停生效"),
        (
            lambda document, by: reject_document(document, by=by, reasons=[], note="缺頁"),
            "先前寄給您的審核結果不再適用",
        ),
    ],
)
def test_the_letter_tells_the_reason_and_what_holds_now(account, reviewer, decide, told):
    document = decide(waiting(account), by=reviewer)

    reopen_document(document, by=reviewer, reason=REASON)

    letter = Letter.objects.get(kind=LetterKind.DOCUMENT_REOPENED)
    assert letter.to_address == account.user.email
    for text in (letter.text, letter.html):
        assert REASON in text
        assert told in text


def test_without_a_reason_nothing_is_reopened(account, reviewer):
    document = approve_document(waiting(account), by=reviewer)

    with pytest.raises(ValidationError, match="請寫下重新審核的原因"):
        reopen_document(document, by=reviewer, reason=" ")

    assert account.company.documents.in_force().get() == document


def test_a_newer_document_that_waits_stands_in_the_way(account, reviewer):
    document = approve_document(waiting(account), by=reviewer)
    waiting(account)

    with pytest.raises(ReopeningRefused, match="另一份文件待審核"):
        reopen_document(document, by=reviewer, reason=REASON)

    assert account.company.documents.in_force().get() == document


def test_an_older_document_that_waits_again_stands_in_the_way(account, reviewer):
    older, newer = (reject_document(waiting(account), by=reviewer, reasons=[], note="缺頁") for _ in range(2))
    reopen_document(older, by=reviewer, reason=REASON)

    with pytest.raises(ReopeningRefused, match="另一份文件待審核"):
        reopen_document(newer, by=reviewer, reason=REASON)


def test_a_newer_document_in_force_stands_in_the_way(account, reviewer):
    older = reject_document(waiting(account), by=reviewer, reasons=[], note="缺頁")
    approve_document(waiting(account), by=reviewer)

    with pytest.raises(ReopeningRefused, match="較新的文件已審核通過並生效"):
        reopen_document(older, by=reviewer, reason=REASON)


def test_an_older_document_in_force_stays_in_force(account, reviewer):
    older = approve_document(waiting(account), by=reviewer)
    newer = reject_document(waiting(account), by=reviewer, reasons=[], note="缺頁")

    reopen_document(newer, by=reviewer, reason=REASON)

    assert account.company.documents.in_force().get() == older
    assert account.company.documents.waiting().get() == newer


@pytest.mark.parametrize("answered", [False, True], ids=["closed", "refused"])
def test_the_document_of_a_refused_application_waits_for_nobody(reviewer, answered):
    application = an_application()
    if answered:
        reject_document(application.document, by=reviewer, reasons=[], note="缺頁")
    reject(application, by=reviewer, reasons=[], note="缺頁")

    with pytest.raises(ReopeningRefused, match="請先重新審核帳號申請"):
        reopen_document(application.document, by=reviewer, reason=REASON)


def test_a_document_that_was_passed_over_waits_again_once_the_way_is_free(account, reviewer):
    application = reject(a_reopened_application(), by=reviewer, reasons=[], note="缺頁")
    other = a_company_document(company=application.company)
    reopen(application, by=reviewer, reason=REASON)
    reject_document(other, by=reviewer, reasons=[], note="缺頁")

    reopened = reopen_document(application.document, by=reviewer, reason=REASON)

    assert reopened.state == DocumentState.PENDING


def test_a_new_upload_takes_the_place_of_a_reopened_one(account, reviewer):
    document = reopen_document(approve_document(waiting(account), by=reviewer), by=reviewer, reason=REASON)
    file = a_stored_document(state=FileState.STAGED)

    hand_in(file=file, company_name="", contact_email="clerk@example.com", company=account.company, by=account.user)

    document.refresh_from_db()
    assert document.state == DocumentState.REPLACED


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_reopens(account, reviewer):
    document = approve_document(waiting(account), by=reviewer)

    answers = at_once(*[lambda: reopen_document(document, by=reviewer, reason=REASON)] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["CompanyDocument", "MoveRefused"]
    assert Letter.objects.filter(kind=LetterKind.DOCUMENT_REOPENED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_document_that_is_handed_in_at_the_same_instant_leaves_one_waiting(account, reviewer):
    for _round in range(4):
        account.company.documents.all().waiting().update(state=DocumentState.CLOSED)
        document = reject_document(waiting(account), by=reviewer, reasons=[], note="缺頁")
        file = a_stored_document(state=FileState.STAGED)

        answers = at_once(
            lambda one=document: reopen_document(one, by=reviewer, reason=REASON),
            lambda file=file: hand_in(
                file=file, company_name="", contact_email="clerk@example.com", company=account.company, by=account.user
            ),
        )

        assert {type(answer) for answer in answers} <= {CompanyDocument, ReopeningRefused}
        assert account.company.documents.waiting().count() == 1


def test_nothing_is_said_of_a_document_that_was_never_decided(account):
    assert not was_reopened(waiting(account))
