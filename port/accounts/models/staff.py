"""The periodic review of staff accounts, signed off one by one (A-04)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import StaffVerdict
from port.accounts.models.users import User


class StaffReview(models.Model):
    """Somebody has looked at a staff account and says whether it is still needed, with the role that it had."""

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff_reviews")
    role = models.CharField(_("當時職務"), max_length=10)
    verdict = models.CharField(_("結論"), max_length=10, choices=StaffVerdict)
    note = models.TextField(_("說明"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="signed_off_reviews")
    at = models.DateTimeField(_("時間"), default=timezone.now)

    class Meta:
        verbose_name = _("帳號清查")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at"], name="staff_review_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=StaffVerdict.values), name="staff_verdict_is_known"),
            models.CheckConstraint(condition=~Q(account=models.F("by")), name="nobody_reviews_themselves"),
        ]

    def __str__(self) -> str:
        return f"review {self.pk} of account {self.account_id}"
