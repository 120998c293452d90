"""`manage.py export_audit_head`: write down where the chain of records ends, outside the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from port.audit.checking import export_head
from port.audit.heads import HeadsBroken, heads_file
from port.audit.recorder import OPERATOR


class Command(BaseCommand):
    help = "Append time, count, last id and hash of the record to the file of heads. The worker does so once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            head = export_head(at=timezone.now(), by=OPERATOR)
        except HeadsBroken as fault:
            raise CommandError(f"{fault} Nothing was written. Compare it with the copy in the second store.") from fault
        if head is None:
            raise CommandError("There is no record yet.")
        self.stdout.write(f"{head.records} records up to {head.last_id}, {head.hash}, in {heads_file()}.")
