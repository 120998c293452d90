"""How often something was tried; strangers are kept as hashes only."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
