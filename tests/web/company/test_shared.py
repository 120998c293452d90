"""The gate for a shared account: first its own texts, then a company, then the texts of that company."""

import pytest
from django.test import Client
from django.urls import reverse

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.bindings.models import Binding
from port.bindings.workflow import end
from port.consents.enums import NoticeKind
from port.consents.models import Acknowledgement
from tests.factories import a_binding, a_company_account, a_notice_text, all_read
from tests.web.company.acting import forms_of, sent_for, switch
from tests.web.company.test_gate import GATED, address
from web.company.forms import tick_of

TEXTS, WORKLIST = "/company/acknowledgements/", "/company/worklist/"
ITS_OWN = ["bindings", "switch", "worklist"]


@pytest.fixture
def beginner(client: Client, holder) -> Client:
    """Signed in for the first time, holding nothing."""
    client.force_login(holder)
    return client


def tick_all(client: Client, company=None):
    page = client.get(TEXTS)
    ticks = {tick_of(text): "yes" for text in page.context["form"].texts}
    return page, client.post(TEXTS, sent_for(company, **ticks))


@pytest.mark.parametrize("name", GATED)
def test_every_page_leads_to_its_own_texts_first(beginner, name):
    assert beginner.get(address(name)).url == TEXTS


def test_it_acknowledges_all_three_for_itself_without_a_company(beginner, holder):
    page, answer = tick_all(beginner)

    assert [text.kind for text in page.context["form"].texts] == list(NoticeKind)
    assert "首次登入請閱讀下列文件" in page.content.decode()
    assert (answer.status_code, answer.url) == (302, "/company/")
    assert set(Acknowledgement.objects.values_list("person", "acting_company_id")) == {(holder.pk, None)}


@pytest.mark.parametrize("name", [name for name in GATED if name not in [*ITS_OWN, "end_binding"]])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_company_every_other_page_leads_to_the_worklist(beginner, holder, name, method):
    all_read(holder)

    response = getattr(beginner, method)(address(name), sent_for(None))

    assert (response.status_code, response.url) == (302, WORKLIST)


@pytest.mark.parametrize("name", ITS_OWN)
def test_its_own_pages_are_open_without_a_company_and_say_what_to_do(beginner, holder, name):
    all_read(holder)

    response = beginner.get(address(name))

    assert response.status_code == 200
    assert "綁定一般帳號" in response.content.decode()


def test_with_one_company_there_is_nothing_to_choose(beginner, holder):
    company = a_binding(shared=holder).general.company_account.company
    all_read(holder, company.pk)

    response = beginner.get("/company/")

    assert response.status_code == 200
    assert response.wsgi_request.acting_company == company


def test_the_only_company_stays_the_chosen_one_when_another_comes(beginner, holder):
    company = a_binding(shared=holder).general.company_account.company
    all_read(holder, company.pk)
    beginner.get("/company/")

    a_binding(shared=holder)

    assert beginner.get("/company/").wsgi_request.acting_company == company


def test_the_first_switch_asks_for_two_texts_of_that_company_and_personal_data_counts_once(beginner, holder):
    company = a_binding(shared=holder).general.company_account.company
    all_read(holder)

    page, answer = tick_all(beginner, company)

    assert [text.kind for text in page.context["form"].texts] == [NoticeKind.AUTHORISATION, NoticeKind.HAZARD]
    assert f"首次切換到「{company.name}」" in page.content.decode()
    assert f"（代表 {company.name}）" in page.content.decode()
    assert answer.url == "/company/"
    assert Acknowledgement.objects.filter(person=holder, acting_company_id=company.pk).count() == 2
    assert beginner.get("/company/").status_code == 200


def test_a_new_text_asks_anew_for_itself_and_for_each_company(switcher, companies):
    switch(switcher, companies[0])
    newer = a_notice_text(kind=NoticeKind.HAZARD)

    own, _answer = tick_all(switcher)
    of_company, _answer = tick_all(switcher, companies[0])

    assert (forms_of(own), forms_of(of_company)) == ({""}, {str(companies[0].pk)})
    assert own.context["form"].texts == of_company.context["form"].texts == [newer]


