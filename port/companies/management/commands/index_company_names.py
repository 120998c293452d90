"""`manage.py index_company_names`: make every company findable by each part of its name.

Names are kept as they come. This is for those that came without the product: rows written by another program, or by the
version before, which went on serving while a new one was installed.
"""

from typing import Any

from django.core.management.base import BaseCommand

from port.companies.models import CompanyDocument
from port.companies.naming import remember_names

AT_ONCE = 100


class Command(BaseCommand):
    help = "Make every company findable by each part of its name. Can be run at any time, and again."

    def handle(self, *args: Any, **options: Any) -> None:
        names = list(CompanyDocument.objects.order_by("company_name").values_list("company_name", flat=True).distinct())
        for first in range(0, len(names), AT_ONCE):
            remember_names(*names[first : first + AT_ONCE])
        self.stdout.write(f"{len(names)} names can be found.")
