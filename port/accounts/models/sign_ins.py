"""Where an account is signed in, and which passwords and factors it has."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import FactorKind
from port.accounts.models.users import User


class SignInQuerySet(models.QuerySet["SignIn"]):
    def open(self, at: datetime) -> "SignInQuerySet":
        """Not ended by anybody, and within both limits."""
        return self.filter(ended_at__isnull=True, idle_at__gt=at, ends_at__gt=at)

    def with_owner(self) -> "SignInQuerySet":
        """Together with the account, and whether it has a second factor (`owner_has_factor`)."""
        return self.select_related("user").annotate(
            owner_has_factor=models.Exists(Factor.objects.filter(user=models.OuterRef("user")))
        )

    def newest_first(self) -> "SignInQuerySet":
        return self.order_by("-seen_at", "-pk")


class SignIn(models.Model):
    """One device that an account is signed in on: the row decides whether its session still counts (V-31).

    `idle_at` moves on with use, `ends_at` never does (A-05). `session_key` is empty once it has ended.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, blank=True, db_index=True)
    device = models.CharField(_("裝置"), max_length=100)
    origin = models.CharField(_("來源網段"), max_length=80, blank=True)
    with_factor = models.BooleanField(_("使用第二重驗證"), default=False)
    began_at = models.DateTimeField(_("登入時間"), default=timezone.now)
    seen_at = models.DateTimeField(_("最近使用"), default=timezone.now)
    idle_at = models.DateTimeField(_("閒置到期"))
    ends_at = models.DateTimeField(_("最晚到期"))
    ended_at = models.DateTimeField(_("結束時間"), null=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("登入裝置")
        indexes = [models.Index(fields=["user", "-seen_at"], name="sign_in_by_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["session_key"], condition=~Q(session_key=""), name="one_sign_in_per_session"
            ),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | Q(session_key=""), name="ended_has_no_session"),
        ]

    def __str__(self) -> str:
        return f"sign-in {self.pk} of {self.user_id}"


class FormerPassword(models.Model):
    """A password that the account had, as its hash: none of the last three may come back (A-42)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    until = models.DateTimeField(_("使用至"), default=timezone.now)

    class Meta:
        verbose_name = _("用過的密碼")
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return f"former password {self.pk} of {self.user_id}"


class Factor(models.Model):
    """A second factor. `secret` is the sealed secret of a TOTP; a passkey has its credential instead (A-71)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(_("種類"), max_length=10, choices=FactorKind)
    name = models.CharField(_("名稱"), max_length=50)
    secret = models.TextField(blank=True)
    last_step = models.BigIntegerField(_("最近使用的時間格"), default=0)
    credential_id = models.CharField(max_length=400, blank=True)
    credential = models.TextField(blank=True)
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    used_at = models.DateTimeField(_("最近使用"), null=True)

    class Meta:
        verbose_name = _("第二重驗證")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=FactorKind.TOTP, credential_id="") & ~Q(secret="")
                | Q(kind=FactorKind.PASSKEY, secret="") & ~Q(credential_id="") & ~Q(credential=""),
                name="factor_has_what_its_kind_needs",
            ),
            models.UniqueConstraint(fields=["user"], condition=Q(kind=FactorKind.TOTP), name="one_totp_per_account"),
            models.UniqueConstraint(
                fields=["credential_id"], condition=~Q(credential_id=""), name="one_owner_per_passkey"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.user_id}"


class RecoveryCode(models.Model):
    """One of ten codes for the day when the phone is lost; each counts once (V-35)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    used_at = models.DateTimeField(_("使用時間"), null=True)

    class Meta:
        verbose_name = _("備用碼")

    def __str__(self) -> str:
        return f"recovery code {self.pk} of {self.user_id}"
