"""個人資料: name and mobile at once, the address only when the new mailbox answers (V-07, V-31)."""

import pytest
from django.test import Client

from port.accounts.models import EmailChange, SignIn, User
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import PASSWORD, a_company_account, a_reviewer, everything_acknowledged
from web.components.request_id import SecretPathFilter

pytestmark = pytest.mark.django_db

PERSON, EDIT, EMAIL = "/account/person/", "/account/person/edit/", "/account/email/"


@pytest.fixture
def user() -> User:
    account = a_company_account()
    everything_acknowledged(account)
    return account.user


@pytest.fixture
def inside(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def asked(client: Client, email: str = "new@example.com") -> str:
    """The path of the link that went to the new address."""
    client.post(EMAIL, {"email": email})
    letter = Letter.objects.filter(kind=LetterKind.EMAIL_CHANGE).newest_first()[0]
    return letter.link.removeprefix("http://testserver")


def long_ago(user: User) -> None:
    """The sign-in was a while ago, so that the password is asked for again."""
    began = SignIn.objects.get(user=user).began_at
    SignIn.objects.filter(user=user).update(began_at=began.replace(year=began.year - 1))


def test_name_and_mobile_are_cleaned_as_in_the_application(inside: Client, user: User) -> None:
    answer = inside.post(EDIT, {"name": " 王曉明 ", "mobile": "0987-654 321"}, follow=True)

    user.refresh_from_db()
    assert (user.name, user.mobile) == ("王曉明", "0987654321")
    assert "個人資料已經更新" in answer.content.decode()


def test_what_the_application_would_refuse_is_refused_here(inside: Client, user: User) -> None:
    answer = inside.post(EDIT, {"name": "晴海船務有限公司", "mobile": "12345"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "mobile"}


def test_the_language_of_letters_is_chosen_and_the_pages_follow_their_address(inside: Client, user: User) -> None:
    answer = inside.post(EDIT, {"name": user.name, "mobile": user.mobile, "language": "en"}, follow=True)

    user.refresh_from_db()
    page = answer.content.decode()
    assert user.language == Language.ENGLISH
    assert '<html lang="zh-Hant-TW">' in page
    assert '<span lang="en">English</span>' in page


def test_letters_are_written_in_the_chosen_language(inside: Client, user: User) -> None:
    inside.post(EDIT, {"name": user.name, "mobile": user.mobile, "language": "en"})

    link = asked(inside)

    letter = Letter.objects.filter(kind=LetterKind.EMAIL_CHANGE).newest_first()[0]
    assert letter.language == Language.ENGLISH
    assert link.startswith("/en/account/email/")
    assert '<html lang="en">' in inside.get(link).content.decode()


def test_staff_are_not_asked_in_which_language(client: Client) -> None:
    reviewer = a_reviewer()
    client.force_login(reviewer)

    client.post(EDIT, {"name": reviewer.name, "mobile": "0912345678", "language": "en"})

    reviewer.refresh_from_db()
    assert reviewer.language == Language.CHINESE
    assert "通知信語言" not in client.get(EDIT).content.decode()


@pytest.mark.parametrize("page", [EDIT, EMAIL])
def test_the_password_is_asked_for_again_before_phone_or_address_change(inside: Client, user: User, page: str) -> None:
    long_ago(user)

    answer = inside.post(page, {"name": "王曉明", "mobile": "0987654321", "email": "new@example.com"})

    user.refresh_from_db()
    assert "目前的密碼" in answer.content.decode()
    assert user.mobile == "0912345678"
    assert not EmailChange.objects.exists()


def test_a_new_address_waits_and_the_page_says_so(inside: Client, user: User) -> None:
    former = user.email

    asked(inside)

    page = inside.get(PERSON).content.decode()
    user.refresh_from_db()
    assert user.email == former
    assert "new@example.com" in page
    assert former in page


def test_looking_at_the_link_changes_nothing(inside: Client, user: User) -> None:
    link = asked(inside)

    for browser in (inside, Client()):
        page = browser.get(link).content.decode()

    user.refresh_from_db()
    assert user.email != "new@example.com"
    assert "n***@example.com" in page
    assert "new@example.com" not in page
    assert user.username in page


def test_whoever_is_signed_in_confirms_with_a_button_and_stays_inside(inside: Client, user: User) -> None:
    link = asked(inside)

    answer = inside.post(link, follow=True)

    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert "新的 Email 已經生效" in answer.content.decode()
    assert inside.get("/company/").status_code == 200


def test_on_another_device_the_password_confirms_and_the_session_that_asked_goes_on(inside: Client, user: User) -> None:
    link, phone = asked(inside), Client()

    without = [phone.post(link), phone.post(link, {"present": "not this one at all"})]
    confirmed = phone.post(link, {"present": PASSWORD})

    user.refresh_from_db()
    assert [answer.status_code for answer in without] == [422, 422]
    assert (confirmed.status_code, confirmed["Location"]) == (302, "/login/")
    assert user.email == "new@example.com"
    assert "_auth_user_id" not in phone.session
    assert inside.get("/company/").status_code == 200


def test_the_session_of_another_account_confirms_nothing(inside: Client, user: User) -> None:
    link, other = asked(inside), Client()
    other.force_login(a_company_account().user)

    answer = other.post(link)

    user.refresh_from_db()
    assert answer.status_code == 422
    assert user.email != "new@example.com"


def test_used_superseded_and_unknown_links_look_the_same(inside: Client) -> None:
    earlier, newer = asked(inside, "one@example.com"), asked(inside, "two@example.com")
    inside.post(newer)

    links = (earlier, newer, "/account/email/never-made/")
    answers = [Client().get(link) for link in links]

    assert {answer.status_code for answer in answers} == {404}
    # The way to the other language leads to the address that was asked for.
    assert len({answer.content.decode().replace(link, "") for answer, link in zip(answers, links, strict=True)}) == 1


def test_the_present_address_is_told_at_the_field(inside: Client, user: User) -> None:
    answer = inside.post(EMAIL, {"email": user.email.upper()})

    assert answer.status_code == 422
    assert "這就是目前的 Email" in answer.content.decode()


def test_staff_keep_their_person_in_the_same_place(client: Client) -> None:
    reviewer = a_reviewer()
    client.force_login(reviewer)

    client.post(asked(client))

    reviewer.refresh_from_db()
    assert client.get(PERSON).status_code == 200
    assert reviewer.email == "new@example.com"


def test_the_token_never_stands_in_the_log(inside: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(SecretPathFilter())
    link = asked(inside)

    Client().post(link, {})

    assert "/account/email/***" in caplog.text
    assert link.split("/")[3] not in caplog.text
