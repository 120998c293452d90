"""The record: append-only rows, each sealed with a hash over itself and the row before it (A-26)."""

import json
from hashlib import sha256
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from port.audit.enums import Act, Result

WITH_RESULT = 2
"""From this format of the seal on, it covers the result and the origin as well; rows from before keep theirs."""


class RecordIsFinal(TypeError):
    """Somebody tried to change or remove a record."""


class AuditRecordQuerySet(models.QuerySet["AuditRecord"]):
    def older_than(self, key: int) -> "AuditRecordQuerySet":
        """Those before this one, the newest first."""
        return self.filter(pk__lt=key).order_by("-id")

    def for_company(self, company: models.Model) -> "AuditRecordQuerySet":
        """What was done for it, and what was done to it."""
        itself = Q(object_type=company._meta.label_lower, object_id=str(company.pk))
        return self.filter(Q(acting_company_id=company.pk) | itself)

    def about(self, subject: models.Model) -> "AuditRecordQuerySet":
        return self.filter(object_type=subject._meta.label_lower, object_id=str(subject.pk)).order_by("id")

    def update(self, **kwargs: Any) -> NoReturn:
        raise RecordIsFinal("An audit record is never changed.")

    def delete(self) -> NoReturn:
        raise RecordIsFinal("An audit record is never removed.")


class AuditRecord(models.Model):
    """Who did what to which object, for which company. Ids only: no personal datum is kept in it (C9)."""

    at = models.DateTimeField(_("時間"), default=timezone.now)
    act = models.CharField(_("行為"), max_length=40, choices=Act)
    actor_id = models.BigIntegerField(_("行為人"), null=True)
    actor_role = models.CharField(_("身分"), max_length=20)
    acting_company_id = models.BigIntegerField(_("代表公司"), null=True)
    object_type = models.CharField(_("對象種類"), max_length=60)
    object_id = models.CharField(_("對象"), max_length=40)
    facts = models.JSONField(_("事實"), default=dict)
    result = models.CharField(_("結果"), max_length=10, choices=Result, default=Result.DONE)
    origin = models.CharField(_("來源"), max_length=80, blank=True)
    request_id = models.CharField(_("請求編號"), max_length=36, blank=True)
    seal = models.PositiveSmallIntegerField(_("封緘格式"), default=1)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("紀錄")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"]),
            models.Index(fields=["actor_id", "id"], name="record_by_actor"),
            models.Index(fields=["acting_company_id", "id"], name="record_by_company"),
            models.Index(fields=["act", "id"], name="record_by_act"),
            models.Index(fields=["at"], name="record_by_time"),
            models.Index(fields=["request_id", "id"], name="record_by_request"),
            models.Index(fields=["result", "id"], name="record_by_result"),
        ]
        constraints = [models.UniqueConstraint(fields=["previous_hash"], name="audit_chain_does_not_fork")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RecordIsFinal("An audit record is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordIsFinal("An audit record is never removed.")

    def sealed(self) -> str:
        """The hash (hex of SHA-256) that this row must carry: over the hash before it and all that it says."""
        said = {
            "at": self.at.isoformat(),
            "act": self.act,
            "actor": [self.actor_id, self.actor_role],
            "company": self.acting_company_id,
            "object": [self.object_type, self.object_id],
            "facts": self.facts,
            "request": self.request_id,
        }
        if self.seal >= WITH_RESULT:
            said |= {"result": self.result, "origin": self.origin, "seal": self.seal}
        canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256((self.previous_hash + canonical).encode()).hexdigest()
