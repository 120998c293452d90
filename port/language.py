"""The two languages of the portal. Chinese is the one that counts; English says the same for those who read no Chinese.

Each page has an address in either: the plain one in Chinese, the same behind `/en/` in English (0019). What is for staff
alone is in Chinese alone.
"""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language


class Language(TextChoices):
    CHINESE = "zh-hant", "正體中文"
    ENGLISH = "en", "English"


TAGS = {Language.CHINESE: "zh-Hant-TW", Language.ENGLISH: "en"}
"""What a page or a letter says of itself to browsers and screen readers (BCP 47)."""

ENGLISH_PREFIX = f"/{Language.ENGLISH.value}/"
CHINESE_ALONE = ("/staff/", "/mailbox/", "/components/", "/static/")


def language_now() -> Language:
    """That of the page or of the letter in hand."""
    return Language(get_language() or settings.LANGUAGE_CODE)


def language_of(path: str) -> Language:
    return Language.ENGLISH if f"{path}/".startswith(ENGLISH_PREFIX) else Language.CHINESE


def path_in(address: str, language: Language) -> str:
    """The path of a page as it is in that language; whatever is no path of such a page stays as it is."""
    plain = "/" + address.removeprefix(ENGLISH_PREFIX) if address.startswith(ENGLISH_PREFIX) else address
    if plain.startswith("/"):
        plain = "/" + plain.lstrip("/\\")  # two slashes would lead to another site
    if language is Language.CHINESE or not plain.startswith("/") or plain.startswith(CHINESE_ALONE):
        return plain
    return ENGLISH_PREFIX + plain[1:]
