"""申請變更公司名稱或統編 and 申請移交帳號: sent once, with a document, and refused in words."""

import uuid

import pytest
from django.test import Client

from port.audit.models import AuditRecord
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.documents.models import StoredDocument
from port.letters.models import Letter
from tests.factories import a_company, a_company_account, a_user
from tests.factories.bindings import a_binding, a_holder, all_read
from tests.factories.changes import a_change
from tests.factories.numbers import next_ubn
from tests.port.documents import builders as build
from tests.port.documents.builders import upload

IDENTITY = "/company/data/identity/"
HANDOVER = "/company/data/handover/"
RECEIVE = "/company/data/document/receive/"
PERSON = {"name": "張新人", "mobile": "0987654321", "email": "newcomer@example.com"}


def form_of(clerk: Client, path: str) -> str:
    return str(clerk.get(path).context["form"]["submission_id"].value())


def sent(clerk: Client, path: str, form: str, **typed: object):
    return clerk.post(path, {"submission_id": form, **typed}, follow=True)


def identity(account, **typed: object) -> dict[str, object]:
    company = account.company
    return {"company_name": "新名示範船務有限公司", "number_kind": "ubn", "number": company.number} | typed


def test_a_new_name_is_asked_for_with_a_document_uploaded_before(clerk, account):
    form = form_of(clerk, IDENTITY)
    receipt = clerk.post(RECEIVE, {"submission_id": form, "document": upload(build.pdf(), "變更登記表.pdf")})
    document_id = str(StoredDocument.objects.staged_for(uuid.UUID(form)).get().pk)

    answer = sent(clerk, IDENTITY, form, document_id=document_id, **identity(account))

    change = ChangeRequest.objects.get()
    assert 'data-filename="變更登記表.pdf"' in receipt.content.decode()
    assert answer.redirect_chain == [("/company/data/", 302)]
    assert change.reference in answer.content.decode()
    assert (change.kind, change.company, change.asked_by) == (ChangeKind.COMPANY, account.company, account.user)
    assert (change.new_company_name, change.new_number) == ("新名示範船務有限公司", "")


def test_without_a_script_the_file_comes_with_the_form(clerk, account):
    sent(clerk, IDENTITY, form_of(clerk, IDENTITY), document=upload(build.pdf()), **identity(account))

    assert ChangeRequest.objects.get().file.page_count == 1


def test_the_form_sent_twice_makes_one_request(clerk, account):
    form = form_of(clerk, IDENTITY)
    typed = identity(account)
    sent(clerk, IDENTITY, form, document=upload(build.pdf()), **typed)

    again = sent(clerk, IDENTITY, form, document_id=str(uuid.uuid4()), **typed)

    assert again.redirect_chain == [("/company/data/", 302)]
    assert (ChangeRequest.objects.count(), Letter.objects.count()) == (1, 1)


def test_the_form_sent_again_with_other_words_says_what_stands(clerk, account):
    form = form_of(clerk, IDENTITY)
    sent(clerk, IDENTITY, form, document=upload(build.pdf()), **identity(account))

    again = sent(clerk, IDENTITY, form, **identity(account, company_name="另一個名稱有限公司"))

    assert again.status_code == 422
    assert "第一次送出的內容已經收下" in again.content.decode()


def test_without_a_document_nothing_is_sent(clerk, account):
    answer = sent(clerk, IDENTITY, form_of(clerk, IDENTITY), **identity(account))

    assert answer.status_code == 422
    assert "尚未選擇檔案" in answer.content.decode()
    assert not ChangeRequest.objects.exists()


def test_a_file_that_came_with_a_bad_form_is_still_there(clerk, account):
    form = form_of(clerk, IDENTITY)

    answer = sent(clerk, IDENTITY, form, document=upload(build.pdf(), "登記表.pdf"), **identity(account, number="123"))

    assert answer.status_code == 422
    assert 'data-filename="登記表.pdf"' in answer.content.decode()


def test_the_number_of_another_company_and_a_wrong_check_sum_are_told_at_the_field(clerk, account):
    form = form_of(clerk, IDENTITY)

    for number in [a_company().number, "12345678"]:
        answer = sent(clerk, IDENTITY, form, document=upload(build.pdf()), **identity(account, number=number))
        assert "number" in answer.context["form"].errors
    assert not ChangeRequest.objects.exists()


