from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from port.documents.intake.answers import Kind as Kind
from port.documents.intake.answers import Refusal as Refusal


class DocumentState(TextChoices):
    """A staged document waits for its form to be sent, and goes when the form never is; a kept one stays."""

    STAGED = "staged", _("暫存")
    KEPT = "kept", _("已收存")
