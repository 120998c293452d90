"""`manage.py verify_audit`: does the chain of records hold, and does it still have the heads that were exported?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from port.audit.checking import check_chain
from port.audit.heads import Head, HeadsBroken, heads_file, read_heads
from port.audit.recorder import OPERATOR

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Check the seal of every audit record, its link to the record before, and the heads that were exported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="file of heads, such as the copy in the second store")
        parser.add_argument("--since-head", action="store_true", help="only the records behind the last exported head")

    def handle(self, *args: Any, heads: Path | None, since_head: bool, **options: Any) -> None:
        if heads and not heads.exists():
            raise CommandError(f"There is no file {heads}.")
        known = _read(heads or heads_file())
        if since_head and not known:
            raise CommandError("No head was exported yet; check the whole chain.")
        verdict = check_chain(known, by=OPERATOR, since=known[-1] if since_head else None)
        if verdict.broken:
            raise CommandError(f"The chain is broken at record {_shown(verdict.broken)}.")
        if verdict.lost:
            lost = [head.last_id for head in verdict.lost]
            raise CommandError(
                f"The chain has lost records: it no longer has the head exported at record {_shown(lost)}."
            )
        had = f", with all {len(known)} exported heads" if known else ""
        self.stdout.write(f"{verdict.records} records, the chain is whole{had}.")


def _read(path: Path) -> list[Head]:
    try:
        return read_heads(path)
    except HeadsBroken as fault:
        raise CommandError(f"{fault} Compare it with the copy in the second store.") from fault


def _shown(keys: list[int]) -> str:
    return ", ".join(map(str, keys[:MOST_SHOWN]))