def test_texts_ticked_for_itself_do_not_count_for_a_company_that_was_chosen_meanwhile(switcher, companies, holder):
    """The page was opened before the first company was chosen, and is sent after it."""
    a_notice_text(kind=NoticeKind.HAZARD)
    ticks = {tick_of(text): "yes" for text in switcher.get(TEXTS).context["form"].texts}
    all_read(holder)
    switch(switcher, companies[0])

    answer = switcher.post(TEXTS, sent_for(None, **ticks))

    assert answer.status_code == 409
    assert not Acknowledgement.objects.filter(text__kind=NoticeKind.HAZARD, acting_company_id=companies[0].pk)[1:]


def test_while_its_texts_are_missing_one_may_switch_to_another_company(switcher, companies, holder):
    unread = a_binding(shared=holder).general.company_account.company
    switch(switcher, unread)

    assert switcher.get("/company/").url == TEXTS
    assert switcher.get("/company/switch/").status_code == 200
    switch(switcher, companies[0])
    assert switcher.get("/company/").status_code == 200


@pytest.mark.parametrize("side", ["shared", "general"])
def test_the_end_of_a_binding_counts_at_the_next_request(switcher, companies, side):
    switch(switcher, companies[0])
    binding = Binding.objects.get(general__company_account__company=companies[0])
    before = switcher.get("/company/data/")

    end(binding, by=getattr(binding, side))
    after = switcher.get("/company/data/")

    assert before.wsgi_request.acting_company == companies[0]
    assert after.wsgi_request.acting_company == companies[1]
    assert companies[0].name not in after.content.decode()


def test_with_the_last_binding_every_company_is_closed(switcher, companies):
    switch(switcher, companies[0])
    switcher.get("/company/")
    for binding in Binding.objects.all():
        end(binding, by=binding.general)

    response = switcher.get("/company/data/")

    assert response.url == WORKLIST
    assert companies[0].name not in switcher.get(WORKLIST).content.decode()


def test_company_person_and_colour_stand_on_every_page(switcher, companies, holder):
    switch(switcher, companies[1])

    for name in ("home", "documents", "data", "passes", "bindings", "worklist"):
        page = switcher.get(reverse(f"company:{name}")).content.decode()

        assert f"目前登入的公司：</span>{companies[1].name}</b>" in page
        assert f"｜{companies[1].name}｜" in page[: page.index("</title>")]
        assert f'data-tone="{companies[1].pk % 8}"' in page[page.index("<body") : page.index(">", page.index("<body"))]
        assert f"共用帳號 / {holder.name}" in page


def test_a_general_account_has_its_company_in_the_title_and_nothing_to_switch(clerk, account):
    page = clerk.get("/company/").content.decode()

    assert f"｜{account.company.name}｜" in page
    assert "切換公司" not in page
    assert clerk.get("/company/switch/").url == "/company/"
    assert clerk.get(WORKLIST).url == "/company/"


def test_a_button_that_confirms_names_the_company_for_shared_accounts_only(switcher, companies, clerk_page):
    switch(switcher, companies[0])

    page = switcher.get("/company/documents/").content.decode()

    assert f"（代表 {companies[0].name}）" in page
    assert "（代表" not in clerk_page


@pytest.fixture
def clerk_page(db: None) -> str:
    account = a_company_account()
    client = Client()
    client.force_login(account.user)
    return client.get("/company/documents/").content.decode()


def test_what_is_acknowledged_is_recorded_for_person_and_company(beginner, holder):
    company = a_binding(shared=holder).general.company_account.company
    all_read(holder)

    tick_all(beginner, company)

    records = AuditRecord.objects.filter(act=Act.TEXT_ACKNOWLEDGED, acting_company_id=company.pk)
    assert {(row.actor_id, row.actor_role) for row in records} == {(holder.pk, "shared")}
