"""Who may sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import AccountKind, StaffRole
from port.accounts.permissions import PERMISSIONS, Permission
from port.language import Language


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
    language = models.CharField(_("通知信語言"), max_length=10, choices=Language, default=Language.CHINESE)
    is_active = models.BooleanField(_("啟用"), default=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    invited_at = models.DateTimeField(_("邀請時間"), null=True, blank=True)
    idle_warned_at = models.DateTimeField(_("提醒久未登入時間"), null=True, blank=True)
    ended_at = models.DateTimeField(_("停用時間"), null=True, blank=True)

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
    def is_shared(self) -> bool:
        """Whether this account holds general accounts and switches between their companies (共用帳號)."""
        return self.kind == AccountKind.SHARED

    def may(self, permission: Permission) -> bool:
        """Whether the account's role carries the permission; an account that is switched off may nothing."""
        return self.is_active and permission in PERMISSIONS.get(self.staff_role, frozenset())

    @property
    def may_review(self) -> bool:
        return self.may(Permission.REVIEW)

    @property
    def is_head(self) -> bool:
        """Whether this is the head of the desk, or one of them."""
        return self.may(Permission.HEAD_THE_DESK)

    @property
    def role_name(self) -> str:
        """The role as the audit record names it."""
        return self.staff_role or self.kind
