"""Files that entries offer, and the pictures in their texts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.content.enums import FileFormat


class Attachment(models.Model):
    """A file that staff put up for everybody: checked, named, and never altered. `size` is in bytes.

    `title` is the name that readers see, of a picture its alternative text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    format = models.CharField(_("格式"), max_length=5, choices=FileFormat)
    name = models.CharField(_("檔名"), max_length=120)
    title = models.CharField(_("名稱或替代文字"), max_length=150, blank=True)
    title_en = models.CharField(_("英文名稱"), max_length=300, blank=True)
    storage_name = models.CharField(max_length=200, unique=True)
    size = models.PositiveIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("上傳時間"), default=timezone.now)

    class Meta:
        verbose_name = _("網站檔案")
        ordering = ["-added_at"]
        constraints = [
            models.CheckConstraint(condition=Q(format__in=FileFormat.values), name="attachment_format_is_known"),
        ]

    def __str__(self) -> str:
        return self.name
