"""`manage.py doctor`: is everything there that the product leans on? Ends with 1 when something is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from port.upkeep.doctor.examining import findings


class Command(BaseCommand):
    help = "Try each thing that the product leans on, as the product uses it; say a sentence for each, and what to do."
    requires_system_checks: list[str] = []  # a fault is to be said in its sentence, not as a traceback

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for finding in findings():
            faults += finding.is_fault
            self.stdout.write(f"{'FAULT' if finding.is_fault else 'well':<6}{finding.name:<12}{finding.sentence}")
        if faults:
            raise CommandError(f"{faults} of these must be mended.")
