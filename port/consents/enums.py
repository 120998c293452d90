from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """The three texts of the first login, in the order of the manual (step 21)."""

    PERSONAL_DATA = "personal_data", _("個資同意使用")
    AUTHORISATION = "authorisation", _("授權聲明")
    HAZARD = "hazard", _("危害告知")


class ReadingManner(TextChoices):
    """How the text was put before the person."""

    SCROLLED = "scrolled", _("捲動閱讀")
    PRINTED = "printed", _("整頁閱讀")
