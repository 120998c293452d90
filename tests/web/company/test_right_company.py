"""A form opened for one company cannot be sent for another after a switch in a second tab."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.bindings.models import Binding
from port.bindings.workflow import end
from port.companies.models import CompanyDocument
from port.documents.enums import DocumentState
from port.documents.models import StoredDocument
from tests.factories import a_company_account, a_stored_document
from tests.web.company.acting import forms_of, sent_for, switch
from web.components.uploads import SESSION_KEY

DOCUMENTS, RECEIVE = "/company/documents/", "/company/documents/receive/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def tab(switcher, companies):
    """Acts for 甲; a form of it is open in this tab."""
    switch(switcher, companies[0])
    switcher.get("/company/")
    return switcher


def staged_for(client, company) -> StoredDocument:
    """As `uploads` stages it: remembered by the session for that company."""
    document = a_stored_document(state=DocumentState.STAGED, submission_id=uuid.uuid4())
    session = client.session
    session[f"{SESSION_KEY}:{company.pk}"] = [str(document.pk)]
    session.save()
    return document


def form_of(document: StoredDocument, company) -> dict[str, object]:
    return sent_for(company, submission_id=document.submission_id, document_id=document.pk)


def test_each_form_says_for_which_company_it_is(tab, companies):
    assert forms_of(tab.get(DOCUMENTS)) == {str(companies[0].pk)}


def test_the_form_of_the_company_acted_for_is_taken(tab, companies, holder):
    document = staged_for(tab, companies[0])

    answer = tab.post(DOCUMENTS, form_of(document, companies[0]))

    assert answer.url == DOCUMENTS
    handed_in = CompanyDocument.objects.get()
    assert (handed_in.company, handed_in.submitted_by) == (companies[0], holder)
    record = AuditRecord.objects.get(act=Act.DOCUMENT_SUBMITTED)
    assert (record.actor_id, record.actor_role, record.acting_company_id) == (holder.pk, "shared", companies[0].pk)
    assert f"送出：{holder.name}（代表 {companies[0].name}）" in tab.get(DOCUMENTS).content.decode()


def test_after_a_switch_in_a_second_tab_it_is_not_taken_and_both_companies_are_named(tab, companies):
    document = staged_for(tab, companies[0])
    switch(tab, companies[1])

    answer = tab.post(DOCUMENTS, form_of(document, companies[0]))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"表單是以「{companies[0].name}」開啟的，您現在代表「{companies[1].name}」" in page
    assert f"切換回{companies[0].name}並送出" in page
    assert not CompanyDocument.objects.exists()


def test_one_button_switches_back_and_sends_the_same_typed_values(tab, companies):
    document = staged_for(tab, companies[0])
    switch(tab, companies[1])
    page = tab.post(DOCUMENTS, form_of(document, companies[0])).content.decode()
    hidden = dict(HIDDEN.findall(page[page.index('class="stack"') :]))
    del hidden["csrfmiddlewaretoken"]

    answer = tab.post(DOCUMENTS, {**hidden, "switch_to": companies[0].pk})

    assert hidden == {name: str(value) for name, value in form_of(document, companies[0]).items()}
    assert answer.url == DOCUMENTS
    assert CompanyDocument.objects.get().company == companies[0]
    assert tab.get(DOCUMENTS).wsgi_request.acting_company == companies[0]
    assert AuditRecord.objects.filter(act=Act.COMPANY_SWITCHED).latest("id").facts == {"former": companies[1].pk}


@pytest.mark.parametrize("field", [None, "", "0", "abc", "１"])
def test_a_form_that_does_not_know_its_company_is_not_taken(tab, companies, field):
    document = staged_for(tab, companies[0])
    typed = {"submission_id": document.submission_id, "document_id": document.pk}

    answer = tab.post(DOCUMENTS, typed if field is None else {**typed, "acting": field})

    assert answer.status_code == 409
    assert "切換回" not in answer.content.decode()
    assert not CompanyDocument.objects.exists()


def test_a_company_that_is_held_no_more_is_not_named_and_not_switched_to(tab, companies):
    document = staged_for(tab, companies[0])
    binding = Binding.objects.get(general__company_account__company=companies[0])
    end(binding, by=binding.general)

    answer = tab.post(DOCUMENTS, {**form_of(document, companies[0]), "switch_to": companies[0].pk})

    assert answer.status_code == 409
    assert companies[0].name not in answer.content.decode()
    assert not CompanyDocument.objects.exists()


def test_a_form_cannot_switch_to_a_company_that_it_was_not_opened_for(tab, companies):
    stranger = a_company_account().company

    for opened_for, switch_to in [(companies[1], companies[0]), (stranger, stranger)]:
        answer = tab.post(DOCUMENTS, {**sent_for(opened_for), "switch_to": switch_to.pk})

        assert answer.status_code == 409
    assert tab.get("/company/").wsgi_request.acting_company == companies[0]


def test_files_and_passwords_are_not_sent_again_and_that_is_said(tab, companies):
    switch(tab, companies[1])
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4", content_type="application/pdf")

    page = tab.post(DOCUMENTS, sent_for(companies[0], document=file, password="secret", note="記得")).content.decode()

    assert "檔案和密碼不會保留" in page
    assert "secret" not in page
    assert 'name="note" value="記得"' in page


def test_what_was_typed_is_never_markup(tab, companies):
    switch(tab, companies[1])

    page = tab.post(DOCUMENTS, sent_for(companies[0], note='"><script>alert(1)</script>')).content.decode()

    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


@pytest.mark.parametrize("headers", [{"X-Requested-With": "XMLHttpRequest"}, {"HX-Request": "true"}])
def test_a_script_of_the_old_tab_is_told_so_in_a_sentence(tab, companies, headers):
    switch(tab, companies[1])

    answer = tab.post(RECEIVE, sent_for(companies[0], submission_id=uuid.uuid4()), headers=headers)

    assert answer.status_code == 409
    assert "另一個分頁換了公司" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_script_may_name_the_company_in_a_header(tab, companies):
    right = tab.post("/company/documents/advice/", headers={"X-Acting-Company": str(companies[0].pk)})
    wrong = tab.post("/company/documents/advice/", headers={"X-Acting-Company": str(companies[1].pk)})

    assert (right.status_code, wrong.status_code) == (200, 409)


def test_the_page_tells_its_scripts_the_company(tab, companies):
    page = tab.get(DOCUMENTS).content.decode()

    assert f"""hx-headers='{{"X-Acting-Company": "{companies[0].pk}"}}'""" in page


def test_what_was_uploaded_for_one_company_is_not_there_for_another(tab, companies):
    document = staged_for(tab, companies[0])
    switch(tab, companies[1])

    answer = tab.post(DOCUMENTS, form_of(document, companies[1]))

    assert answer.status_code == 422
    assert not CompanyDocument.objects.exists()
    assert document.name not in answer.content.decode()


def test_a_general_account_sends_without_naming_its_company(clerk, account):
    """It acts for one company and no other."""
    assert clerk.post("/company/documents/advice/").status_code == 200
    assert forms_of(clerk.get(DOCUMENTS)) == set()


def test_its_own_pages_need_no_company(tab, companies):
    """In whichever tab: a binding is of the person, whatever company is acted for."""
    assert tab.post("/company/bindings/", sent_for(companies[1])).status_code == 422
    assert switch(tab, companies[1]).status_code == 302
