"""The two languages of the portal. Chinese is the one that counts; English says the same for those who read no Chinese."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language


class Language(TextChoices):
    CHINESE = "zh-hant", "正體中文"
    ENGLISH = "en", "English"


def language_now() -> Language:
    """That of the page in hand."""
    return Language(get_language() or settings.LANGUAGE_CODE)
