"""基本資料維護: what stands there, what is changed at once, and what waits."""

import pytest
from django.test import Client

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.changes.enums import ChangeKind, ChangeState
from port.changes.models import ChangeRequest
from port.changes.workflow import approve, reject
from port.companies.models import Company
from tests.factories import a_company_account, a_reviewer, a_user, everything_acknowledged
from tests.factories.changes import a_change

PAGE = "/company/data/"
EDIT = "/company/data/edit/"
FACTS = {"phone": "07-5219000", "address": "804004高雄市鼓山區蓬萊路10號", "representative": "林大洋"}


def text_of(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def test_what_is_on_record_can_be_read(clerk, account):
    page = text_of(clerk)

    for value in [account.user.username, account.user.email, account.company.number, account.company.representative]:
        assert value in page
    assert "統一編號" in page


def test_all_accounts_of_a_company_see_its_data_alike(clerk, account):
    colleague = a_company_account(company=account.company, user=a_user(name="李同事"))
    everything_acknowledged(colleague)
    other = Client()
    other.force_login(colleague.user)
    a_change(account=account)

    mine, theirs = text_of(clerk), text_of(other)

    for words in [account.company.address, account.user.username, colleague.user.username, "變更公司名稱或統編"]:
        assert words in mine
        assert words in theirs


def test_nothing_of_another_company_stands_there(clerk):
    other = a_company_account(user=a_user(name="趙別家"))
    change = a_change(account=other)

    page = text_of(clerk)

    assert "趙別家" not in page
    assert change.reference not in page
    assert change.new_company_name not in page


def test_phone_address_and_representative_are_changed_at_once(clerk, account):
    answer = clerk.post(EDIT, FACTS, follow=True)

    company = Company.objects.get(pk=account.company_id)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert {name: getattr(company, name) for name in FACTS} == FACTS
    assert "立即生效" in answer.content.decode()
    record = AuditRecord.objects.get(act=Act.COMPANY_CHANGED)
    assert (record.actor_id, record.acting_company_id) == (account.user.pk, company.pk)


def test_a_bad_value_is_told_at_its_field_and_nothing_is_changed(clerk, account):
    answer = clerk.post(EDIT, FACTS | {"phone": "123", "address": ""})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"phone", "address"}
    assert Company.objects.get(pk=account.company_id).representative == account.company.representative


def test_the_form_begins_with_what_is_on_record(clerk, account):
    assert f'value="{account.company.phone}"' in text_of(clerk, EDIT)


def test_a_request_that_waits_can_be_withdrawn_by_whoever_asked(clerk, account):
    change = a_change(account=account)

    answer = clerk.post(f"/company/data/requests/{change.pk}/withdraw/", follow=True)

    change.refresh_from_db()
    assert change.state == ChangeState.WITHDRAWN
    assert "已撤回" in answer.content.decode()


@pytest.mark.parametrize("same_company", [True, False])
def test_what_somebody_else_asked_for_cannot_be_withdrawn(clerk, account, same_company):
    other = a_company_account(**({"company": account.company} if same_company else {}))
    change = a_change(account=other)

    answer = clerk.post(f"/company/data/requests/{change.pk}/withdraw/")

    assert answer.status_code == 404
    assert ChangeRequest.objects.get().is_waiting


def test_withdrawing_too_late_says_how_it_stands(clerk, account):
    change = reject(a_change(account=account), by=a_reviewer(), reasons=[], note="印章不符。")

    answer = clerk.post(f"/company/data/requests/{change.pk}/withdraw/", follow=True)

    page = answer.content.decode()
    assert "不能撤回" in page
    assert "印章不符。" in page


def test_an_approved_name_stands_on_every_page(clerk, account):
    approve(a_change(account=account, name="新名示範船務有限公司"), by=a_reviewer())

    for path in ["/company/", "/company/documents/", PAGE, "/company/passes/"]:
        page = text_of(clerk, path)
        assert "新名示範船務有限公司" in page
        assert account.company.name not in page


def test_the_list_of_requests_is_read_with_the_same_number_of_statements(clerk, account, django_assert_max_num_queries):
    reviewer = a_reviewer()
    for _ in range(3):
        reject(a_change(account=account), by=reviewer, reasons=[], note="缺頁")
    clerk.get(PAGE)
    with django_assert_max_num_queries(30) as few:
        clerk.get(PAGE)
    for _ in range(4):
        colleague = a_company_account(company=account.company)
        reject(a_change(ChangeKind.HANDOVER, account=colleague), by=reviewer, reasons=[], note="缺頁")

    with django_assert_max_num_queries(len(few)):
        clerk.get(PAGE)
