"""The rules for a password (design decision 13, V-10 to V-13): long, not known, not made of the account's own data.

There is no rule of composition and no expiry. Each validator says why it refuses and what helps.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.contrib.auth.password_validation import CommonPasswordValidator as DjangoCommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MINIMUM = 15
MAXIMUM = 200
OF_ONES_OWN = 8
"""Characters of a password that must be left when the account's data and the port's words are taken out."""

KEYBOARD_WALKS = (
    "qwertyuiopasdfghjklzxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb",
)
OWN_WORDS = (
    "twport",
    "portpass",
    "keelung",
    "kaohsiung",
    "taichung",
    "hualien",
    "taipei",
    "港務",
    "通行證",
    "password",
)


def normalised(password: str) -> str:
    """The password as it is hashed: NFC, since keyboards write the same letter in one piece or in several (V-13)."""
    return unicodedata.normalize("NFC", password)


class LengthValidator:
    """At least 15 characters, since the password stands alone (NIST SP 800-63B-4); at most 200."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < MINIMUM:
            raise ValidationError(
                _("密碼目前 %(length)d 個字，至少要 %(minimum)d 個字。可以用一句好記的話。"),
                code="password_too_short",
                params={"length": len(password), "minimum": MINIMUM},
            )
        if len(password) > MAXIMUM:
            raise ValidationError(
                _("密碼最多 %(maximum)d 個字，請縮短。"), code="password_too_long", params={"maximum": MAXIMUM}
            )

    def get_help_text(self) -> str:
        return _("密碼至少 %(minimum)d 個字。") % {"minimum": MINIMUM}


class CommonPasswordValidator(DjangoCommonPasswordValidator):
    """Refuses what guessers try first: common passwords, also lengthened or repeated, and walks along the keyboard."""

    def validate(self, password: str, user: object = None) -> None:
        plain = password.lower()
        if any(self._is_guessed(core) for core in _cores(plain)):
            raise ValidationError(
                _("這個密碼太常見，容易被猜中。請換成一句只有您知道的話。"), code="password_too_common"
            )

    def _is_guessed(self, core: str) -> bool:
        walked = any(core in walk * 3 or core[::-1] in walk * 3 for walk in KEYBOARD_WALKS)
        return walked or core in self.passwords or len(set(core)) < 4

    def get_help_text(self) -> str:
        return _("不可使用常見的密碼。")


def _cores(password: str) -> Iterable[str]:
    """The password itself, without what was added at its ends, and the piece that it repeats."""
    yield password
    yield re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password) or password
    if repeated := re.fullmatch(r"(.+?)\1+", password):
        yield repeated.group(1)


class OwnDataValidator:
    """Refuses a password that is mostly the account's own data, or the port's own words (V-12)."""

    attributes = ("username", "name", "mobile", "email", "number", "phone", "company_name", "representative")

    def validate(self, password: str, user: object = None) -> None:
        rest = plain = password.lower()
        for word in sorted(self._words(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != plain and len(rest) < OF_ONES_OWN:
            raise ValidationError(
                _("密碼不可用帳號、姓名、電話、統編、公司名稱或港口、系統的名稱組成，這些別人也知道。請換一句話。"),
                code="password_own_data",
            )

    def _words(self, user: object) -> Iterable[str]:
        yield from OWN_WORDS
        for attribute in self.attributes:
            value = str(getattr(user, attribute, "") or "").lower()
            yield from (part for part in re.split(r"[@.#\s-]+", value) if len(part) >= 3)

    def get_help_text(self) -> str:
        return _("不可由帳號、姓名、電話等資料組成。")
