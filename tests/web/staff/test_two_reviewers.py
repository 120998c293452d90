"""Two reviewers at the same instant: one decides, the other is told who and when. Threads, so real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.models import CompanyDocument
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.models import AccountApplication
from tests.factories import a_reviewer, an_application

DECISIONS = {Act.APPLICATION_APPROVED, Act.APPLICATION_REJECTED, Act.DOCUMENT_APPROVED, Act.DOCUMENT_REJECTED}
ANSWERS = [
    LetterKind.APPLICATION_APPROVED,
    LetterKind.APPLICATION_REJECTED,
    LetterKind.DOCUMENT_APPROVED,
    LetterKind.DOCUMENT_REJECTED,
]


def at_once(path: str, attempts: list[tuple[User, str]]) -> list[tuple[int, str]]:
    """Status and text of each answer, sent by browsers that wait for each other."""
    start = Barrier(len(attempts))

    def attempt(reviewer: User, decision: str) -> tuple[int, str]:
        browser = Client()
        browser.force_login(reviewer)
        start.wait()
        try:
            answer = browser.post(path, {"decision": decision, "note": "請見說明。"})
            return answer.status_code, answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(lambda one: attempt(*one), attempts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("question", ["account", "document"])
def test_one_decides_and_the_other_is_told_who_and_when(question: str) -> None:
    case = an_application().document
    approver, refuser = a_reviewer(name="林佳蓉"), a_reviewer(name="陳志明")
    path = reverse(f"staff:decide_{question}", args=[case.pk])

    answers = at_once(path, [(approver, "approve"), (refuser, "reject")])

    subject = AccountApplication.objects.get() if question == "account" else CompanyDocument.objects.get()
    assert sorted(status for status, _ in answers) == [303, 409]
    told = next(text for status, text in answers if status == 409)
    assert f"審核已由 {subject.decided_by.name} 於" in told
    assert Letter.objects.filter(kind__in=ANSWERS).count() == 1
    assert AuditRecord.objects.filter(act__in=DECISIONS).count() == 1
    assert broken_links() == []


@pytest.mark.django_db(transaction=True)
def test_one_reviewer_clicking_four_times_sends_one_letter() -> None:
    case = an_application().document
    reviewer = a_reviewer()
    path = reverse("staff:decide_account", args=[case.pk])

    answers = at_once(path, [(reviewer, "approve")] * 4)

    assert sorted(status for status, _ in answers) == [303, 409, 409, 409]
    assert Letter.objects.filter(kind=LetterKind.APPLICATION_APPROVED).count() == 1
    assert AuditRecord.objects.filter(act=Act.APPLICATION_VIEWED).count() == 1
