"""What people write to the portal (意見信箱)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.language import Language


class Opinion(models.Model):
    """A message to the port; `email` is where an answer goes."""

    email = models.EmailField("Email", max_length=254)
    name = models.CharField(_("稱呼"), max_length=50, blank=True)
    text = models.TextField(_("內容"), max_length=2000)
    language = models.CharField(_("通知信語言"), max_length=10, choices=Language, default=Language.CHINESE)
    sent_at = models.DateTimeField(_("寄出時間"), default=timezone.now)

    class Meta:
        verbose_name = _("意見信箱來信")

    def __str__(self) -> str:
        return f"opinion {self.pk}"
