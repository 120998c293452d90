"""A refused document after login: why, the old pages beside the new upload, and the successor that remembers it."""

import pytest
from django.test import Client

from port.companies.models import CompanyAccount, CompanyDocument
from port.companies.workflow import approve_document, reject_document
from tests.factories import a_company_document, a_reviewer, a_stored_document_with_files
from tests.port.documents import builders as build
from tests.port.documents.builders import upload

pytestmark = pytest.mark.django_db

PAGE = "/company/documents/"


@pytest.fixture
def refused(account: CompanyAccount) -> CompanyDocument:
    document = a_company_document(company=account.company, file=a_stored_document_with_files(page_count=2))
    return reject_document(document, by=a_reviewer(), reasons=[], note="第二頁不清楚。")


def hand_in(clerk: Client) -> CompanyDocument:
    form = str(clerk.get(PAGE).context["form"]["submission_id"].value())
    clerk.post(PAGE, {"submission_id": form, "document": upload(build.pdf())})
    return CompanyDocument.objects.latest("pk")


def test_the_reasons_and_the_old_pages_stand_beside_the_new_upload(clerk, refused) -> None:
    page = clerk.get(PAGE).content.decode()

    assert "第二頁不清楚。" in page
    assert "上次的文件，未通過" in page
    assert clerk.get(f"/company/documents/{refused.file_id}/2/").status_code == 200


def test_the_next_document_remembers_the_refused_one(clerk, refused) -> None:
    assert hand_in(clerk).forerunner == refused


def test_one_that_replaces_it_while_it_waits_remembers_the_same(clerk, refused) -> None:
    hand_in(clerk)

    assert hand_in(clerk).forerunner == refused


def test_once_a_document_is_in_force_nothing_is_mended_any_more(clerk, refused) -> None:
    approve_document(hand_in(clerk), by=a_reviewer())

    assert hand_in(clerk).forerunner is None
    assert "上次的文件，未通過" not in clerk.get(PAGE).content.decode()
