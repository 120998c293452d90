"""Who may sign in, the proof of their e-mail address, and the count of failed tries."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import MAY_REVIEW, AccountKind, StaffRole


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Account names are compared without case; they are stored in lower case."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """One natural person's account. It comes into being at approval, never by signing up."""

    username = models.CharField(_("帳號"), max_length=30, unique=True)
    name = models.CharField(_("姓名"), max_length=50)
    mobile = models.CharField(_("手機電話"), max_length=10, blank=True)
    email = models.EmailField("Email", max_length=254)
    kind = models.CharField(_("帳號類型"), max_length=10, choices=AccountKind)
    staff_role = models.CharField(_("職務"), max_length=10, choices=StaffRole, blank=True)
    email_verified_at = models.DateTimeField(_("Email 驗證時間"), null=True, blank=True)
    is_active = models.BooleanField(_("啟用"), default=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "email", "kind"]

    objects = UserManager()

    class Meta:
        verbose_name = _("帳號")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=AccountKind.STAFF) ^ Q(staff_role=""), name="user_staff_has_a_role"
            ),
            models.CheckConstraint(condition=Q(username=Lower("username")), name="user_name_is_lower"),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def is_staff(self) -> bool:
        return self.kind == AccountKind.STAFF

    @property
    def may_review(self) -> bool:
        return self.is_active and self.staff_role in MAY_REVIEW

    @property
    def is_head(self) -> bool:
        """Whether this is the head of the desk, or one of them."""
        return self.is_active and self.staff_role == StaffRole.HEAD

    @property
    def role_name(self) -> str:
        """The role as the audit record names it."""
        return self.staff_role or self.kind


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


class SignInCount(models.Model):
    """Failed tries in a row for an account name, whether or not such an account exists (A-40)."""

    name_hash = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("登入失敗次數")

    def __str__(self) -> str:
        return f"{self.failures} failures in a row"


class VisitorCount(models.Model):
    """How often one visitor did one thing within one hour of the clock; who and what are kept as a hash only."""

    key = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("每小時次數")
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="one_count_per_visitor_and_hour")]

    def __str__(self) -> str:
        return f"{self.times} times in the hour from {self.hour:%H:%M}"
