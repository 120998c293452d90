"""`manage.py load_demo`: companies, cases, people and papers that do not exist, so that every screen shows something."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from demo.accounts import accounts_file
from demo.cast import CAST
from demo.load import is_loaded, load, mend_accounts_file


class Command(BaseCommand):
    help = "Load the demonstration into an empty database; a second time does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_loaded():
            self.stdout.write(_second_time())
            return
        self.stdout.write(f"Loading the demonstration, {len(CAST)} companies ... ", ending="")
        self.stdout.flush()
        began = time.monotonic()
        load()
        self.stdout.write(f"done in {time.monotonic() - began:.0f} s. Who can log in: {accounts_file()}")


def _second_time() -> str:
    if mend_accounts_file():
        return f"The demonstration is loaded already; {accounts_file()} was lost, so the passwords are new."
    return "The demonstration is loaded already."
