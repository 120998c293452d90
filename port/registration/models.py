"""The account application: a record of its own. The user and the company come into being at approval."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import AccountKind
from port.companies.enums import NumberKind
from port.companies.models import Company, CompanyDocument, Reason
from port.language import Language
from port.registration.enums import HAS_USER, HOLDS_USERNAME, ApplicationState
from port.taiwan.dates import roc_year


class AccountApplicationQuerySet(models.QuerySet["AccountApplication"]):
    def holding(self, username: str) -> "AccountApplicationQuerySet":
        return self.filter(username=username.lower(), state__in=HOLDS_USERNAME)

    def unproven_since(self, before: datetime) -> "AccountApplicationQuerySet":
        """Approved, and no link was sent to the address since that time."""
        approved = self.filter(state=ApplicationState.APPROVED)
        return approved.exclude(user__verifications__created_at__gt=before).order_by("pk")


def new_reference() -> str:
    """受理號碼: the day in 民國 years and five random digits, short enough to be told on the phone."""
    today = timezone.localdate()
    return f"{roc_year(today)}-{today:%m%d}-{secrets.randbelow(100_000):05d}"


class AccountApplication(models.Model):
    """One application for one account. That for a shared account has no company and no document (共用帳號)."""

    reference = models.CharField(_("受理號碼"), max_length=20, unique=True, default=new_reference)
    submission_id = models.UUIDField(unique=True)
    kind = models.CharField(_("帳號類型"), max_length=10, choices=AccountKind, default=AccountKind.GENERAL)
    state = models.CharField(_("狀態"), max_length=10, choices=ApplicationState, default=ApplicationState.SUBMITTED)

    username = models.CharField(_("帳號"), max_length=30)
    name = models.CharField(_("姓名"), max_length=50, db_index=True)
    mobile = models.CharField(_("手機電話"), max_length=10, db_index=True)
    email = models.EmailField("Email", max_length=254)
    email_canonical = models.CharField(max_length=254, db_index=True)
    password = models.CharField(max_length=128)

    number_kind = models.CharField(_("號碼種類"), max_length=10, choices=NumberKind, blank=True)
    number = models.CharField(_("公司統編"), max_length=10, db_index=True, blank=True)
    phone = models.CharField(_("公司電話"), max_length=30, db_index=True, blank=True)
    company_name = models.CharField(_("公司名稱"), max_length=100, blank=True)
    address = models.CharField(_("公司地址"), max_length=200, blank=True)
    representative = models.CharField(_("公司負責人"), max_length=100, db_index=True, blank=True)
    document = models.OneToOneField(CompanyDocument, on_delete=models.PROTECT, null=True, related_name="application")
    language = models.CharField(_("通知信語言"), max_length=10, choices=Language, default=Language.CHINESE)

    submitted_at = models.DateTimeField(_("送出時間"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="decided_applications"
    )
    decided_at = models.DateTimeField(_("決定時間"), null=True)
    reasons = models.ManyToManyField(Reason, related_name="applications")
    answer = models.TextField(_("給申請人的說明"), blank=True)
    reminded_at = models.DateTimeField(_("提醒驗證時間"), null=True)
    verified_at = models.DateTimeField(_("驗證時間"), null=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="application"
    )
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="applications")
    forerunner = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    reopened_at = models.DateTimeField(_("重新審核時間"), null=True)

    objects = AccountApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("帳號申請")
        ordering = ["submitted_at", "pk"]
        indexes = [
            models.Index(fields=["submitted_at", "id"], name="application_by_time"),
            models.Index(
                fields=["submitted_at"], condition=Q(state=ApplicationState.SUBMITTED), name="application_waiting"
            ),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="application_decided"),
            models.Index(fields=["username"], name="application_username"),
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(state=ApplicationState.SUBMITTED, forerunner__isnull=False),
                name="application_returned",
            ),
            models.Index(
                fields=["submitted_at", "id"], condition=Q(state=ApplicationState.REJECTED), name="application_refused"
            ),
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(kind=AccountKind.SHARED, state=ApplicationState.SUBMITTED),
                name="shared_application_waiting",
            ),
            models.Index(
                fields=["submitted_at", "id"], condition=Q(kind=AccountKind.SHARED), name="shared_application_by_time"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ApplicationState.values), name="application_state_is_known"),
            models.CheckConstraint(
                condition=Q(
                    kind=AccountKind.SHARED, number_kind="", number="", document__isnull=True, company__isnull=True
                )
                | Q(kind=AccountKind.GENERAL, number_kind__in=NumberKind.values, document__isnull=False)
                & ~Q(number=""),
                name="application_has_what_its_kind_needs",
            ),
            models.UniqueConstraint(
                fields=["username"], condition=Q(state__in=HOLDS_USERNAME), name="one_application_holds_a_username"
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.SUBMITTED, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=ApplicationState.SUBMITTED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="application_decided_has_a_decider",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.REJECTED) | ~Q(answer=""), name="application_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=HAS_USER, user__isnull=False)
                | (~Q(state__in=HAS_USER) & (Q(user__isnull=True) | Q(reopened_at__isnull=False))),
                name="application_approved_has_a_user",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.VERIFIED, verified_at__isnull=False)
                | (~Q(state=ApplicationState.VERIFIED) & Q(verified_at__isnull=True)),
                name="application_verified_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def says_the_same_as(self, facts: dict[str, object]) -> bool:
        """Whether a repeated sending carries the same words (R-31); the password cannot be compared and is left out."""
        return all(getattr(self, name) == value for name, value in facts.items() if name != "password")


class MendingLinkQuerySet(models.QuerySet["MendingLink"]):
    def live(self, at: datetime) -> "MendingLinkQuerySet":
        return self.filter(used_at__isnull=True, superseded_at__isnull=True, expires_at__gt=at)


class MendingLink(models.Model):
    """The way back to a refused application, sent to its own address: used once, by sending the mended form."""

    application = models.ForeignKey(AccountApplication, on_delete=models.CASCADE, related_name="mending_links")
    email = models.EmailField(_("寄送信箱"), max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    expires_at = models.DateTimeField(_("有效期限"))
    used_at = models.DateTimeField(_("使用時間"), null=True)
    superseded_at = models.DateTimeField(_("由新連結取代時間"), null=True)

    objects = MendingLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("補正連結")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(used_at__isnull=True, superseded_at__isnull=True),
                name="one_live_mending_link_per_application",
            )
        ]

    def __str__(self) -> str:
        return f"mending link of application {self.application_id}"


class ProgressCode(models.Model):
    """A one-time code, sent to the address of an application to whoever asks how it stands."""

    application = models.ForeignKey(AccountApplication, on_delete=models.CASCADE, related_name="progress_codes")
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)
    expires_at = models.DateTimeField(_("有效期限"))
    tries = models.PositiveSmallIntegerField(_("已嘗試次數"), default=0)
    used_at = models.DateTimeField(_("使用時間"), null=True)

    class Meta:
        verbose_name = _("進度查詢驗證碼")
        indexes = [models.Index(fields=["application", "-created_at"], name="progress_code_newest")]

    def __str__(self) -> str:
        return f"progress code of application {self.application_id}"
