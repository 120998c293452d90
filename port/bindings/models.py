"""A shared account holds general accounts, each proven, and acts for their companies (共用帳號, 綁定)."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.bindings.enums import LIVE, WITHOUT_ACCOUNT, BindingProof, BindingState


class BindingQuerySet(models.QuerySet["Binding"]):
    def in_force(self) -> "BindingQuerySet":
        return self.filter(state=BindingState.IN_FORCE)

    def live(self) -> "BindingQuerySet":
        return self.filter(state__in=LIVE)

    def live_of(self, account: User) -> "BindingQuerySet":
        """On either side."""
        return self.live().filter(Q(shared=account) | Q(general=account))

    def overdue(self, at: datetime) -> "BindingQuerySet":
        """Asked by letter, and nobody answered in time."""
        return self.filter(state=BindingState.ASKED, expires_at__lte=at).order_by("pk")


class Binding(models.Model):
    """One shared account and one general account. The company is that of the general account (`CompanyAccount`).

    Somebody may ask by letter for a name that no account has, or none that can be bound. Such a request is a row like
    any other, with the name alone and without an account, so that its owner cannot tell the one from the other.
    """

    shared = models.ForeignKey(User, on_delete=models.PROTECT, related_name="bindings")
    general = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="held_by")
    asked_name = models.CharField(_("提出時填寫的帳號"), max_length=30, blank=True)
    state = models.CharField(_("狀態"), max_length=10, choices=BindingState)
    proof = models.CharField(_("證明方式"), max_length=10, choices=BindingProof)
    token_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(_("提出時間"), default=timezone.now)
    expires_at = models.DateTimeField(_("回覆期限"), null=True)
    bound_at = models.DateTimeField(_("綁定時間"), null=True)
    ended_at = models.DateTimeField(_("結束時間"), null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="ended_bindings")

    objects = BindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("綁定")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["shared", "state"], name="binding_of_shared"),
            models.Index(fields=["general", "state"], name="binding_of_general"),
            models.Index(fields=["expires_at"], condition=Q(state=BindingState.ASKED), name="binding_asked"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BindingState.values), name="binding_state_is_known"),
            models.CheckConstraint(condition=Q(proof__in=BindingProof.values), name="binding_proof_is_known"),
            models.CheckConstraint(condition=~Q(shared=F("general")), name="nobody_binds_themselves"),
            models.UniqueConstraint(
                fields=["shared", "general"], condition=Q(state__in=LIVE), name="one_live_binding_per_pair"
            ),
            models.UniqueConstraint(
                fields=["shared", "asked_name"],
                condition=Q(state__in=LIVE) & ~Q(asked_name=""),
                name="one_live_request_per_name",
            ),
            models.CheckConstraint(
                condition=Q(general__isnull=False, asked_name="")
                | Q(general__isnull=True, proof=BindingProof.LETTER, state__in=WITHOUT_ACCOUNT) & ~Q(asked_name=""),
                name="binding_has_an_account_or_a_name",
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="one_binding_per_token"),
            models.CheckConstraint(
                condition=~Q(state=BindingState.IN_FORCE) | Q(bound_at__isnull=False, ended_at__isnull=True),
                name="binding_in_force_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=BindingState.ASKED)
                | Q(expires_at__isnull=False, bound_at__isnull=True, ended_at__isnull=True) & ~Q(token_hash=""),
                name="binding_asked_has_a_link",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE) | Q(ended_at__isnull=False), name="binding_ended_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"binding {self.pk} ({self.state})"

    @property
    def name(self) -> str:
        """The name of the general account, or the one that was asked for."""
        return self.general.username if self.general else self.asked_name

    @property
    def is_asked(self) -> bool:
        return self.state == BindingState.ASKED

    @property
    def is_in_force(self) -> bool:
        return self.state == BindingState.IN_FORCE
