"""A new password: neither the present one nor one of the last three (A-42), and the change of it."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from port.accounts.enums import LinkPurpose
from port.accounts.models import SignIn, User
from port.accounts.password_links import DeadLink, find, issue, set_password_by
from port.accounts.passwords_kept import change_password, check_new_password, keep_former
from port.accounts.sessions import begin
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.known import known_of
from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories import PASSWORD, a_company_account, a_user

pytestmark = pytest.mark.django_db

WORDS = [f"第{number}號碼頭邊上有一排很舊的繫船柱" for number in "一二三四五"]


def change(user: User, *passwords: str) -> User:
    for password in passwords:
        change_password(user, password=password, by=user, keep=None)
    return User.objects.get(pk=user.pk)


def refusal(user: User, password: str) -> str:
    try:
        check_new_password(password, user)
    except ValidationError as fault:
        return str(fault.code)
    return ""


def test_the_present_password_and_the_three_before_it_are_refused_and_the_fourth_is_not() -> None:
    user = change(a_user(), *WORDS)

    refused = [refusal(user, password) for password in reversed(WORDS)]

    assert refused == ["password_used_before"] * 4 + [""]


def test_only_the_newest_three_are_kept_and_only_as_hashes() -> None:
    user = change(a_user(), *WORDS)

    kept = list(user.former_passwords.values_list("password", flat=True))

    assert len(kept) == 3
    assert [check_password(word, had) for word, had in zip(reversed(WORDS[1:4]), kept, strict=True)] == [True] * 3
    assert not any(word in had for word in WORDS for had in kept)


def test_the_link_of_a_letter_brings_no_former_password_back() -> None:
    user = change(a_user(), WORDS[0], WORDS[1])
    link = find(issue(user, purpose=LinkPurpose.RECOVERY))
    assert link

    with pytest.raises(ValidationError) as refused:
        set_password_by(link, password=PASSWORD)

    assert refused.value.code == "password_used_before"


def test_what_was_given_up_in_an_alarm_counts_as_a_former_password() -> None:
    user = a_user()
    keep_former(user)
    user.set_unusable_password()
    user.save()

    assert refusal(user, PASSWORD) == "password_used_before"


def test_the_same_letters_in_pieces_are_the_same_password() -> None:
    composed, in_pieces = "é" * 3 + "港邊早晨有三隻白鷺鷥飛過", "e\u0301" * 3 + "港邊早晨有三隻白鷺鷥飛過"
    user = change(a_user(), composed)

    with pytest.raises(ValidationError):
        change_password(user, password=in_pieces, by=user, keep=None)


def test_a_password_made_of_the_company_is_refused() -> None:
    account = a_company_account()
    company = account.company

    with pytest.raises(ValidationError) as refused:
        check_new_password(f"{company.name}{company.number}abc", account.user, known=known_of(account.user))

    assert refused.value.messages[0].startswith("密碼不可用")


def test_a_password_made_of_the_new_name_is_refused() -> None:
    user = a_user(name="Maximiliana Ottoline", username="harbourmaster99")

    with pytest.raises(ValidationError):
        check_new_password("harbourmaster99ottoline", user)


def test_a_change_ends_every_other_sign_in_and_keeps_this_one() -> None:
    user = a_user()
    here, there = (begin(user=user, session_key=key * 32, device="Chrome・Windows", with_factor=False) for key in "ab")

    change_password(user, password=WORDS[0], by=user, keep=here)

    still_open = SignIn.objects.filter(ended_at__isnull=True)
    assert list(still_open) == [here]
    assert there not in still_open


def test_a_change_lets_the_link_of_a_letter_die() -> None:
    user = a_user()
    link = find(issue(user, purpose=LinkPurpose.RECOVERY))
    assert link

    change(user, WORDS[0])

    with pytest.raises(DeadLink):
        set_password_by(link, password=WORDS[1])


def test_the_owner_is_told_of_a_change_and_it_is_recorded() -> None:
    user = change(a_user(), WORDS[0])

    letter = Letter.objects.get(kind=LetterKind.PASSWORD_CHANGED)
    assert letter.to_address == user.email
    assert user.username in letter.text
    assert AuditRecord.objects.filter(act=Act.PASSWORD_CHANGED, object_id=str(user.pk)).count() == 1
