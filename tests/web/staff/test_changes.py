"""What was mended, beside what was refused."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from port.accounts.models import User
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.companies.workflow import reject_document
from port.registration.workflow import approve, reject
from port.review.cases import cases
from tests.factories import a_company_document, a_stored_document, an_application
from web.staff.changes import Change, mended_of

pytestmark = pytest.mark.django_db

ORIGINAL = [{"name": "抄本.pdf", "sha256": "a" * 64, "size": 27, "kind": "pdf"}]


def a_mended_case(reviewer: User, **mended: str) -> CompanyDocument:
    """Refused because name and number do not fit the paper, and sent once more with the same words and the same file but these."""
    former = an_application(
        number="12345675",
        company_name="晴海船務",
        document=a_company_document(file=a_stored_document(originals=ORIGINAL)),
    )
    reject(former, by=reviewer, reasons=[Reason.objects.get(code="D04")], note="請附全銜。")
    said = ("username", "name", "mobile", "email", "number", "phone", "company_name", "address", "representative")
    document = a_company_document(file=a_stored_document(originals=ORIGINAL))
    facts = {name: getattr(former, name) for name in said} | {"document": document, "forerunner": former} | mended
    return an_application(**facts).document


def test_changed_values_stand_beside_the_former_ones(desk: Client, reviewer: User) -> None:
    case = a_mended_case(reviewer, company_name="晴海示範船務股份有限公司", address="202001基隆市中正區示範路9號")

    mended = mended_of(cases().get(pk=case.pk))

    assert mended.changed == [
        Change("公司統編", "12345675", "12345675", asked=True),
        Change("公司名稱", "晴海船務", "晴海示範船務股份有限公司", asked=True),
        Change("公司地址", "202001基隆市中正區示範路1號", "202001基隆市中正區示範路9號", asked=False),
    ]
    assert [change.changed for change in mended.changed] == [False, True, True]
    assert len(mended.unchanged) == 6


def test_the_page_shows_the_former_reasons_and_pages(desk: Client, reviewer: User) -> None:
    case = a_mended_case(reviewer, company_name="晴海示範船務股份有限公司")
    former = case.application.forerunner

    page = desk.get(reverse("staff:case", args=[case.pk]))

    assertContains(page, "請附全銜。")
    assertContains(page, "已改", count=1)
    assertContains(page, "要求補正的欄位，沒有更改", count=1)
    assertContains(page, "文件與上次相同")
    assertContains(page, f'src="{reverse("staff:thumbnail", args=[former.document.file_id, 1])}"')
    assertContains(page, f'href="{reverse("staff:case", args=[former.document_id])}"')


def test_a_document_that_replaces_a_refused_one_stands_beside_it(desk: Client, reviewer: User) -> None:
    application = approve(an_application(), by=reviewer)
    refused = reject_document(application.document, by=reviewer, reasons=[], note="文件缺第二頁。")
    case = a_company_document(company=application.company, forerunner=refused, state=DocumentState.PENDING)

    page = desk.get(reverse("staff:case", args=[case.pk]))

    assertContains(page, "換了文件，上次的文件")
    assertContains(page, "<p>文件缺第二頁。</p>", html=True)
    assertContains(page, reverse("staff:thumbnail", args=[refused.file_id, 1]))


def test_a_case_that_mends_nothing_compares_nothing(desk: Client) -> None:
    assertNotContains(desk.get(reverse("staff:case", args=[an_application().document_id])), "與上次比較")
