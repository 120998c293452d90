"""Email 驗證, steps 18 and 19: no scanner and no forwarded letter can spend the link (design decision 1, M-06)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.models import EmailVerification
from port.accounts.verification import issue
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.models import AccountApplication
from port.registration.reopening import reopen
from tests.factories import PASSWORD, a_reviewer, an_approved_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> AccountApplication:
    return an_approved_application()


@pytest.fixture
def link(application: AccountApplication) -> str:
    return f"/verify/{issue(application.user)}/"


def _is_verified(application: AccountApplication) -> bool:
    application.user.refresh_from_db()
    return application.user.email_verified_at is not None


def test_a_scanner_that_looks_twenty_times_changes_nothing(
    client: Client, link: str, application: AccountApplication
) -> None:
    for _ in range(20):
        client.get(link)
        client.head(link)

    assert not _is_verified(application)
    assert client.post(link, {"password": PASSWORD}).status_code == 302
    assert _is_verified(application)


def test_a_scanner_that_posts_without_the_password_changes_nothing(
    client: Client, link: str, application: AccountApplication
) -> None:
    empty = client.post(link)
    wrong = client.post(link, {"password": "a guess of a scanner"})

    assert empty.status_code == wrong.status_code == 422
    assert not _is_verified(application)


def test_the_page_shows_the_account_and_hides_the_address(
    client: Client, link: str, application: AccountApplication
) -> None:
    page = client.get(link).content.decode()

    assert application.username in page
    assert application.email not in page
    assert "a***@example.com" in page


def test_a_second_time_says_that_it_is_done(client: Client, link: str) -> None:
    client.post(link, {"password": PASSWORD})

    again = client.post(link, {"password": PASSWORD})
    looked = client.get(link)

    assert again.status_code == looked.status_code == 200
    assert "已經驗證完成" in looked.content.decode()
    assert AuditRecord.objects.filter(act=Act.APPLICATION_VERIFIED).count() == 1


def test_an_expired_link_offers_a_new_one_to_the_same_mailbox(
    client: Client, link: str, application: AccountApplication
) -> None:
    long_ago = timezone.now() - timedelta(days=10)
    EmailVerification.objects.update(created_at=long_ago, expires_at=long_ago)

    looked = client.get(link)
    tried = client.post(link, {"password": PASSWORD})
    asked = client.post(f"{link}send-again/", follow=True)

    assert "寄送新的驗證信" in looked.content.decode()
    assert not _is_verified(application)
    assert tried.status_code == 200
    assert "新的驗證信已寄到原來的信箱" in asked.content.decode()
    assert Letter.objects.get(kind=LetterKind.VERIFICATION).to_address == application.email


def test_a_link_that_a_newer_one_followed_is_dead(client: Client, link: str, application: AccountApplication) -> None:
    newer = f"/verify/{issue(application.user)}/"

    client.post(link, {"password": PASSWORD})
    verified_by_old = _is_verified(application)
    client.post(newer, {"password": PASSWORD})

    assert not verified_by_old
    assert _is_verified(application)


def test_the_link_of_a_reopened_account_says_so_and_offers_no_other(
    client: Client, link: str, application: AccountApplication
) -> None:
    reopen(application, by=a_reviewer(), reason="統一編號需再確認。")

    looked = client.get(link)
    tried = client.post(link, {"password": PASSWORD})
    client.post(f"{link}send-again/")

    for answer in (looked, tried):
        assert "您的帳號正在重新審核，暫時不能登入" in answer.content.decode()
    assert "寄送新的驗證信" not in looked.content.decode()
    assert not _is_verified(application)
    assert not Letter.objects.filter(kind=LetterKind.VERIFICATION).exists()


def test_a_link_altered_by_one_character_says_how_to_go_on(client: Client, link: str) -> None:
    altered = link[:-2] + ("A" if link[-2] != "A" else "B") + "/"

    answer = client.get(altered)

    assert answer.status_code == 404
    assert "沒有複製完整" in answer.content.decode()


def test_the_link_of_another_account_needs_that_accounts_password(
    client: Client, link: str, application: AccountApplication
) -> None:
    client.force_login(an_approved_application().user)

    client.post(link, {"password": "another password of mine"})

    assert not _is_verified(application)


def test_five_links_opened_in_one_browser_all_work(client: Client) -> None:
    applications = [an_approved_application() for _ in range(5)]
    links = [f"/verify/{issue(one.user)}/" for one in applications]
    for link in links:
        client.get(link)

    for link in links:
        client.post(link, {"password": PASSWORD})

    assert all(map(_is_verified, applications))


def test_the_token_never_stands_in_the_log(client: Client, link: str, caplog: pytest.LogCaptureFixture) -> None:
    from web.components.request_id import SecretPathFilter

    caplog.handler.addFilter(SecretPathFilter())

    client.post(link, {"password": "wrong"})

    assert "/verify/***" in caplog.text
    assert link.split("/")[2] not in caplog.text
