"""What is changed only by a request with a document, reviewed by staff: 公司名稱 and 統編, the person, a lost mailbox."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.changes.enums import ChangeKind, ChangeState
from port.companies.enums import NumberKind
from port.companies.models import Company, Reason
from port.documents.models import StoredDocument
from port.language import Language
from port.registration.models import new_reference


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def waiting(self) -> "ChangeRequestQuerySet":
        return self.filter(state=ChangeState.SUBMITTED).order_by("submitted_at", "pk")

    def ended(self) -> "ChangeRequestQuerySet":
        return self.exclude(state=ChangeState.SUBMITTED).order_by("-submitted_at", "-pk")

    def of_company(self, company: Company) -> "ChangeRequestQuerySet":
        return self.filter(company=company).order_by("-submitted_at", "-pk")


class ChangeRequest(models.Model):
    """One request. Each kind fills the fields that it needs: the new name and number of the company, or the new person
    and address of the account. A lost mailbox is asked for by a stranger, so its account may be unknown.

    What an approval takes the place of is kept in the `former` fields; a person who leaves keeps a row as `account`.
    """

    reference = models.CharField(_("受理號碼"), max_length=20, unique=True, default=new_reference)
    submission_id = models.UUIDField(unique=True)
    kind = models.CharField(_("種類"), max_length=10, choices=ChangeKind)
    state = models.CharField(_("狀態"), max_length=10, choices=ChangeState, default=ChangeState.SUBMITTED)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="change_requests")
    account = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="change_requests")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="asked_changes")

    username = models.CharField(_("帳號"), max_length=30, blank=True)
    number = models.CharField(_("公司統編"), max_length=10, blank=True)
    new_number_kind = models.CharField(_("新的號碼種類"), max_length=10, choices=NumberKind, blank=True)
    new_number = models.CharField(_("新的公司統編"), max_length=10, blank=True)
    new_company_name = models.CharField(_("新的公司名稱"), max_length=100, blank=True)
    new_name = models.CharField(_("新的姓名"), max_length=50, blank=True)
    new_mobile = models.CharField(_("新的手機電話"), max_length=10, blank=True)
    new_email = models.EmailField(_("新的 Email"), max_length=254, blank=True)
    explanation = models.TextField(_("申請說明"), blank=True)
    file = models.OneToOneField(StoredDocument, on_delete=models.PROTECT, related_name="change_request")
    contact_email = models.EmailField(_("回覆信箱"), max_length=254)
    contact_language = models.CharField(_("通知信語言"), max_length=10, choices=Language, default=Language.CHINESE)
    former_company_name = models.CharField(_("變更前的公司名稱"), max_length=100, blank=True)
    former_number = models.CharField(_("變更前的公司統編"), max_length=10, blank=True)
    former_email = models.EmailField(_("變更前的 Email"), max_length=254, blank=True)

    submitted_at = models.DateTimeField(_("送出時間"), default=timezone.now)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="decided_changes")
    decided_at = models.DateTimeField(_("決定時間"), null=True)
    reasons = models.ManyToManyField(Reason, related_name="change_requests")
    answer = models.TextField(_("給申請人的說明"), blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("變更申請")
        ordering = ["submitted_at", "pk"]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"], condition=Q(state=ChangeState.SUBMITTED), name="change_waiting"
            ),
            models.Index(fields=["-submitted_at", "-id"], name="change_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="change_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=ChangeState.values), name="change_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.COMPANY, company__isnull=False)
                & (~Q(new_company_name="") | ~Q(new_number=""))
                | Q(kind=ChangeKind.HANDOVER, account__isnull=False) & ~Q(new_name="") & ~Q(new_email="")
                | Q(kind=ChangeKind.MAILBOX) & ~Q(username="") & ~Q(new_email=""),
                name="change_says_what_its_kind_needs",
            ),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(kind=ChangeKind.COMPANY, state=ChangeState.SUBMITTED),
                name="one_waiting_change_per_company",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(kind=ChangeKind.HANDOVER, state=ChangeState.SUBMITTED),
                name="one_waiting_handover_per_account",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ChangeState.APPROVED, ChangeState.REJECTED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="change_decided_has_a_decider",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChangeState.SUBMITTED) | Q(decided_by__isnull=True, decided_at__isnull=True),
                name="change_waiting_has_no_decider",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChangeState.REJECTED) | ~Q(answer=""), name="change_refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_waiting(self) -> bool:
        return self.state == ChangeState.SUBMITTED

    @property
    def has_ended(self) -> bool:
        return not self.is_waiting
