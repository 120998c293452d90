"""May this company apply for passes? (manual, note to step 18)"""

import pytest

from port.accounts.models import User
from port.companies.checks import Answer, may_apply_for_passes
from port.companies.models import Company
from port.companies.workflow import approve_document, reject_document
from tests.factories import a_company, a_company_document, a_reviewer

pytestmark = pytest.mark.django_db

YES = Answer(yes=True)
WAITS = Answer(yes=False, reason="公司證明文件審核通過後，方可開始申請通行證。")
REFUSED = Answer(yes=False, reason="公司證明文件未通過，請重新上傳；審核通過後即可請領通行證。")


@pytest.fixture
def company() -> Company:
    return a_company()


@pytest.fixture
def reviewer() -> User:
    return a_reviewer()


def approved(company: Company, reviewer: User) -> None:
    approve_document(a_company_document(company=company), by=reviewer)


def refused(company: Company, reviewer: User) -> None:
    reject_document(a_company_document(company=company), by=reviewer, reasons=[], note="缺頁")


def waiting(company: Company, _reviewer: User) -> None:
    a_company_document(company=company)


@pytest.mark.parametrize(
    ("history", "answer"),
    [
        ([], WAITS),
        ([waiting], WAITS),
        ([refused], REFUSED),
        ([refused, waiting], WAITS),
        ([approved], YES),
        ([approved, waiting], YES),
        ([approved, refused], YES),
        ([refused, approved], YES),
    ],
)
def test_only_a_document_in_force_opens_the_passes_and_the_answer_says_why(company, reviewer, history, answer):
    for step in history:
        step(company, reviewer)

    assert may_apply_for_passes(company) == answer


def test_the_document_of_another_company_opens_nothing(company, reviewer):
    approved(a_company(), reviewer)

    assert may_apply_for_passes(company) == WAITS
