"""`manage.py load_reference_data`: the texts of the first login, the reasons of a review and what the portal tells, as they come with the product."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from port.companies.reasons import install_reasons
from port.consents.library import publish_texts
from port.content.library import install_content


class Command(BaseCommand):
    help = "Publish the texts, the reasons and the content of the portal that come with the product; run it after each migrate."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        texts = publish_texts()
        install_reasons()
        entries = install_content()
        self.stdout.write(f"{len(texts)} texts are published, and {entries} entries of the portal.")
