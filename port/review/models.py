"""What belongs to the desk and not to the case: who works on it, what is noted, decided and looked at a second time."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.companies.models import CompanyDocument, Reason
from port.review.enums import HeldState, LookState, Question, Verdict


class ClaimQuerySet(models.QuerySet["Claim"]):
    def live(self, at: datetime) -> "ClaimQuerySet":
        return self.filter(until__gt=at)


class Claim(models.Model):
    """A reviewer works on a case until that time; then it is free again without anybody doing anything."""

    case = models.OneToOneField(CompanyDocument, on_delete=models.CASCADE, related_name="claim")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims")
    claimed_at = models.DateTimeField(_("領取時間"), default=timezone.now)
    until = models.DateTimeField(_("保留至"), db_index=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("領取")

    def __str__(self) -> str:
        return f"case {self.case_id} with {self.holder_id}"


class InternalNote(models.Model):
    """What reviewers tell each other about a case; no applicant sees it."""

    case = models.ForeignKey(CompanyDocument, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("內部註記"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField(_("時間"), default=timezone.now)

    class Meta:
        verbose_name = _("內部註記")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"note {self.pk} on case {self.case_id}"


class HeldDecisionQuerySet(models.QuerySet["HeldDecision"]):
    def held(self) -> "HeldDecisionQuerySet":
        return self.filter(state=HeldState.HELD)

    def due(self, at: datetime) -> "HeldDecisionQuerySet":
        """In the order in which they were made, so that the letter about the account comes before that of its document."""
        return self.held().filter(due_at__lte=at).order_by("due_at", "pk")


class HeldDecision(models.Model):
    """What a reviewer has decided and may still take back; it happens, with its letter, when `due_at` has come (decision 9).

    `answer` is what the applicant will be told, as in the letter that the reviewer saw.
    """

    case = models.ForeignKey(CompanyDocument, on_delete=models.PROTECT, related_name="decisions")
    question = models.CharField(_("審核項目"), max_length=10, choices=Question)
    verdict = models.CharField(_("決定"), max_length=10, choices=Verdict)
    reasons = models.ManyToManyField(Reason, related_name="decisions")
    note = models.TextField(_("說明"), blank=True)
    answer = models.TextField(_("給申請人的說明"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    made_at = models.DateTimeField(_("決定時間"), default=timezone.now)
    due_at = models.DateTimeField(_("生效時間"))
    state = models.CharField(_("狀態"), max_length=10, choices=HeldState, default=HeldState.HELD)
    ended_at = models.DateTimeField(_("結束時間"), null=True)

    objects = HeldDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("決定")
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(state=HeldState.HELD), name="decision_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "question"], condition=Q(state=HeldState.HELD), name="one_held_decision_per_question"
            ),
            models.CheckConstraint(condition=Q(state__in=HeldState.values), name="decision_state_is_known"),
            models.CheckConstraint(condition=Q(question__in=Question.values), name="decision_question_is_known"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="decision_verdict_is_known"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.REJECT) | ~Q(answer=""), name="decision_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=HeldState.HELD, ended_at__isnull=True)
                | (~Q(state=HeldState.HELD) & Q(ended_at__isnull=False)),
                name="decision_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.question} of case {self.case_id} ({self.state})"


class SecondLookQuerySet(models.QuerySet["SecondLook"]):
    def waiting(self) -> "SecondLookQuerySet":
        return self.filter(state=LookState.WAITING).order_by("drawn_at", "pk")

    def different(self) -> "SecondLookQuerySet":
        return self.filter(state=LookState.DIFFERENT).order_by("looked_at", "pk")


class SecondLook(models.Model):
    """An approval that was drawn by lot and is judged once more by somebody who does not see the first answer."""

    decision = models.OneToOneField(HeldDecision, on_delete=models.PROTECT, related_name="second_look")
    state = models.CharField(_("狀態"), max_length=10, choices=LookState, default=LookState.WAITING)
    drawn_at = models.DateTimeField(_("抽出時間"), default=timezone.now)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="first_looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="second_looks")
    looked_at = models.DateTimeField(_("複閱時間"), null=True)
    verdict = models.CharField(_("複閱結論"), max_length=10, choices=Verdict, blank=True)
    reasons = models.ManyToManyField(Reason, related_name="second_looks")
    note = models.TextField(_("複閱說明"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="settled_looks"
    )
    settled_at = models.DateTimeField(_("處理時間"), null=True)
    settlement = models.TextField(_("處理說明"), blank=True)

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("複閱")
        indexes = [models.Index(fields=["state", "drawn_at"], name="second_look_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LookState.values), name="second_look_state_is_known"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=F("first_by")), name="second_look_is_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(state=LookState.WAITING, by__isnull=True, looked_at__isnull=True)
                | (~Q(state=LookState.WAITING) & Q(by__isnull=False, looked_at__isnull=False)),
                name="second_look_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=LookState.SETTLED, settled_by__isnull=False, settled_at__isnull=False)
                | (~Q(state=LookState.SETTLED) & Q(settled_by__isnull=True, settled_at__isnull=True)),
                name="second_look_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"second look at decision {self.decision_id} ({self.state})"
