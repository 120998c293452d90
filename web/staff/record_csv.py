"""The record as a file, sent row by row: ids as they were recorded, with the hashes, so that the chain can be checked anew."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from port.audit.models import AuditRecord, AuditRecordQuerySet
from web.staff.csv_file import harmless
from web.staff.figure_tables import Cell

MOST_ROWS = 100_000
AT_ONCE = 1000


class Echo:
    """What is written to it is handed back, so that a row can go out as soon as it is made."""

    def write(self, text: str) -> str:
        return text


def csv_of(records: AuditRecordQuerySet, *, name: str) -> StreamingHttpResponse:
    """The newest first, at most `MOST_ROWS`."""
    answer = StreamingHttpResponse(_lines(records), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _lines(records: AuditRecordQuerySet) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(_head())
    for record in _newest(records):
        yield writer.writerow([harmless(cell) for cell in _cells(record)])


def _newest(records: AuditRecordQuerySet) -> Iterator[AuditRecord]:
    """A batch at a time by key: no statement takes long, and no transaction stays open while a slow line is served."""
    left, batch = MOST_ROWS, list(records[:AT_ONCE])
    while batch and left > 0:
        yield from batch[:left]
        left -= len(batch)
        batch = list(records.older_than(batch[-1].pk)[:AT_ONCE])


def _head() -> list[str]:
    return [
        _("編號"),
        _("時間（臺灣）"),
        _("時間（UTC）"),
        _("行為"),
        _("行為代碼"),
        _("行為人編號"),
        _("身分"),
        _("代表公司編號"),
        _("對象種類"),
        _("對象編號"),
        _("結果"),
        _("來源"),
        _("請求編號"),
        _("事實"),
        _("封緘格式"),
        _("前一筆雜湊"),
        _("雜湊"),
    ]


def _cells(record: AuditRecord) -> list[Cell]:
    return [
        record.pk,
        timezone.localtime(record.at).isoformat(),
        record.at.astimezone(UTC).isoformat(),
        str(record.get_act_display()),
        record.act,
        "" if record.actor_id is None else record.actor_id,
        record.actor_role,
        "" if record.acting_company_id is None else record.acting_company_id,
        record.object_type,
        record.object_id,
        record.result,
        record.origin,
        record.request_id,
        json.dumps(record.facts, ensure_ascii=False, sort_keys=True),
        record.seal,
        record.previous_hash,
        record.hash,
    ]
