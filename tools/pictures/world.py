"""The demonstration, as the pictures need it: who logs in, and the keys of rows and links that pages are opened with."""

import json
from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import cached_property
from pathlib import Path
from typing import Any

import pyotp
from django.db import transaction
from playwright.sync_api import FilePayload

from port.accounts import password_links, verification
from port.accounts.alarms import post_alarm
from port.accounts.enums import FactorKind, LinkPurpose
from port.accounts.models import Factor, User
from port.accounts.person import ask_email_change
from port.bindings.asking import ask_by_letter
from port.content.enums import EntryKind, EntryState
from port.content.models import Entry
from port.documents.models import StoredDocument
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.mending_links import issue_link
from port.registration.models import AccountApplication
from port.sealing import seal
from port.taiwan.email import clean_email
from web.mailbox.backend import open_mailbox

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of an app that exists only while pictures are taken
PASSWORD = "海風吹過第三號碼頭的清晨五點半"  # noqa: S105 - of accounts that exist only while pictures are taken
VISITORS = {
    "company": "hawser.demo",
    "newcomer": "maindeck.demo",
    "refused": "egret.demo",
    "reopened": "clearsky.demo",
    "reviewer": "lin.reviews",
    "head": "huang.heads",
    "content": "wu.writes",
    "system": "tsai.runs",
    "auditor": "kuo.audits",
}
"""Who sees pages, and the account that each logs in with; the shared account is found by its role."""

WITH_FACTOR = "monsoon.demo"
NEVER_VERIFIED = "bluewhale.demo"
ASKED_TO_BIND = "waterbuoy.demo"


@dataclass(frozen=True)
class World:
    accounts: Path

    @cached_property
    def told(self) -> list[dict[str, str]]:
        return list(json.loads(self.accounts.read_text(encoding="utf-8")))

    def login(self, visitor: str) -> tuple[str, str]:
        """Account name and password of a visitor."""
        wanted = VISITORS.get(visitor, "")
        for account in self.told:
            if account["username"] == wanted or (not wanted and account["role"] == visitor):
                return account["username"], account["password"]
        raise LookupError(visitor)

    def first(self, model: Any, **facts: object) -> Any:
        return model.objects.filter(**facts).order_by("pk").first()

    def key(self, model: Any, **facts: object) -> int | str:
        """The key of the first row, or one that no row has: then the page is told as one without a picture."""
        found = self.first(model, **facts)
        return found.pk if found else 0

    def slug(self, kind: EntryKind) -> str:
        found = self.first(Entry, kind=kind, state=EntryState.PUBLISHED)
        return str(found.slug) if found else "nothing"

    # Links that were sent by letter

    def verification(self) -> str:
        return verification.issue(User.objects.get(username=NEVER_VERIFIED))

    def mending(self) -> str:
        return issue_link(self.refused())

    def refused(self) -> AccountApplication:
        rejected = AccountApplication.objects.filter(state=ApplicationState.REJECTED, successor=None)
        return rejected.order_by("-pk")[0]

    def choosing(self) -> str:
        return password_links.issue(User.objects.get(username=VISITORS["company"]), purpose=LinkPurpose.RECOVERY)

    def new_address(self) -> str:
        user = User.objects.get(username=VISITORS["company"])
        ask_email_change(user, address=clean_email("new.address@example.com"), by=user)
        letter = Letter.objects.filter(kind=LetterKind.EMAIL_CHANGE).latest("created_at")
        return letter.link.rstrip("/").rpartition("/")[2]

    @transaction.atomic
    def alarm(self) -> str:
        user = User.objects.get(username=WITH_FACTOR)
        letter = post_alarm(LetterKind.FACTOR_CHANGED, user=user, context={"what": "新增了驗證器 App"})
        return letter.link.rstrip("/").rpartition("/")[2]

    def binding(self) -> str:
        shared = User.objects.get(username=self.login("shared")[0])
        binding = ask_by_letter(shared=shared, username=ASKED_TO_BIND)
        letter = Letter.objects.filter(kind=LetterKind.BINDING_ASKED, about_id=str(binding.pk)).latest("created_at")
        return letter.link.rstrip("/").rpartition("/")[2]

    def letters(self) -> dict[str, str]:
        """One letter of each kind that the demonstration sends: the kind, and its key in the mailbox."""
        known = {str(letter.pk): letter.kind for letter in Letter.objects.newest_first()}
        box = open_mailbox()
        kinds: dict[str, str] = {}
        for key in box.iterkeys():
            message = message_from_bytes(box.get_bytes(key), policy=policy.default)
            letter = str(message["Message-ID"]).strip("<>").partition("@")[0]
            if letter in known:
                kinds.setdefault(known[letter], key)
        return kinds

    # Things that are typed

    def someone_with_a_factor(self) -> tuple[str, str]:
        """An account that is asked for the code of an app when it logs in."""
        user = User.objects.get(username=WITH_FACTOR)
        if not user.factors.exists():
            Factor.objects.create(user=user, kind=FactorKind.TOTP, name="驗證器 App", secret=seal(SECRET))
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        return user.username, PASSWORD

    def code(self) -> str:
        return pyotp.TOTP(SECRET).now()

    def letter_code(self) -> str:
        """The code of the newest letter about looking up; nobody sends it, since no worker runs here."""
        return str(Letter.objects.filter(kind=LetterKind.PROGRESS_CODE).latest("created_at").link)

    def paper(self) -> FilePayload:
        """A paper of the demonstration, as its company would choose it."""
        stored = StoredDocument.objects.filter(page_count=3).order_by("pk")[0]
        with stored.open_pdf() as file:
            return {"name": "公司證明文件.pdf", "mimeType": "application/pdf", "buffer": file.read()}
