"""當事人權利: what a person asks for about the data kept on them, and until when it is answered (P-03)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.registration.models import new_reference
from port.rights.enums import RightKind, RightState


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    def waiting(self) -> "RightsRequestQuerySet":
        return self.filter(state=RightState.OPEN).order_by("due_on", "pk")


class RightsRequest(models.Model):
    reference = models.CharField(_("受理號碼"), max_length=20, unique=True, default=new_reference)
    submission_id = models.UUIDField(unique=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="rights_requests")
    kind = models.CharField(_("請求"), max_length=10, choices=RightKind)
    text = models.TextField(_("說明"))
    state = models.CharField(_("狀態"), max_length=10, choices=RightState, default=RightState.OPEN)
    asked_at = models.DateTimeField(_("提出時間"), default=timezone.now)
    due_on = models.DateField(_("答覆期限"))
    extended_at = models.DateTimeField(_("延長時間"), null=True)
    extension_reason = models.TextField(_("延長原因"), blank=True)
    answer = models.TextField(_("答覆"), blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="answered_rights")
    answered_at = models.DateTimeField(_("答覆時間"), null=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("當事人權利請求")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(state=RightState.OPEN), name="right_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RightKind.values), name="right_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=RightState.values), name="right_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[RightState.GRANTED, RightState.REFUSED])
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="right_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True) | ~Q(extension_reason=""), name="right_extension_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
