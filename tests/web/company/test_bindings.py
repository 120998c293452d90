"""The page 共用帳號綁定: what a shared account binds and holds, and who holds a general account."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from port.bindings.asking import ask_by_letter
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from port.bindings.workflow import end
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import (
    PASSWORD,
    a_binding,
    a_company_account,
    a_holder,
    a_request,
    a_user,
    all_read,
    an_application,
    an_approved_application,
    everything_acknowledged,
)
from tests.web.company.acting import main_of
from web.company.bindings import BINDINGS_AN_HOUR

PAGE = "/company/bindings/"
CONDITION = "請先個別完成每一家公司的[一般帳號]申請，與帳號郵件驗證，以利共用帳號的綁定"
WRONG = "不是這一句，是另外一句很長的話"


def by_password(username: str, password: str = PASSWORD) -> dict[str, str]:
    return {"by_password": "1", "password-username": username, "password-password": password}


def by_letter(username: str) -> dict[str, str]:
    return {"by_letter": "1", "letter-username": username}


def follow(client, answer) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return main_of(client.get(answer.url))


def test_with_the_right_password_it_is_bound_and_listed(switcher, holder):
    account = a_company_account()

    page = follow(switcher, switcher.post(PAGE, by_password(account.user.username)))

    assert f"已綁定一般帳號 {account.user.username}" in page
    assert account.company.name in page
    assert Binding.objects.in_force().filter(shared=holder, general=account.user).exists()


@pytest.mark.parametrize(
    "road",
    [
        lambda: a_company_account().user.username,
        lambda: an_application().username,
        lambda: an_approved_application().username,
        lambda: "nobody2026",
    ],
    ids=["bindable", "waiting", "unverified", "nobody"],
)
def test_with_a_wrong_password_every_account_is_answered_the_same(switcher, road):
    username = road()

    answer = switcher.post(PAGE, by_password(username, WRONG))

    page = main_of(answer)
    assert answer.status_code == 422
    assert "帳號或密碼不正確，或這個帳號因為連續輸入錯誤而暫停" in page
    assert "目前還沒有全部完成" not in page
    assert WRONG not in page


@pytest.mark.parametrize("road", [an_application, an_approved_application])
def test_with_the_right_password_the_condition_is_told_in_the_words_of_the_manual(switcher, road):
    answer = switcher.post(PAGE, by_password(road().username))

    page = main_of(answer)
    assert answer.status_code == 422
    assert f"{CONDITION}。這個帳號目前還沒有全部完成。" in page


def test_the_condition_stands_on_the_page_before_anybody_tries(switcher):
    assert CONDITION in main_of(switcher.get(PAGE))


def test_an_empty_form_names_its_fields(switcher):
    page = main_of(switcher.post(PAGE, {"by_password": "1"}))

    assert "請填寫要綁定的一般帳號。" in page
    assert "請填寫這個一般帳號的密碼。" in page


def asked_by_a_newcomer(username: str) -> list[str]:
    """What somebody who holds nothing is shown after asking for that name: answer, list, worklist; without what differs."""
    holder, client = a_holder(), Client()
    all_read(holder)
    client.force_login(holder)
    pages = [follow(client, client.post(PAGE, by_letter(username))), main_of(client.get("/company/worklist/"))]
    return [re.sub(r"[0-9]+|name=.csrf[^>]*", "", page.replace(username, "…")) for page in pages]


@pytest.mark.parametrize(
    "road",
    [
        lambda: a_company_account().user.username,
        lambda: an_application().username,
        lambda: an_approved_application().username,
        lambda: a_user().username,
        lambda: a_holder().username,
    ],
    ids=["bindable", "waiting", "unverified", "no company", "shared"],
)
def test_asking_by_letter_shows_the_same_whether_or_not_there_is_such_an_account(holder, road):
    nobody = asked_by_a_newcomer("nobody2026")

    assert asked_by_a_newcomer(road()) == nobody
    assert "已提出綁定 …" in nobody[0]
    assert "等待同意" in nobody[0]
    assert "綁定一般帳號 …" in nobody[1]


def test_the_name_of_the_company_is_not_told_before_somebody_agreed(switcher, holder):
    account = a_company_account()

    page = follow(switcher, switcher.post(PAGE, by_letter(account.user.username)))

    assert account.company.name not in page
    assert account.company.number not in page


def test_a_letter_goes_to_the_account_that_is_there(switcher):
    account = a_company_account()

    switcher.post(PAGE, by_letter(account.user.username.upper()))

    assert Letter.objects.get(kind=LetterKind.BINDING_ASKED).to_address == account.user.email


def test_asking_for_what_is_bound_already_says_so(switcher, companies):
    name = Binding.objects.filter(general__company_account__company=companies[0]).get().name

    assert f"一般帳號 {name} 已經綁定" in follow(switcher, switcher.post(PAGE, by_letter(name)))


def test_one_visitor_tries_so_often_within_an_hour(switcher):
    for number in range(BINDINGS_AN_HOUR):
        switcher.post(PAGE, by_letter(f"nobody{number:04}"))
    account = a_company_account()

    answers = [switcher.post(PAGE, typed(account.user.username)) for typed in (by_letter, by_password)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("次數太多了，請一小時後再試" in main_of(answer) for answer in answers)
    assert not Binding.objects.filter(general=account.user).exists()


def test_a_shared_account_sees_all_its_bindings_and_what_became_of_them(switcher, holder, companies):
    former = a_binding(shared=holder)
    end(former, by=former.general)
    a_request(shared=holder)
    ask_by_letter(shared=holder, username="nobody2026")

    page = main_of(switcher.get(PAGE))

    assert all(company.name in page for company in companies)
    assert page.count("等待同意") == 2
    assert "已解除" in page
    assert former.name in page


def test_a_general_account_sees_who_holds_it_and_ends_it_at_once(clerk, account):
    binding = a_binding(general=account.user, shared=a_holder(name="張共用"))
    question = f"{PAGE}{binding.pk}/end/"
    listed = main_of(clerk.get(PAGE))

    asked = main_of(clerk.get(question))
    unchanged = Binding.objects.get().state
    page = follow(clerk, clerk.post(question))

    assert "張共用" in listed
    assert binding.shared.username in listed
    assert "要解除這個綁定嗎？" in asked
    assert unchanged == BindingState.IN_FORCE
    assert f"已解除 {account.user.username} 的綁定，通知信已寄給雙方" in page
    assert "沒有共用帳號綁定您的帳號" in page
    assert Letter.objects.filter(kind=LetterKind.BINDING_ENDED).count() == 2


def test_a_general_account_can_decline_a_request_without_the_letter(clerk, account):
    binding, _token = a_request(general=account.user)

    page = follow(clerk, clerk.post(f"{PAGE}{binding.pk}/end/"))

    binding.refresh_from_db()
    assert binding.state == BindingState.DECLINED
    assert "已結束綁定" in page
    assert Letter.objects.get(kind=LetterKind.BINDING_DECLINED).to_address == binding.shared.email


def test_a_shared_account_withdraws_a_request(switcher, holder):
    binding = ask_by_letter(shared=holder, username="nobody2026")

    follow(switcher, switcher.post(f"{PAGE}{binding.pk}/end/"))

    binding.refresh_from_db()
    assert (binding.state, binding.ended_by) == (BindingState.ENDED, holder)


def test_a_general_account_binds_nobody(clerk):
    assert clerk.post(PAGE, by_password(a_company_account().user.username)).status_code == 405
    assert not Binding.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_binding_of_others_does_not_exist(switcher, clerk_of_another, method):
    binding = a_binding()

    for client in (switcher, clerk_of_another):
        assert getattr(client, method)(f"{PAGE}{binding.pk}/end/").status_code == 404
    binding.refresh_from_db()
    assert binding.state == BindingState.IN_FORCE


@pytest.fixture
def clerk_of_another(holder) -> Client:
    account, client = a_company_account(), Client()
    everything_acknowledged(account)
    client.force_login(account.user)
    return client


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_has_ended_is_not_ended_again(switcher, holder, method):
    binding = a_binding(shared=holder)
    end(binding, by=holder)

    assert getattr(switcher, method)(f"{PAGE}{binding.pk}/end/").status_code == 404


def test_the_page_costs_the_same_however_much_is_bound(switcher, holder, django_assert_num_queries):
    switcher.get(PAGE)  # the first request of a session notes when it was seen
    with CaptureQueriesContext(connection) as asked:
        switcher.get(PAGE)
    for _ in range(4):
        a_binding(shared=holder)
        former = a_binding(shared=holder)
        end(former, by=holder)
        ask_by_letter(shared=holder, username=former.name)

    with django_assert_num_queries(len(asked)):
        switcher.get(PAGE)
