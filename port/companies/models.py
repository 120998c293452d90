"""Companies, the accounts that act for them, their proof documents, and the reasons that a review may give."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.companies.enums import DocumentState, NumberKind, ReasonScope
from port.documents.models import StoredDocument
from port.language import Language


class Company(models.Model):
    """A company or a government body, told apart by its number; it comes into being at the first approval."""

    number_kind = models.CharField(_("號碼種類"), max_length=10, choices=NumberKind)
    number = models.CharField(_("公司統編"), max_length=10)
    name = models.CharField(_("公司名稱"), max_length=100)
    phone = models.CharField(_("公司電話"), max_length=30)
    address = models.CharField(_("公司地址"), max_length=200)
    representative = models.CharField(_("公司負責人"), max_length=100)
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)

    class Meta:
        verbose_name = _("公司")
        constraints = [
            models.CheckConstraint(condition=Q(number_kind__in=NumberKind.values), name="company_number_kind_is_known"),
            models.UniqueConstraint(fields=["number_kind", "number"], name="one_company_per_number"),
        ]

    def __str__(self) -> str:
        return self.name


class CompanyAccount(models.Model):
    """A general account acts for exactly one company; a company may have several accounts (design decision 4)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="company_account")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="accounts")
    created_at = models.DateTimeField(_("建立時間"), default=timezone.now)

    class Meta:
        verbose_name = _("公司帳號")

    def __str__(self) -> str:
        return f"account {self.user_id} of company {self.company_id}"


class ReasonQuerySet(models.QuerySet["Reason"]):
    def in_use(self) -> "ReasonQuerySet":
        return self.filter(retired_at__isnull=True)

    def for_account(self) -> "ReasonQuerySet":
        return self.in_use().filter(scope__in=[ReasonScope.BOTH, ReasonScope.ACCOUNT])

    def for_document(self) -> "ReasonQuerySet":
        return self.in_use().filter(scope__in=[ReasonScope.BOTH, ReasonScope.DOCUMENT])


class Reason(models.Model):
    """A coded reason: what staff tick, the sentence that the applicant reads, and how to mend it."""

    code = models.CharField(_("代碼"), max_length=10, unique=True)
    scope = models.CharField(_("適用"), max_length=10, choices=ReasonScope)
    label = models.CharField(_("審核人員看到的名稱"), max_length=50)
    sentence = models.TextField(_("給申請人的說明"))
    remedy = models.TextField(_("如何補正"))
    sentence_en = models.TextField(_("給申請人的說明（英文）"), blank=True)
    remedy_en = models.TextField(_("如何補正（英文）"), blank=True)
    needs_note = models.BooleanField(_("需另填說明"), default=False)
    unlocks = models.JSONField(_("需補正的欄位"), default=list, blank=True, help_text=_("`MendableField` 的值"))
    help_url = models.CharField(_("說明網頁"), max_length=200, blank=True)
    retired_at = models.DateTimeField(_("停用時間"), null=True, blank=True)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("未通過原因")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class CompanyDocumentQuerySet(models.QuerySet["CompanyDocument"]):
    def waiting(self) -> "CompanyDocumentQuerySet":
        return self.filter(state=DocumentState.PENDING)

    def in_force(self) -> "CompanyDocumentQuerySet":
        return self.filter(state=DocumentState.APPROVED)

    def of_company(self, company: Company) -> "CompanyDocumentQuerySet":
        return self.filter(company=company).order_by("-submitted_at", "-id")


class CompanyDocument(models.Model):
    """A 公司證明文件, decided apart from the account, in either order.

    Until the account application that it came with is approved there is no company, and `company` is empty.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="documents")
    file = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="company_document")
    state = models.CharField(_("狀態"), max_length=10, choices=DocumentState, default=DocumentState.PENDING)
    company_name = models.CharField(_("公司名稱"), max_length=100)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="submitted_documents"
    )
    contact_email = models.EmailField(_("回覆信箱"), max_length=254)
    contact_language = models.CharField(_("通知信語言"), max_length=10, choices=Language, default=Language.CHINESE)
    submitted_at = models.DateTimeField(_("送出時間"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="decided_documents"
    )
    decided_at = models.DateTimeField(_("決定時間"), null=True)
    reasons = models.ManyToManyField(Reason, related_name="documents")
    answer = models.TextField(_("給申請人的說明"), blank=True)
    forerunner = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")

    objects = CompanyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("公司證明文件")
        indexes = [
            models.Index(fields=["submitted_at", "id"], name="document_by_time"),
            models.Index(fields=["submitted_at"], condition=Q(state=DocumentState.PENDING), name="document_waiting"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="document_decided"),
            models.Index(fields=["company_name"], name="document_by_name"),
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(state=DocumentState.PENDING, forerunner__isnull=False),
                name="document_returned",
            ),
            models.Index(
                fields=["submitted_at", "id"], condition=Q(state=DocumentState.REJECTED), name="document_refused"
            ),
            models.Index(
                fields=["submitted_at", "id"], condition=~Q(state=DocumentState.PENDING), name="document_answered"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DocumentState.values), name="document_state_is_known"),
            models.UniqueConstraint(
                fields=["company"], condition=Q(state=DocumentState.APPROVED), name="one_document_in_force_per_company"
            ),
            models.UniqueConstraint(
                fields=["company"], condition=Q(state=DocumentState.PENDING), name="one_document_waiting_per_company"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DocumentState.APPROVED, DocumentState.REJECTED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="document_decided_has_a_decider",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.PENDING) | Q(decided_by__isnull=True, decided_at__isnull=True),
                name="document_waiting_has_no_decider",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="document_decider_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.REJECTED) | ~Q(answer=""), name="document_refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk} ({self.state})"

    @property
    def is_waiting(self) -> bool:
        return self.state == DocumentState.PENDING


class NameTerm(models.Model):
    """One or two signs that stand together in the name of a company, as names are compared (`port.companies.naming`)."""

    term = models.CharField(max_length=2)
    name = models.CharField(_("公司名稱"), max_length=100)

    class Meta:
        verbose_name = _("公司名稱索引")
        constraints = [models.UniqueConstraint(fields=["term", "name"], name="one_row_per_term_and_name")]

    def __str__(self) -> str:
        return f"{self.term} of {self.name}"