def test_what_stands_already_is_nothing_to_ask_for(clerk, account):
    typed = identity(account, company_name=account.company.name)

    answer = sent(clerk, IDENTITY, form_of(clerk, IDENTITY), document=upload(build.pdf()), **typed)

    assert "沒有要變更的內容" in answer.content.decode()


def test_while_one_waits_the_page_says_so_and_offers_no_form(clerk, account):
    change = a_change(account=account)

    answer = clerk.get(IDENTITY)

    page = answer.content.decode()
    assert change.reference in page
    assert 'name="company_name"' not in page


def test_a_form_from_before_is_refused_while_another_waits(clerk, account):
    form = form_of(clerk, IDENTITY)
    change = a_change(account=account)

    answer = sent(clerk, IDENTITY, form, document=upload(build.pdf()), **identity(account, number=next_ubn()))

    assert answer.status_code == 422
    assert change.reference in answer.content.decode()


def test_an_account_is_handed_over_to_a_new_person(clerk, account):
    form = form_of(clerk, HANDOVER)

    sent(clerk, HANDOVER, form, document=upload(build.pdf()), account=account.user.pk, **PERSON)

    change = ChangeRequest.objects.get()
    assert (change.kind, change.account, change.username) == (ChangeKind.HANDOVER, account.user, account.user.username)
    assert (change.new_name, change.new_mobile, change.new_email) == tuple(PERSON.values())


def test_the_accounts_of_the_company_can_be_chosen_and_the_own_one_is(clerk, account):
    colleague = a_company_account(company=account.company)
    a_company_account(company=account.company, user=a_user(is_active=False))
    a_company_account()

    field = clerk.get(HANDOVER).context["form"]["account"]

    assert {account.pk for account in field.field.queryset} == {account.user.pk, colleague.user.pk}
    assert field.value() == account.user.pk


@pytest.mark.parametrize("whose", ["another company's", "nobody's"])
def test_no_other_account_can_be_handed_over(clerk, whose):
    pk = a_company_account().user.pk if whose == "another company's" else 999_999

    answer = sent(clerk, HANDOVER, form_of(clerk, HANDOVER), document=upload(build.pdf()), account=pk, **PERSON)

    assert "account" in answer.context["form"].errors
    assert not ChangeRequest.objects.exists()


def test_a_second_handover_of_an_account_is_told_at_the_field(clerk, account):
    change = a_change(ChangeKind.HANDOVER, account=account)

    answer = sent(
        clerk, HANDOVER, form_of(clerk, HANDOVER), document=upload(build.pdf()), account=account.user.pk, **PERSON
    )

    assert change.reference in answer.context["form"].errors["account"][0]


@pytest.mark.parametrize("form", ["", "not-a-uuid"])
def test_a_form_that_lost_its_id_is_a_new_one(clerk, account, form):
    answer = sent(clerk, IDENTITY, form, **identity(account))

    assert answer.status_code == 422
    assert answer.context["form"]["submission_id"].value() != form
    assert "新名示範船務有限公司" in answer.content.decode()


def test_the_pages_of_a_staged_document_are_seen_by_whoever_uploaded_it(clerk):
    form = form_of(clerk, IDENTITY)
    clerk.post(RECEIVE, {"submission_id": form, "document": upload(build.pdf())})
    staged = StoredDocument.objects.staged_for(uuid.UUID(form)).get()

    assert clerk.get(f"/company/documents/{staged.pk}/1/").status_code == 200
    assert clerk.post("/company/data/document/pages/", {"submission_id": form}).status_code == 400


def test_a_shared_account_asks_for_the_company_that_it_acts_for(client, account):
    holder = a_holder()
    a_binding(shared=holder, general=account.user)
    all_read(holder, account.company_id)
    client.force_login(holder)
    form = form_of(client, IDENTITY)
    acting = str(account.company_id)

    sent(client, IDENTITY, form, acting=acting, document=upload(build.pdf()), **identity(account))

    change = ChangeRequest.objects.get()
    record = AuditRecord.objects.about(change).get()
    assert (change.asked_by, change.company) == (holder, account.company)
    assert (record.actor_id, record.acting_company_id) == (holder.pk, account.company_id)
