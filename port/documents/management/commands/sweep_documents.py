from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from port.documents.workflow import sweep
from port.options import options


class Command(BaseCommand):
    help = "Delete uploaded documents whose form was never sent, and folders that a crash left behind. Run it daily."

    def handle(self, *args: Any, **kwargs: Any) -> None:
        self.stdout.write(f"{sweep(before=timezone.now() - options().staged_lifetime)} removed")
