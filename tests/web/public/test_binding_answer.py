"""The page behind the link of a request: who asks, what it means, and an answer that a scanner of mail does not give."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import User
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from port.bindings.workflow import decline, end, lapse
from port.companies.models import CompanyAccount
from tests.factories import a_company_account, a_holder, a_request
from web.components.request_id import SecretPathFilter
from web.public.binding_answer import ANSWERS_AN_HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> CompanyAccount:
    return a_company_account()


@pytest.fixture
def asked(account) -> tuple[Binding, str]:
    """A request, and the address in its letter."""
    binding, token = a_request(shared=a_holder(name="張共用"), general=account.user)
    return binding, f"/binding/{token}/"


def state_of(binding: Binding) -> str:
    return Binding.objects.get(pk=binding.pk).state


def test_the_page_says_who_asks_and_for_which_company_and_what_it_means(client, asked, account):
    binding, address = asked

    page = client.get(address).content.decode()

    assert all(said in page for said in ("張共用", binding.shared.username, account.company.name))
    assert "代表" in page
    assert "之後在「共用帳號綁定」可以隨時解除" in page


def test_the_page_does_not_say_what_one_has_to_type(client, asked, account):
    """The name stands in the letter: whoever has the link alone, as a log may have, cannot answer."""
    assert account.user.username not in client.get(asked[1]).content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_it_changes_nothing_however_often(client, asked, method):
    binding, address = asked

    for _ in range(3):
        assert getattr(client, method)(address).status_code == 200

    assert state_of(binding) == BindingState.ASKED


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [("yes", BindingState.IN_FORCE, "已同意綁定"), ("no", BindingState.DECLINED, "已選擇不同意")],
)
def test_yes_and_no_with_the_name_of_the_account(client, asked, account, answer, state, said):
    binding, address = asked

    page = client.post(address, {"username": f" {account.user.username.upper()} ", "answer": answer})

    assert state_of(binding) == state
    assert said in page.content.decode()
    assert said in client.get(address).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"answer": "yes"},
        {"username": "", "answer": "yes"},
        {"username": "somebody", "answer": "yes"},
        {"username": "x" * 500, "answer": "no"},
    ],
)
def test_without_the_name_nothing_happens(client, asked, typed):
    binding, address = asked

    page = client.post(address, typed)

    assert page.status_code == 422
    assert state_of(binding) == BindingState.ASKED


@pytest.mark.parametrize("answer", [None, "maybe"])
def test_without_a_yes_or_a_no_nothing_happens(client, asked, account, answer):
    binding, address = asked

    page = client.post(address, {"username": account.user.username} | ({"answer": answer} if answer else {}))

    assert page.status_code == 422
    assert "請按「同意」或「不同意」。" in page.content.decode()
    assert state_of(binding) == BindingState.ASKED


def test_it_is_answered_once(client, asked, account):
    binding, address = asked
    typed = {"username": account.user.username}
    client.post(address, {**typed, "answer": "no"})

    page = client.post(address, {**typed, "answer": "yes"}).content.decode()

    assert state_of(binding) == BindingState.DECLINED
    assert "已選擇不同意" in page


@pytest.mark.parametrize(
    ("become", "said"),
    [
        (lambda binding: end(binding, by=binding.shared), "這個請求已經結束"),
        (lapse, "這個請求已經過期"),
        (decline, "已選擇不同意"),
        (lambda binding: Binding.objects.update(expires_at=timezone.now() - timedelta(days=1)), "這個請求已經過期"),
    ],
    ids=["withdrawn", "lapsed", "declined", "too old"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_opens_nothing_any_more_says_why(client, asked, account, become, said, method):
    binding, address = asked
    become(binding)
    before = state_of(binding)

    page = getattr(client, method)(address, {"username": account.user.username, "answer": "yes"})

    assert page.status_code == 200
    assert said in page.content.decode()
    assert state_of(binding) == before


def test_a_link_that_was_never_made_or_was_superseded_is_not_known(client, asked, account):
    binding, address = asked
    a_request(shared=binding.shared, general=account.user)

    for path in (address, "/binding/no-such-token/"):
        page = client.get(path)

        assert page.status_code == 404
        assert "請開啟最新的一封信" in page.content.decode()


def test_an_account_that_was_shut_meanwhile_cannot_agree_and_is_told_so(client, asked, account):
    binding, address = asked
    User.objects.filter(pk=account.user.pk).update(email_verified_at=None)

    page = client.post(address, {"username": account.user.username, "answer": "yes"})

    assert page.status_code == 422
    assert "其中一個帳號目前不能使用" in page.content.decode()
    assert state_of(binding) == BindingState.ASKED


def test_one_visitor_guesses_the_name_so_often(client, asked, account):
    binding, address = asked
    for _ in range(ANSWERS_AN_HOUR):
        client.post(address, {"username": "somebody", "answer": "yes"})

    page = client.post(address, {"username": account.user.username, "answer": "yes"})

    assert page.status_code == 422
    assert "次數太多了" in page.content.decode()
    assert state_of(binding) == BindingState.ASKED


def test_the_token_stands_in_no_log(asked, caplog):
    client = Client(enforce_csrf_checks=True)

    with caplog.at_level(logging.WARNING):
        client.post(asked[1], {"answer": "yes"})

    records = [record for record in caplog.records if SecretPathFilter().filter(record)]
    assert records
    assert asked[1].split("/")[2] not in "".join(record.getMessage() for record in records)
