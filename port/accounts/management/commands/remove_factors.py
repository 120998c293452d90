"""`manage.py remove_factors ACCOUNT`: for somebody who has lost them all, and of whose identity the operator is sure."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from port.accounts.factors import remove_all_factors
from port.accounts.models import User
from port.audit.recorder import OPERATOR


class Command(BaseCommand):
    help = "Remove every second factor and recovery code of an account; its holder is told by letter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the account name")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username.lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active account {username}.")
        removed = remove_all_factors(user, by=OPERATOR, at=timezone.now())
        self.stdout.write(f"{removed} second factors of {user.username} are removed.")
