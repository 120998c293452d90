"""Reading the record is recorded too, and so is whoever was refused. Both are about the account that asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from port.audit.recorder import Actor, record

SEARCH_COUNTS_AGAIN = timedelta(hours=1)
REFUSAL_COUNTS_AGAIN = timedelta(minutes=1)


@transaction.atomic
def note_search(*, about: models.Model, by: Actor, facts: Mapping[str, Any], at: datetime) -> None:
    """Once an hour for the same question of the same person: who turns the pages has asked once."""
    asked = AuditRecord.objects.filter(act=Act.RECORD_SEARCHED, actor_id=by.pk, at__gt=at - SEARCH_COUNTS_AGAIN)
    if not asked.filter(facts=dict(facts)).exists():
        record(Act.RECORD_SEARCHED, about=about, by=by, facts=facts)


@transaction.atomic
def note_export(*, about: models.Model, by: Actor, facts: Mapping[str, Any]) -> None:
    """Before the first row leaves the house: what was asked for, and which record was the newest then."""
    newest = AuditRecord.objects.order_by("-id").values_list("pk", flat=True).first()
    record(Act.RECORD_EXPORTED, about=about, by=by, facts={**facts, "up_to": newest})


@transaction.atomic
def note_refusal(
    *, about: models.Model, by: Actor, acting_company_id: int | None, view: str, method: str, at: datetime
) -> None:
    """Somebody who is signed in was answered 403 (V-52, 16.3.2). Once a minute for each view, so that nobody floods the record."""
    facts = {"view": view, "method": method}
    refused = AuditRecord.objects.filter(act=Act.ACCESS_REFUSED, actor_id=by.pk, at__gt=at - REFUSAL_COUNTS_AGAIN)
    if refused.filter(facts=facts).exists():
        return
    record(
        Act.ACCESS_REFUSED,
        about=about,
        by=by,
        acting_company_id=acting_company_id,
        facts=facts,
        result=Result.REFUSED,
    )
