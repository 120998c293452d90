import pytest

from port.taiwan.usernames import clean_username, suggest_usernames
from tests.port.taiwan.refusals import refused


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("example1234", "example1234"),
        ("Example1234", "example1234"),
        ("ｅｘａｍｐｌｅ１２３４", "example1234"),
        ("wang.xiao_ming-2", "wang.xiao_ming-2"),
        ("abcdef", "abcdef"),
        ("a" * 30, "a" * 30),
        ("admin1234", "admin1234"),
    ],
)
def test_a_username_is_kept_in_lower_case(typed: str, cleaned: str) -> None:
    assert clean_username(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcde", "username_too_short"),
        ("a" * 31, "too_long"),
        ("a\ufdfa", "username_character"),
        ("\ufdfa" * 20, "too_long"),
        ("1example", "username_start"),
        (".example", "username_start"),
        ("example 1234", "username_character"),
        ("exam/ple", "username_character"),
        ("exàmple", "username_character"),
        ("王小明王小明", "username_character"),
        ("еxample", "username_character"),
        ("wang@example.com", "username_character"),
        ("system", "username_reserved"),
        ("Hotline", "username_reserved"),
        ("admin.", "username_reserved"),
        ("r.o.o.t", "username_reserved"),
        ("PORT-PASS", "username_reserved"),
        ("t_i_p_c", "username_reserved"),
    ],
)
def test_any_other_username_is_refused(typed: str, code: str) -> None:
    assert refused(clean_username, typed) == code


@pytest.mark.parametrize("taken", ["example1234", "abcdef", "a" * 30, "a" * 28 + "01", "a" * 27 + "_tw", "system1"])
def test_three_other_usernames_are_suggested(taken: str) -> None:
    suggestions = suggest_usernames(taken)

    assert len({taken, *suggestions}) == 4
    assert [clean_username(suggestion) for suggestion in suggestions] == suggestions
    assert suggest_usernames(taken) == suggestions
