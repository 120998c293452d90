"""`manage.py load_reference_data`: the texts of the first login and the reasons of a review, as they come with the product."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from port.companies.reasons import install_reasons
from port.consents.library import publish_texts


class Command(BaseCommand):
    help = "Publish the texts and install the reasons that come with the product; run it after each migrate."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        texts = publish_texts()
        install_reasons()
        self.stdout.write(f"{len(texts)} texts are published.")
