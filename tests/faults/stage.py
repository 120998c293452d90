"""What a fault is tried on: the product on a database of its own, prepared once, with servers that a test puts in its way."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.servers.database import Database
from tests.servers.product import Product, new_product

LETTERS = """
import json
from collections import Counter
from tests.factories import a_letter
for number in range({count}):
    a_letter(to_address=f"{name}+{{number}}@example.com")
print(json.dumps({count}))
"""
"""Puts letters into the outbox, for `Stage.make`."""


@dataclass
class Stage:
    """`product` was prepared once; each test starts programs of its own with the servers that it is about."""

    product: Product
    database: Database
    started: list[Product]

    def with_servers(self, folder: Path, **environment: str) -> Product:
        """The same product on the same database, with documents in `folder` and these servers."""
        own = {"DOCUMENTS_FOLDER": str(folder / "documents"), **environment}
        product = replace(self.product, folder=folder, environment={**self.product.environment, **own}, programs=[])
        self.started.append(product)
        return product

    def ask(self, statement: str) -> list[list[str]]:
        """The rows that the database answers, each as its values in words."""
        words = ("-X", "-q", "-A", "-t", "-c", statement, "portpass")
        said = self.database.run("psql", *words, capture_output=True).stdout.decode()
        return [line.split("|") for line in said.splitlines()]

    def number(self, statement: str) -> int:
        return int(self.ask(statement)[0][0])

    def make(self, code: str, product: Product | None = None) -> Any:
        """What that Python says as JSON, run inside the product."""
        return json.loads((product or self.product).manage("shell", "-v", "0", "-c", code).strip().splitlines()[-1])

    def letters(self, name: str) -> list[list[str]]:
        """State, tries and last error of the letters to the account of that name."""
        rows = self.ask("select to_address, state, tries, last_error from letters_letter")
        return [row[1:] for row in rows if row[0] == f"{name}@example.com"]

    def fates(self, name: str) -> Counter[str]:
        """How many of the letters of `LETTERS` with that name are in each state."""
        rows = self.ask("select state, to_address from letters_letter")
        return Counter(state for state, address in rows if address.startswith(f"{name}+"))

    def applications(self, name: str) -> int:
        return self.ask("select username from registration_accountapplication").count([name])

    def hurry(self) -> None:
        """As if the pauses of all letters were over."""
        self.ask("update letters_letter set due_at = now() - interval '1 second' where state = 'waiting'")

    def end(self) -> None:
        for product in self.started:
            product.stop()
        self.started.clear()
        self.ask(
            "update letters_letter set state = 'failed', leased_until = null where state in ('waiting', 'sending')"
        )
        self.ask("truncate accounts_visitorcount")


def new_stage(folder: Path, database: Database) -> Stage:
    product = new_product(folder, **database.environment, EMAIL_PORT="9")
    product.prepare()
    return Stage(product, database, [])
