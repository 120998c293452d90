import pytest

from port.taiwan.email import EmailAddress, clean_email
from tests.port.taiwan.refusals import refused


@pytest.mark.parametrize(
    ("typed", "as_typed", "canonical"),
    [
        ("wang@example.com", "wang@example.com", "wang@example.com"),
        ("Wang.Ming@Example.COM", "Wang.Ming@Example.COM", "Wang.Ming@example.com"),
        ("wang+hep@example.com", "wang+hep@example.com", "wang+hep@example.com"),
        ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "wang@example.com", "wang@example.com"),
        ("wang@example。com", "wang@example.com", "wang@example.com"),
        ("wang@例子.tw", "wang@例子.tw", "wang@xn--fsqu00a.tw"),
        ("wang@BÜCHER.example", "wang@BÜCHER.example", "wang@xn--bcher-kva.example"),
        ("wang@xn--fsqu00a.tw", "wang@xn--fsqu00a.tw", "wang@xn--fsqu00a.tw"),
    ],
)
def test_an_address_is_kept_as_typed_and_compared_by_its_domain(typed: str, as_typed: str, canonical: str) -> None:
    assert clean_email(typed) == EmailAddress(as_typed=as_typed, canonical=canonical)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("wang.example.com", "email_at_missing"),
        ("王小明@example.com", "email_not_ascii"),
        ("kıng@example.com", "email_not_ascii"),
        ("@example.com", "email_invalid"),
        ("wang@", "email_invalid"),
        ("wang@example", "email_invalid"),
        ("wang@localhost", "email_invalid"),
        ("wang@[127.0.0.1]", "email_invalid"),
        ("wang@example..com", "email_invalid"),
        ("wang@example.com.", "email_invalid"),
        ("wang@-example.com", "email_invalid"),
        ("wang@exa_mple.com", "email_invalid"),
        ("wa ng@example.com", "email_invalid"),
        ("wang@example.com, li@example.com", "email_invalid"),
        ("Wang <wang@example.com>", "email_invalid"),
        ("wang@@example.com", "email_invalid"),
        (".wang@example.com", "email_invalid"),
        (f"wang@{'a' * 64}.com", "email_invalid"),
    ],
)
def test_an_address_nothing_can_be_sent_to_is_refused(typed: str, code: str) -> None:
    assert refused(clean_email, typed) == code


def test_an_address_has_at_most_254_characters() -> None:
    domain = ".".join(["a" * 63] * 3) + ".tw"
    longest = "w" * (254 - len(domain) - 1) + "@" + domain

    assert clean_email(longest).canonical == longest
    assert refused(clean_email, "w" + longest) == "too_long"


def test_a_domain_that_grows_in_its_ascii_form_still_fits() -> None:
    typed = "w" * 200 + "@" + ".".join(["例子例子例子"] * 5) + ".tw"

    assert len(typed) <= 254
    assert refused(clean_email, typed) == "too_long"
