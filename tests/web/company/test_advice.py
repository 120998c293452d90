"""What was read in a new document, beside what is known of the company."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from port.companies.models import CompanyAccount
from port.documents.enums import ReadingState
from port.documents.models import DocumentReading
from port.documents.reading.lines import lines_as_json
from tests.port.companies.papers import lines_of
from tests.web.public.typing import a_photo

RECEIVE, ADVICE = "/company/documents/receive/", "/company/documents/advice/"


@pytest.fixture
def form(clerk: Client) -> str:
    submission_id = str(uuid.uuid4())
    receipt = clerk.post(RECEIVE, {"submission_id": submission_id, "document": a_photo()})
    assert f'hx-post="{ADVICE}"' in receipt.content.decode()
    return submission_id


def advice_in(clerk: Client, submission_id: str, **facts: str) -> str:
    lines = lines_as_json(lines_of(**facts))
    DocumentReading.objects.update(state=ReadingState.READ, lines=lines, read_at=timezone.now())
    return clerk.post(ADVICE, {"submission_id": submission_id}).content.decode()


def test_the_document_of_another_company_is_noticed(clerk: Client, account: CompanyAccount, form: str) -> None:
    advice = advice_in(clerk, form, 公司名稱="藍天航運代理股份有限公司")

    assert "文件上的公司名稱和公司資料裡的不一樣" in advice
    assert account.company.name in advice


def test_the_document_of_the_company_is_summed_up(clerk: Client, account: CompanyAccount, form: str) -> None:
    company = account.company

    advice = advice_in(
        clerk,
        form,
        統一編號=company.number,
        公司名稱=company.name,
        代表人姓名=company.representative,
        公司所在地=company.address,
    )

    assert f"看起來是公司登記證明書，統編 {company.number}" in advice
    assert "note--warn" not in advice
