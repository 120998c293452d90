"""Email (manual step 5): the address as typed, and the one form by which two addresses are compared."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import clean_line, fold_width, refuse_longer_than

MAX_LENGTH = 254
_is_email = EmailValidator()


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """`as_typed` keeps the person's own capitals; `canonical` has only its domain in lower-case ASCII."""

    as_typed: str
    canonical: str


def clean_email(value: str) -> EmailAddress:
    """An address of at most 254 characters that letters can be sent to (check V-07).

    Full-width letters, ＠ and 。 are understood, and so are domains in other scripts. The part before the @ keeps its
    capitals, because only its own mail server knows whether they matter.

    Errors: required, email_at_missing, email_not_ascii, email_invalid, and those of `clean_line`.
    """
    typed = fold_width(clean_line(value, max_length=MAX_LENGTH)).replace("。", ".")
    if not typed:
        raise ValidationError(_("請填寫 Email。"), code="required")
    local, at, domain = typed.rpartition("@")
    if not at:
        raise ValidationError(_("Email 缺少 @，例如 example@gmail.com，請重新確認。"), code="email_at_missing")
    if not local.isascii():
        raise ValidationError(
            _("Email 的 @ 前面只能用英文字母、數字和符號，例如 example@gmail.com。"), code="email_not_ascii"
        )
    canonical = f"{local}@{_ascii_domain(domain)}"
    refuse_longer_than(MAX_LENGTH, canonical)
    _refuse_undeliverable(canonical)
    return EmailAddress(as_typed=typed, canonical=canonical)


def mailbox_of(canonical: str) -> str:
    """One form for the many addresses that large mail services bring to one mailbox: no case, no dots, nothing after a +.

    For counting only. Elsewhere two such addresses may belong to two people.
    """
    local, _at, domain = canonical.lower().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def _ascii_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _invalid() from None


def _refuse_undeliverable(address: str) -> None:
    # The validator lets through numeric hosts in brackets and `localhost`, which are nobody's mailbox.
    if address.endswith(("]", "@localhost")):
        raise _invalid()
    try:
        _is_email(address)
    except ValidationError:
        raise _invalid() from None


def _invalid() -> ValidationError:
    return ValidationError(
        _("Email 格式不正確，請確認沒有空格或多餘的符號，例如 example@gmail.com。"), code="email_invalid"
    )
