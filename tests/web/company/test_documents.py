"""公司證明文件: uploads that are taken and refused, handing in once, and who may see the pages."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document, reject_document
from port.documents.models import StoredDocument
from port.documents.workflow import stage
from tests.factories import (
    a_company_account,
    a_company_document,
    a_reviewer,
    a_stored_document,
    a_stored_document_with_files,
    everything_acknowledged,
    the_three_texts,
)
from tests.port.documents import builders as build
from tests.port.documents.builders import upload

PAGE = "/company/documents/"
RECEIVE = "/company/documents/receive/"


def form_of(clerk: Client) -> str:
    """The submission id of the form that the page was rendered with."""
    return str(clerk.get(PAGE).context["form"]["submission_id"].value())


def received(clerk: Client, form: str, *files):
    return clerk.post(RECEIVE, {"submission_id": form, "document": list(files or [upload(build.pdf())])})


def sent(clerk: Client, form: str, **more):
    return clerk.post(PAGE, {"submission_id": form, **more}, follow=True)


def staged_id(form: str) -> str:
    return str(StoredDocument.objects.staged_for(uuid.UUID(form)).get().pk)


def test_an_upload_is_answered_with_its_receipt(clerk):
    form = form_of(clerk)

    response = received(clerk, form, upload(build.pdf(build.RED, build.BLUE), "登記<表>.pdf"))

    fragment = response.content.decode()
    assert response.status_code == 200
    assert 'data-filename="登記&lt;表&gt;.pdf"' in fragment
    assert f'name="document_id" value="{staged_id(form)}"' in fragment
    assert "2 頁" in fragment
    assert fragment.count("<img ") == 2


def test_files_chosen_together_are_one_document(clerk):
    form = form_of(clerk)

    received(clerk, form, upload(build.jpeg(), "1.jpg"), upload(build.png(), "2.png"))

    document = StoredDocument.objects.staged_for(uuid.UUID(form)).get()
    assert document.page_count == 2
    assert len(document.originals) == 2


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: upload(b"", "空.pdf"), "「空.pdf」是空的檔案"),
        (lambda: upload(b"MZ\x90\x00 program", "文件.pdf"), "不是可以接受的檔案"),
        (lambda: upload(build.pdf()[:200], "斷.pdf"), "「斷.pdf」"),
    ],
)
def test_a_file_that_is_refused_is_answered_with_a_sentence(clerk, file, sentence):
    form = form_of(clerk)

    response = received(clerk, form, file())

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not StoredDocument.objects.exists()


@pytest.mark.parametrize("form", ["", "not-a-uuid", "\x00"])
def test_an_upload_for_no_form_is_answered_with_a_sentence(clerk, form):
    response = received(clerk, form)

    assert response.status_code == 422
    assert "重新整理頁面" in response.content.decode()


def test_what_was_uploaded_is_handed_in(clerk, account):
    form = form_of(clerk)
    received(clerk, form)

    response = sent(clerk, form, document_id=staged_id(form))

    document = CompanyDocument.objects.get()
    assert response.redirect_chain == [(PAGE, 302)]
    assert f"審核結果會寄到 {account.user.email}" in response.content.decode()
    assert (document.company, document.submitted_by, document.state) == (
        account.company,
        account.user,
        DocumentState.PENDING,
    )
    assert (document.company_name, document.contact_email) == (account.company.name, account.user.email)


def test_without_a_script_the_file_comes_with_the_form(clerk):
    response = sent(clerk, form_of(clerk), document=upload(build.pdf(), "抄本.pdf"))

    assert response.redirect_chain == [(PAGE, 302)]
    assert CompanyDocument.objects.get().file.name == "抄本.pdf"


def test_a_file_that_is_refused_with_the_form_is_told_at_the_field_and_in_the_summary(clerk):
    response = sent(clerk, form_of(clerk), document=upload(b"", "空.pdf"))

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("「空.pdf」是空的檔案") == 2
    assert not CompanyDocument.objects.exists()


def test_a_refused_file_leaves_what_was_uploaded_before(clerk):
    form = form_of(clerk)
    received(clerk, form, upload(build.pdf(), "先前的.pdf"))

    response = sent(clerk, form, document=upload(b"", "空.pdf"))

    assert 'data-filename="先前的.pdf"' in response.content.decode()


def test_sending_without_a_file_asks_for_one(clerk):
    response = sent(clerk, form_of(clerk))

    assert response.status_code == 422
    assert "尚未選擇檔案" in response.content.decode()


def test_a_document_that_is_gone_by_now_is_asked_for_again(clerk):
    form = form_of(clerk)
    received(clerk, form)
    gone = staged_id(form)
    StoredDocument.objects.all().delete()

    response = sent(clerk, form, document_id=gone)

    assert response.status_code == 422
    assert "請重新上傳檔案" in response.content.decode()


def test_a_form_without_its_id_is_given_a_new_one(clerk):
    response = sent(clerk, "forged", document=upload(build.pdf()))

    assert response.status_code == 422
    assert "這個頁面已經失效" in response.content.decode()
    assert 'value="forged"' not in response.content.decode()


def test_a_second_sending_gets_the_same_page_and_changes_nothing(clerk):
    form = form_of(clerk)
    received(clerk, form)
    document_id = staged_id(form)
    first = sent(clerk, form, document_id=document_id)

    second = sent(clerk, form, document_id=document_id)

    assert (second.status_code, second.redirect_chain) == (first.status_code, first.redirect_chain)
    assert CompanyDocument.objects.count() == 1


def test_a_second_sending_without_a_script_changes_nothing_either(clerk):
    form, content = form_of(clerk), build.pdf()
    sent(clerk, form, document=upload(content))

    response = sent(clerk, form, document=upload(content))

    assert response.redirect_chain == [(PAGE, 302)]
    assert CompanyDocument.objects.count() == 1


def test_going_back_and_sending_another_file_hands_in_the_other(clerk):
    form = form_of(clerk)
    sent(clerk, form, document=upload(build.pdf(build.RED), "舊.pdf"))

    sent(clerk, form, document=upload(build.pdf(build.BLUE), "新.pdf"))

    states = dict(CompanyDocument.objects.values_list("file__name", "state"))
    assert states == {"舊.pdf": DocumentState.REPLACED, "新.pdf": DocumentState.PENDING}


def test_a_new_upload_replaces_the_one_that_waits_and_the_page_says_so_before(clerk, account):
    earlier = a_company_document(company=account.company)

    page = clerk.get(PAGE).content.decode()
    sent(clerk, form_of(clerk), document=upload(build.pdf()))

    earlier.refresh_from_db()
    assert "新文件會取代正在等候審核的那一份" in page
    assert earlier.state == DocumentState.REPLACED


def test_a_new_upload_leaves_the_document_in_force_and_the_page_says_so_before(clerk, account):
    current = approve_document(a_company_document(company=account.company), by=a_reviewer())

    page = clerk.get(PAGE).content.decode()
    sent(clerk, form_of(clerk), document=upload(build.pdf()))

    current.refresh_from_db()
    assert "在新文件審核通過之前仍然有效" in page
    assert current.state == DocumentState.APPROVED
    assert CompanyDocument.objects.waiting().count() == 1


def test_a_refusal_shows_its_reasons(clerk, account):
    document = a_company_document(company=account.company)
    reject_document(document, by=a_reviewer(), reasons=[], note="文件缺第二頁。\n\n影像<b>不清楚</b>。")

    page = clerk.get(PAGE).content.decode()

    note = page[page.index("未通過原因") : page.index("上傳新的文件")]
    assert "<li><b>文件缺第二頁。</b></li>" in note
    assert "<li><b>影像&lt;b&gt;不清楚&lt;/b&gt;。</b></li>" in note


def test_another_company_sees_nothing_of_it(clerk):
    other = a_company_document(company=a_company_account().company, file=a_stored_document(name="別家的文件.pdf"))

    page = clerk.get(PAGE).content.decode()

    assert "別家的文件.pdf" not in page
    assert clerk.get(reverse("company:thumbnail", args=[other.file_id, 1])).status_code == 404


def test_a_staged_document_of_another_session_cannot_be_handed_in(clerk):
    form = form_of(clerk)
    stage(files=[upload(build.pdf())], submission_id=uuid.UUID(form))

    response = sent(clerk, form, document_id=staged_id(form))

    assert response.status_code == 422
    assert not CompanyDocument.objects.exists()


def test_the_pages_of_an_own_document_are_pictures_that_no_cache_keeps(clerk, account):
    document = a_company_document(company=account.company, file=a_stored_document_with_files())

    response = clerk.get(reverse("company:thumbnail", args=[document.file_id, 1]))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.content[8:12] == b"WEBP"


def test_what_was_just_uploaded_is_seen_by_its_own_session_only(clerk, account):
    form = form_of(clerk)
    received(clerk, form)
    picture = reverse("company:thumbnail", args=[staged_id(form), 1])
    colleague = Client()
    colleague.force_login(account.user)

    assert clerk.get(picture).status_code == 200
    assert colleague.get(picture).status_code == 404


@pytest.mark.parametrize("number", [0, 2, 999])
def test_a_page_that_is_not_there_is_not_found(clerk, account, number):
    document = a_company_document(company=account.company, file=a_stored_document_with_files())

    assert clerk.get(reverse("company:thumbnail", args=[document.file_id, number])).status_code == 404


def test_a_picture_that_is_lost_is_not_found(clerk, account):
    document = a_company_document(company=account.company, file=a_stored_document())

    assert clerk.get(reverse("company:thumbnail", args=[document.file_id, 1])).status_code == 404


def test_the_company_of_a_document_is_never_taken_from_the_form(clerk, account):
    other = a_company_account()

    sent(clerk, form_of(clerk), document=upload(build.pdf()), company=other.company_id, state="approved")

    assert CompanyDocument.objects.get().company == account.company
    assert CompanyDocument.objects.get().state == DocumentState.PENDING


def test_a_disk_that_refuses_is_told_and_nothing_is_half_stored(clerk, monkeypatch, caplog):
    def full(*_args: object, **_kwargs: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["documents"]), "save", full)

    response = sent(clerk, form_of(clerk), document=upload(build.pdf()))

    assert response.status_code == 422
    assert "系統目前無法儲存檔案" in response.content.decode()
    assert not StoredDocument.objects.exists()
    assert not list(Path(storages["documents"].location).iterdir())


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_the_upload_address_takes_posts_only(clerk, method):
    assert getattr(clerk, method)(RECEIVE).status_code == 405


def test_the_history_lists_the_newest_twenty(clerk, account):
    for number in range(22):
        a_company_document(
            company=account.company,
            state=DocumentState.REPLACED,
            file=a_stored_document(name=f"第{number}份.pdf"),
            submitted_at=timezone.now() - timedelta(days=number),
        )

    page = clerk.get(PAGE).content.decode()

    assert "第19份.pdf" in page
    assert "第20份.pdf" not in page
    assert "只列出最近 20 份" in page


def test_the_page_costs_the_same_however_long_the_history(clerk, account, django_assert_num_queries):
    a_company_document(company=account.company, state=DocumentState.REPLACED)
    clerk.get(PAGE)  # what is kept for a minute is known then
    with django_assert_num_queries(10):
        clerk.get(PAGE)
    for _ in range(6):
        a_company_document(company=account.company, state=DocumentState.REPLACED)

    with django_assert_num_queries(10):
        clerk.get(PAGE)


@pytest.mark.django_db(transaction=True)
def test_twenty_sendings_at_once_are_one_document():
    the_three_texts()
    account = a_company_account()
    everything_acknowledged(account)
    clerk = Client()
    clerk.force_login(account.user)
    form = form_of(clerk)
    received(clerk, form)
    posted = {"submission_id": form, "document_id": staged_id(form)}

    def click(_: int) -> tuple[int, str]:
        browser = Client()
        browser.cookies = clerk.cookies.copy()
        try:
            response = browser.post(PAGE, posted)
            return response.status_code, response.url
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(click, range(20)))

    assert answers == [(302, PAGE)] * 20
    assert CompanyDocument.objects.count() == 1
