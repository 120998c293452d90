from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from port.documents.intake.answers import Kind as Kind
from port.documents.intake.answers import Refusal as Refusal


class DocumentState(TextChoices):
    """A staged document waits for its form to be sent; one that a later choice replaced stands aside, to be brought back."""

    STAGED = "staged", _("暫存")
    ASIDE = "aside", _("已被取代，可復原")
    KEPT = "kept", _("已收存")


class ScanVerdict(TextChoices):
    """What the virus scanner said. `UNSCANNED` could not be asked yet, and is never shown as clean (U-08)."""

    NOT_ASKED = "not_asked", _("未設定掃毒")
    UNSCANNED = "unscanned", _("尚未完成掃毒")
    CLEAN = "clean", _("掃毒通過")
    INFECTED = "infected", _("偵測到病毒")


class ReadingState(TextChoices):
    """The fate of the text of a document, read by a worker while people go on."""

    WAITING = "waiting", _("等待判讀")
    READING = "reading", _("判讀中")
    READ = "read", _("已判讀")
    FAILED = "failed", _("無法判讀")


class TextSource(TextChoices):
    LAYER = "layer", _("文字層")
    OCR = "ocr", _("文字辨識")
    MIXED = "mixed", _("文字層與文字辨識")
