"""`manage.py audit_grants ROLE`: the rights of the role that the web process and the worker connect as (PostgreSQL)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from port.audit.grants import UnsuitableRole, check_role, statements


class Command(BaseCommand):
    help = "Print the GRANTs of a role that can write records and neither change nor remove them; run it as the owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="the role, which must exist")
        parser.add_argument("--apply", action="store_true", help="run the statements as well, all or none")

    def handle(self, *args: Any, role: str, apply: bool, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL knows roles; in the embedded database the triggers guard the record.")
        try:
            check_role(role)
        except UnsuitableRole as fault:
            raise CommandError(str(fault)) from fault
        wanted = statements(role)
        self.stdout.write("".join(f"{statement};\n" for statement in wanted), ending="")
        if apply:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in wanted:
                    cursor.execute(statement)
