"""`manage.py invite_staff`: the way in for the first staff account. It sends a letter, and knows no password (V-06)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from port.accounts.enums import StaffRole
from port.accounts.staff import NewStaff, invite_by_operator
from port.letters.links import password_url
from port.options import options
from port.taiwan.email import clean_email
from port.taiwan.names import clean_person_name
from port.taiwan.usernames import clean_username


class Command(BaseCommand):
    help = "Invite somebody to a staff account: the link of the letter lets them choose a password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the account name to sign in with")
        parser.add_argument("name", help="the name of the person")
        parser.add_argument("email", help="where the invitation goes")
        parser.add_argument("--role", choices=StaffRole.values, default=StaffRole.SYSTEM.value)
        parser.add_argument(
            "--show-link", action="store_true", help="also write the link here, where no mail leaves yet"
        )

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            person = NewStaff(
                username=clean_username(given["username"]),
                name=clean_person_name(given["name"]),
                email=clean_email(given["email"]).canonical,
                role=StaffRole(given["role"]),
            )
            account, token = invite_by_operator(person)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        days = options().invitation_lifetime.days
        self.stdout.write(f"{account.username} is invited as {account.staff_role}; the link counts for {days} days.")
        if given["show_link"]:
            self.stdout.write(password_url(token))
