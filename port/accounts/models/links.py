"""Secret links in letters. Of each token only the hash is kept (M-05)."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import LinkPurpose
from port.accounts.models.users import User


class EmailVerificationQuerySet(models.QuerySet["EmailVerification"]):
    def live(self) -> "EmailVerificationQuerySet":
        return self.filter(used_at__isnull=True, superseded_at__isnull=True)


class EmailVerification(models.Model):
    """One link that proves one address of one account. The token itself is kept only as its hash (M-05)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="verifications")
    email = models.EmailField(max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects = EmailVerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Email 驗證")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "email"],
                condition=Q(used_at__isnull=True, superseded_at__isnull=True),
                name="one_live_verification_per_address",
            )
        ]

    def __str__(self) -> str:
        return f"verification {self.pk} of {self.user_id}"

    def is_live(self, at: datetime) -> bool:
        return self.used_at is None and self.superseded_at is None and at < self.expires_at


class SecretLink(models.Model):
    """What every link in a letter has: it counts once, for a time, and until a newer one is sent."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    expires_at = models.DateTimeField(_("有效期限"))
    used_at = models.DateTimeField(_("使用時間"), null=True)
    superseded_at = models.DateTimeField(_("由新連結取代時間"), null=True)

    class Meta:
        abstract = True

    def is_live(self, at: datetime) -> bool:
        return self.used_at is None and self.superseded_at is None and at < self.expires_at


class LinkQuerySet(models.QuerySet["PasswordLink"]):
    def live(self) -> "LinkQuerySet":
        return self.filter(used_at__isnull=True, superseded_at__isnull=True)


class PasswordLink(SecretLink):
    """A link that lets the reader of one mailbox choose the password of one account, once (V-36, A-45.T)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    purpose = models.CharField(_("用途"), max_length=12, choices=LinkPurpose)
    email = models.EmailField(_("寄送信箱"), max_length=254)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("設定密碼連結")
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=LinkPurpose.values), name="password_link_purpose_is_known"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, superseded_at__isnull=True),
                name="one_live_password_link_per_account",
            ),
        ]

    def __str__(self) -> str:
        return f"password link {self.pk} of {self.user_id}"


class EmailChangeQuerySet(models.QuerySet["EmailChange"]):
    def live(self) -> "EmailChangeQuerySet":
        return self.filter(used_at__isnull=True, superseded_at__isnull=True)


class EmailChange(SecretLink):
    """A new address that an account wants; it counts once its link was followed and confirmed (V-07)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="email_changes")
    email = models.EmailField(_("新的 Email"), max_length=254)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Email 變更")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, superseded_at__isnull=True),
                name="one_live_email_change_per_account",
            )
        ]

    def __str__(self) -> str:
        return f"change of address {self.pk} of {self.user_id}"


class NotMeLink(models.Model):
    """不是我: in each letter about a change of security, the way to stop whoever made it, from the mailbox it went to."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="not_me_links")
    email = models.EmailField(_("寄送信箱"), max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    expires_at = models.DateTimeField(_("有效期限"))
    used_at = models.DateTimeField(_("使用時間"), null=True)

    class Meta:
        verbose_name = _("「不是我」連結")

    def __str__(self) -> str:
        return f"alarm {self.pk} of {self.user_id}"

    def is_live(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at
