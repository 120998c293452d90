"""忘記帳號 and 忘記密碼: who is written to, what the letter says, and what nobody learns (V-36, V-43)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from port.accounts.enums import AccountKind, LinkPurpose
from port.accounts.models import PasswordLink, User
from port.accounts.password_links import find, is_usable, issue, set_password_by
from port.accounts.person import ask_email_change, confirm_email_change
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import NumberKind
from port.companies.models import CompanyDocument
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.registration.models import AccountApplication
from port.registration.proof import lapse
from port.registration.recovery import send_names, send_password_link
from port.registration.reopening import reopen
from port.taiwan.email import clean_email
from tests.factories import (
    Clock,
    a_company,
    a_company_account,
    a_refused_application,
    a_reopened_application,
    a_reviewer,
    a_user,
    a_verified_application,
    an_application,
    an_approved_application,
    at_once,
)

pytestmark = pytest.mark.django_db

MIDDAY = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Taipei"))
EMAIL = "wang@example.com"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(MIDDAY).rule(monkeypatch)


def names_sent(number: str, email: str = EMAIL, *, kind: str = NumberKind.UBN) -> Letter | None:
    return send_names(number_kind=kind, number=number, address=clean_email(email))


def link_sent(user: User, email: str = "") -> PasswordLink | None:
    return send_password_link(username=user.username, address=clean_email(email or user.email))


# 忘記帳號


def test_the_letter_lists_every_name_of_the_address_for_the_company_with_its_state() -> None:
    company = a_company()
    a_company_account(company=company, user=a_user(username="harbor.one", email=EMAIL))
    a_company_account(company=company, user=a_user(username="harbor.two", email=EMAIL))
    same = {"number": company.number, "email": EMAIL}
    an_application(username="waiting.three", **same)
    a_refused_application(username="refused.four", **same)
    an_approved_application(username="unproven.five", **same)
    a_reopened_application(username="again.six", **same)

    letter = names_sent(company.number)

    assert letter
    lines = [line for line in letter.text.splitlines() if line.startswith("・")]
    assert lines == [
        "・again.six（一般帳號，李小華）：待審核，還不能登入",
        "・harbor.one（一般帳號，王小明）：可以登入",
        "・harbor.two（一般帳號，王小明）：可以登入",
        "・refused.four（一般帳號，李小華）：未通過審核，可以補正",
        "・unproven.five（一般帳號，李小華）：審核通過，尚未完成 Email 驗證",
        "・waiting.three（一般帳號，李小華）：待審核，還不能登入",
    ]
    assert letter.to_address == EMAIL
    assert letter.link == ""


def test_names_of_another_address_or_another_company_are_left_out() -> None:
    company = a_company()
    a_company_account(company=company, user=a_user(username="harbor.one", email=EMAIL))
    a_company_account(company=company, user=a_user(username="colleague", email="colleague@example.com"))
    a_company_account(user=a_user(username="elsewhere", email=EMAIL))

    letter = names_sent(company.number)

    assert letter
    assert "harbor.one" in letter.text
    assert "colleague" not in letter.text
    assert "elsewhere" not in letter.text


def test_a_shared_account_of_the_address_is_listed_whatever_company_is_named() -> None:
    a_user(username="shared.wang", email=EMAIL, kind=AccountKind.SHARED)
    a_user(username="shared.other", email="other@example.com", kind=AccountKind.SHARED)

    letter = names_sent(a_company().number)

    assert letter
    assert "・shared.wang（共用帳號，王小明）：可以登入" in letter.text
    assert "shared.other" not in letter.text


def test_a_switched_off_account_and_a_mended_application_are_not_listed() -> None:
    company = a_company()
    a_company_account(company=company, user=a_user(email=EMAIL, is_active=False))
    refused = a_refused_application(number=company.number, email=EMAIL)
    an_application(username="other.name", email="other@example.com", forerunner=refused)

    assert names_sent(company.number) is None


def test_an_old_refusal_does_not_speak_for_a_name_that_is_an_account_by_now() -> None:
    company = a_company()
    a_refused_application(username="harbor.one", number=company.number, email=EMAIL)
    a_company_account(company=company, user=a_user(username="harbor.one", email=EMAIL))

    letter = names_sent(company.number)

    assert letter
    assert letter.text.count("harbor.one") == 1
    assert "可以登入" in letter.text


@pytest.mark.parametrize("typed", ["WANG@example.com", "wang@EXAMPLE.com", "ｗang＠example.com", " wang@example.com "])
def test_an_address_is_found_however_it_is_typed(typed: str) -> None:
    account = a_company_account(user=a_user(email="Wang@Example.com"))

    letter = names_sent(account.company.number, typed)

    assert letter
    assert letter.to_address == "Wang@Example.com"


def test_where_nothing_matches_no_letter_leaves_and_nothing_is_recorded() -> None:
    account = a_company_account(user=a_user(email=EMAIL))

    answers = [
        names_sent(account.company.number, "other@example.com"),
        names_sent("00000000"),
        names_sent(account.company.number, kind=NumberKind.AGENCY),
    ]

    assert answers == [None] * 3
    assert not Letter.objects.exists()
    assert not AuditRecord.objects.exists()


def a_day_passes() -> None:
    Letter.objects.update(created_at=F("created_at") - timedelta(days=1))


def test_an_address_gets_five_letters_of_names_a_day() -> None:
    number = a_company_account(user=a_user(email=EMAIL)).company.number

    today = [names_sent(number) for _ in range(options().recovery_letters_a_day + 2)]
    a_day_passes()

    assert [bool(letter) for letter in today] == [True] * 5 + [False] * 2
    assert names_sent(number)


# 忘記密碼


def test_the_link_goes_to_the_mailbox_of_the_account_and_changes_nothing_yet() -> None:
    user = a_user(email="Wang@Example.com")
    before = User.objects.values().get(pk=user.pk)

    link = link_sent(user, "wang@example.com")

    letter = Letter.objects.get()
    assert link
    assert (letter.kind, letter.to_address) == (LetterKind.PASSWORD_LINK, "Wang@Example.com")
    assert user.username in letter.text
    assert letter.link.startswith(f"{options().public_url}/choose-password/")
    assert find(letter.link.split("/")[-2]) == link
    assert User.objects.values().get(pk=user.pk) == before
    assert AuditRecord.objects.get().act == Act.PASSWORD_LINK_SENT


def test_account_and_address_must_belong_together() -> None:
    user, other = a_user(), a_user()

    answers = [
        link_sent(user, other.email),
        send_password_link(username="nobody.here", address=clean_email(user.email)),
    ]

    assert answers == [None, None]
    assert not Letter.objects.exists()
    assert not PasswordLink.objects.exists()


def test_staff_and_shared_accounts_are_recovered_as_well() -> None:
    assert link_sent(a_reviewer())
    assert link_sent(a_user(kind=AccountKind.SHARED))


@pytest.mark.parametrize("make", [an_application, a_refused_application])
def test_an_application_that_has_no_account_gets_no_link(make) -> None:
    application = make()

    assert send_password_link(username=application.username, address=clean_email(application.email)) is None


def test_an_account_under_review_again_gets_no_link_and_its_earlier_one_dies() -> None:
    application = a_verified_application()
    user = application.user
    earlier = link_sent(user)
    assert earlier

    reopen(application, by=a_reviewer(), reason="統一編號需再確認。")

    earlier.refresh_from_db()
    assert link_sent(user) is None
    assert not is_usable(earlier, at=earlier.created_at)


def test_a_switched_off_account_gets_no_link() -> None:
    assert link_sent(a_user(is_active=False)) is None


def test_an_approved_account_may_choose_a_password_before_its_address_is_proven() -> None:
    application = an_approved_application()
    lapsed = an_approved_application()
    lapse(lapsed)

    for user in (application.user, lapsed.user):
        link = link_sent(user)
        assert link
        set_password_by(link, password="傍晚的燈塔照著兩艘慢慢回港的漁船")

    states = AccountApplication.objects.filter(pk__in=[application.pk, lapsed.pk]).order_by("pk")
    assert [one.state for one in states] == ["approved", "lapsed"]
    assert not User.objects.filter(application__in=states, email_verified_at__isnull=False).exists()


def test_who_has_not_used_the_link_of_a_handover_gets_the_same_kind_no_longer_than_that_one(clock: Clock) -> None:
    user = a_user(email_verified_at=None)
    issue(user, purpose=LinkPurpose.HANDOVER, lifetime=timedelta(days=7))
    clock.advance(timedelta(days=2))

    link = link_sent(user)
    clock.advance(timedelta(days=5))

    assert link
    assert (link.purpose, link.expires_at) == (LinkPurpose.HANDOVER, MIDDAY + timedelta(days=7))
    assert link_sent(user) is None


def test_an_invitation_that_ran_out_is_not_revived() -> None:
    invited = a_reviewer(email_verified_at=None)
    invited.set_unusable_password()
    invited.save()

    assert link_sent(invited) is None


def test_an_address_gets_five_links_a_day_over_all_its_accounts() -> None:
    users = [a_user(email=EMAIL), a_user(email=EMAIL)]

    today = [link_sent(users[number % 2]) for number in range(options().recovery_letters_a_day + 2)]
    a_day_passes()

    assert [bool(link) for link in today] == [True] * 5 + [False] * 2
    assert link_sent(users[0])


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_leave_one_live_link_and_no_more_letters_than_a_day_has() -> None:
    user = a_user()

    at_once(*[lambda: link_sent(user)] * 8)

    assert PasswordLink.objects.live().count() == 1
    assert Letter.objects.filter(kind=LetterKind.PASSWORD_LINK).count() == options().recovery_letters_a_day


# What follows the account to its new address


def test_answers_to_the_application_and_to_a_waiting_document_follow_the_account() -> None:
    application = a_verified_application()
    user = application.user
    change = ask_email_change(user, address=clean_email("New@Example.com"), by=user)

    confirm_email_change(change, by=user)

    application.refresh_from_db()
    document = CompanyDocument.objects.get(pk=application.document_id)
    assert (application.email, application.email_canonical) == ("New@Example.com", "New@example.com")
    assert document.contact_email == "New@Example.com"
