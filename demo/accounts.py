"""Who can log in: staff of each kind and some companies, with passwords made at random when the demonstration is."""

import json
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from demo.cast import CAST
from demo.desk import Desk
from demo.shared import USERNAME
from port.accounts.enums import AccountKind, StaffRole
from port.accounts.models import User

COMPANY_ROLE, SHARED_ROLE = "company", "shared"
WORDS = (
    *("amber", "basket", "candle", "daisy", "ember", "forest", "garden", "hazel", "island", "jasmine", "kettle"),
    *("lantern", "meadow", "needle", "orchard", "pepper", "quartz", "ribbon", "saddle", "thunder", "umbrella"),
    *("velvet", "walnut", "yellow", "bamboo", "copper", "dragon", "feather", "ginger", "honey", "ivory", "jungle"),
)


@dataclass(frozen=True)
class DemoAccount:
    role: str
    username: str
    note: str


STAFF = (
    (DemoAccount(StaffRole.REVIEWER, "lin.reviews", "reviews; one case is claimed, two second looks wait"), "林審言"),
    (
        DemoAccount(StaffRole.REVIEWER, "chen.reviews", "a second reviewer, with two cases claimed for half an hour"),
        "陳核真",
    ),
    (
        DemoAccount(
            StaffRole.HEAD, "huang.heads", "head of the desk; a difference to settle, figures, target, reasons"
        ),
        "黃主恩",
    ),
    (
        DemoAccount(
            StaffRole.CONTENT,
            "wu.writes",
            "what the portal tells: a draft, one still to come, one with a history, what readers answered",
        ),
        "吳文心",
    ),
    (DemoAccount(StaffRole.SYSTEM, "tsai.runs", "the staff accounts: invitations, roles, the review"), "蔡維運"),
    (DemoAccount(StaffRole.AUDITOR, "kuo.audits", "the record: search, and export"), "郭稽明"),
)
COMPANIES = tuple(
    DemoAccount(COMPANY_ROLE, f"{part.handle}.demo", part.logs_in_to_see) for part in CAST if part.logs_in_to_see
)

SHARED = DemoAccount(SHARED_ROLE, USERNAME, "a shared account: five companies to switch between, and one worklist")


def accounts_file() -> Path:
    return Path(settings.VAR) / "demo" / "accounts.json"


def create_staff() -> Desk:
    """Without a password yet."""
    at = timezone.now() - timedelta(days=400)
    staff = [
        User.objects.create(
            username=account.username,
            name=name,
            email=f"{account.username}@example.org",
            kind=AccountKind.STAFF,
            staff_role=account.role,
            email_verified_at=at,
            created_at=at,
            last_login=timezone.now() - timedelta(hours=3),
        )
        for account, name in STAFF
    ]
    return Desk(*staff[:3])


def hand_out_passwords() -> None:
    """A new password for each who is meant to log in, written where only the owner of this machine's account reads it."""
    told = []
    for account in [*(account for account, _ in STAFF), *COMPANIES, SHARED]:
        user, password = User.objects.get(username=account.username), new_password()
        user.set_password(password)
        user.save(update_fields=["password"])
        told.append(
            {
                "role": account.role,
                "username": user.username,
                "password": password,
                "name": user.name,
                "note": account.note,
            }
        )
    _write_privately(accounts_file(), json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def new_password() -> str:
    """Four words and four digits, 24 characters and more: easy to read out, and 33 bits for a machine of one's own."""
    words = "-".join(secrets.choice(WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(10_000):04}"


def _write_privately(path: Path, text: str) -> None:
    """Whole or not at all, and never readable for others in between."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
