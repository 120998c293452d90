"""`manage.py seal_anew`: seal every field under the first of the keys, so that a former key can be dropped (A-67)."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from port.accounts.enums import FactorKind
from port.accounts.models import Factor
from port.database import locked
from port.sealing import sealed_anew


class Command(BaseCommand):
    help = "Seal the secrets of the second factors under the first key of PORTPASS_FIELD_KEYS."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        apps = list(locked(Factor.objects.filter(kind=FactorKind.TOTP)))
        for app in apps:
            app.secret = sealed_anew(app.secret)
        Factor.objects.bulk_update(apps, ["secret"])
        self.stdout.write(f"{len(apps)} secrets are sealed under the first key.")
