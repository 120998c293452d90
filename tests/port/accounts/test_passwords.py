"""Which passwords are taken, and with what answer the others are refused (design decision 13, V-10 to V-13)."""

import pytest
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError

from port.accounts.passwords import MAXIMUM, MINIMUM
from tests.factories import PASSWORD, some_facts

OWNER = some_facts(
    username="wang.harbour",
    name="歐陽小明",
    mobile="0912345678",
    email="seagull88@lighthouse.example",
    number="24549210",
    phone="02-24206100#123",
    company_name="晴海示範船務有限公司",
    representative="Alexander Hamilton",
)


def codes(password: str, owner: object = OWNER) -> set[str | None]:
    try:
        validate_password(password, owner)
    except ValidationError as refusal:
        return {fault.code for fault in refusal.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "correct horse battery staple",
        "每天早上七點半在三號碼頭喝豆漿",
        "mv,3kQ!x-92 Lp#",
        " 前後都有空白也照樣算數的密碼 ",
        "wang.harbour 每天喝三杯咖啡",
        "x7" + "長句子也可以當密碼" * 22,
        "emoji 🚢🚢 可以當密碼用",
    ],
)
def test_a_sentence_that_only_its_owner_knows_is_taken(password):
    assert codes(password) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_too_short"),
        ("mv,3kQ!x-92 Lp", "password_too_short"),
        ("港邊早晨有三隻白鷺鷥飛", "password_too_short"),
        ("mv,3kQ!x-92 Lp#" * 14, "password_too_long"),
        ("123456789012345", "password_too_common"),
        ("qwertyuiopqwertyuiop", "password_too_common"),
        ("qwertyuiopasdfghjkl", "password_too_common"),
        ("1qaz2wsx3edc4rfv", "password_too_common"),
        ("1q2w3e4r5t6y7u8i9o0p", "password_too_common"),
        ("abcdefghijklmnop", "password_too_common"),
        ("ponmlkjihgfedcba", "password_too_common"),
        ("aaaaaaaaaaaaaaa", "password_too_common"),
        ("abababababababab", "password_too_common"),
        ("iloveyou12345678", "password_too_common"),
        ("2024!!iloveyou!!2024", "password_too_common"),
        ("sunshinesunshine", "password_too_common"),
        ("Iloveyou!!!!!!!!", "password_too_common"),
        ("wang.harbour2024", "password_own_data"),
        ("WANG.HARBOUR2024", "password_own_data"),
        ("歐陽小明歐陽小明歐陽小明歐陽小明", "password_own_data"),
        ("0912345678abcde", "password_own_data"),
        ("seagull88seagull88", "password_own_data"),
        ("24549210-24549210", "password_own_data"),
        ("晴海示範船務有限公司20261", "password_own_data"),
        ("hamiltonalexander", "password_own_data"),
        ("wang.harbour0912345678", "password_own_data"),
        ("港務港務港務港務港務通行證通行證", "password_own_data"),
        ("keelungtwport123", "password_own_data"),
    ],
)
def test_a_password_that_others_would_guess_is_refused_with_its_reason(password, code):
    assert code in codes(password)


@pytest.mark.parametrize(("length", "answer"), [(MINIMUM - 1, {"password_too_short"}), (MINIMUM, set())])
def test_the_shortest_password_has_fifteen_characters_of_any_script(length, answer):
    sentence = "每天早上七點半在三號碼頭喝豆漿"

    assert codes(sentence[:length]) == answer


@pytest.mark.parametrize(("length", "answer"), [(MAXIMUM, set()), (MAXIMUM + 1, {"password_too_long"})])
def test_the_longest_password_has_two_hundred_characters(length, answer):
    sentence = "".join(chr(0x4E00 + 7 * number) for number in range(length))

    assert codes(sentence) == answer


def test_without_an_owner_the_other_rules_still_hold():
    assert codes(PASSWORD, None) == set()
    assert "password_too_common" in codes("123456789012345", None)
    assert "password_own_data" in codes("portpassportpass", None)


def test_each_rule_tells_people_what_it_asks_for():
    helps = [validator.get_help_text() for validator in get_default_password_validators()]

    assert helps == ["密碼至少 15 個字。", "不可使用常見的密碼。", "不可由帳號、姓名、電話等資料組成。"]
