"""The daily look at the chain. What it finds stands in the record itself, and on the page of 稽核."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from port.audit.chain import Verdict, verify
from port.audit.enums import Act, Result
from port.audit.heads import Head, HeadsBroken, append_head, heads_file, read_heads
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, Actor, record
from port.database import lock_until_commit

logger = logging.getLogger(__name__)

MOST_TOLD = 20
CHECKED_WITHIN = timedelta(hours=48)


@dataclass(frozen=True)
class Health:
    """The newest check and the newest exported head, as the record tells of them."""

    check: AuditRecord | None
    head: AuditRecord | None

    @property
    def is_whole(self) -> bool:
        return self.check is not None and self.check.result == Result.DONE

    @property
    def is_old(self) -> bool:
        return self.check is None or timezone.now() - self.check.at > CHECKED_WITHIN


def health() -> Health:
    newest = AuditRecord.objects.order_by("-id")
    return Health(
        check=newest.filter(act=Act.RECORD_VERIFIED).first(), head=newest.filter(act=Act.RECORD_HEAD_EXPORTED).first()
    )


def check_chain(heads: list[Head], *, by: Actor, since: Head | None = None) -> Verdict:
    """Verify the chain and record what was found; a broken one is cried out in the log as well (A-22)."""
    verdict = verify(heads, since=since)
    if not verdict.is_whole:
        logger.critical("the record was tampered with: rows %s, %d heads lost", verdict.broken, len(verdict.lost))
    _note(verdict, by=by)
    return verdict


@transaction.atomic
def export_head(*, at: datetime, by: Actor) -> Head | None:
    """Write the head down outside the database, and record that. None while there is no record at all."""
    lock_until_commit("audit")
    last = AuditRecord.objects.order_by("-id").first()
    if last is None:
        return None
    head = Head(at=at, records=AuditRecord.objects.count(), last_id=last.pk, hash=last.hash)
    append_head(head, heads_file())
    record(Act.RECORD_HEAD_EXPORTED, about=last, by=by, facts={"records": head.records, "hash": head.hash})
    return head


def keep_watch(*, at: datetime) -> None:
    """Once for each day of Taiwan: verify the whole chain, then write its head down."""
    try:
        heads = read_heads(heads_file())
        if not heads or timezone.localdate(heads[-1].at) != timezone.localdate(at):
            check_chain(heads, by=CLOCK)
            export_head(at=at, by=CLOCK)
    except (HeadsBroken, OSError):
        logger.critical("the heads of the record cannot be read or written", exc_info=True)


@transaction.atomic
def _note(verdict: Verdict, *, by: Actor) -> None:
    """Nothing is recorded while there is nothing to check."""
    last = AuditRecord.objects.order_by("-id").first()
    if last is None:
        return
    result = Result.DONE if verdict.is_whole else Result.FAILED
    facts = {
        "records": verdict.records,
        "broken": verdict.broken[:MOST_TOLD],
        "lost": [head.last_id for head in verdict.lost[:MOST_TOLD]],
    }
    record(Act.RECORD_VERIFIED, about=last, by=by, facts=facts, result=result)
