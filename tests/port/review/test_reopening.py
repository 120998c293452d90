"""重新審核 as the desk does it: whose the case is then, and what it tells of why it waits once more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.workflow import approve_document
from port.review.cases import cases
from port.review.claims import holder_of
from port.review.enums import Question
from port.review.models import Claim
from port.review.queue import for_rows
from port.review.reopening import reopen_subject, reopenings_of
from port.workflows import MoveRefused
from tests.factories import a_claim, a_company_document, a_refused_application, a_reviewer, a_verified_application

pytestmark = pytest.mark.django_db

REASON = "統一編號需再確認。"


def told_of(case):
    return [(told.questions, told.by, told.reason) for told in reopenings_of(cases().get(pk=case.pk))]


def test_the_case_stays_with_whoever_reopened_it(reviewer, clock):
    refused = a_refused_application()

    reopen_subject(refused, by=reviewer, reason=REASON)

    assert holder_of(refused.document, clock.now).holder == reviewer


def test_a_colleague_who_has_the_case_keeps_it(reviewer):
    document = approve_document(a_company_document(), by=reviewer)
    lease = a_claim(case=document)

    reopen_subject(document, by=reviewer, reason=REASON)

    assert Claim.objects.get() == lease


def test_what_cannot_be_reopened_is_claimed_by_nobody(reviewer):
    document = a_company_document()

    with pytest.raises(MoveRefused):
        reopen_subject(document, by=reviewer, reason=REASON)

    assert not Claim.objects.exists()


def test_each_question_tells_its_own_reason(reviewer):
    application = a_verified_application()
    document = approve_document(application.document, by=reviewer)
    colleague = a_reviewer()

    reopen_subject(document, by=reviewer, reason="印章不清楚。")
    reopen_subject(application, by=colleague, reason=REASON)

    assert told_of(document) == [
        ([Question.ACCOUNT], colleague, REASON),
        ([Question.DOCUMENT], reviewer, "印章不清楚。"),
    ]


def test_a_document_that_was_reopened_with_its_application_is_told_in_one(reviewer):
    refused = a_refused_application()

    reopen_subject(refused, by=reviewer, reason=REASON)

    assert told_of(refused.document) == [([Question.ACCOUNT, Question.DOCUMENT], reviewer, REASON)]
    assert reopenings_of(cases().get(pk=refused.document_id))[0].titles == "帳號審核、公司證明文件審核"


def test_a_case_that_was_never_reopened_costs_one_statement():
    case = cases().get(pk=a_company_document().pk)

    with CaptureQueriesContext(connection) as statements:
        told = reopenings_of(case)

    assert (told, len(statements)) == ([], 1)


def test_a_row_knows_without_a_further_statement_when_its_document_was_reopened(reviewer):
    document, other = approve_document(a_company_document(), by=reviewer), a_company_document()
    reopen_subject(document, by=reviewer, reason=REASON)

    with CaptureQueriesContext(connection) as statements:
        times = {row.pk: row.document_reopened_at for row in for_rows(cases())}

    reopened_at = AuditRecord.objects.get(act=Act.DOCUMENT_REOPENED).at
    assert times == {document.pk: reopened_at, other.pk: None}
    assert len(statements) == 1
