"""`manage.py seal_anew`: seal every field under the first of the keys, so that a former key can be dropped (A-67)."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from port.accounts.sealed import seal_all_anew


class Command(BaseCommand):
    help = "Seal the secrets of the second factors under the first key of PORTPASS_FIELD_KEYS; the product may run meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = seal_all_anew()
        except InvalidToken as fault:
            raise CommandError(
                "A secret opens with none of the keys: drop none of them (`manage.py doctor`)."
            ) from fault
        self.stdout.write(f"All secrets are sealed under the first key; {changed} were not before.")
