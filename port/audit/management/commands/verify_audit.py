"""`manage.py verify_audit`: does the chain of records hold from the first row to the last?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from port.audit.models import AuditRecord
from port.audit.recorder import broken_links


class Command(BaseCommand):
    help = "Check the seal of every audit record and its link to the record before."

    def handle(self, *args: Any, **options: Any) -> None:
        if broken := broken_links():
            raise CommandError(f"The chain is broken at record {', '.join(map(str, broken[:20]))}.")
        self.stdout.write(f"{AuditRecord.objects.count()} records, the chain is whole.")
