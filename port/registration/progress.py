"""申請進度查詢: a one-time code to the address of an application, for whoever names its 受理號碼 and that address.

Whether the two belong together is never told: the answer is the same, and so is the work that takes the time.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from port.audit.enums import Act
from port.audit.recorder import APPLICANT, record
from port.database import locked
from port.letters.limits import may_follow
from port.options import options
from port.registration import letters
from port.registration.mending_links import successor_of
from port.registration.models import AccountApplication, ProgressCode
from port.taiwan.text import fold_width, strip_separators

DIGITS = 6
KEPT = timedelta(days=1)
REFERENCE = re.compile(r"(\d{3})(\d{4})(\d{5})")


def clean_reference(typed: str) -> str:
    """受理號碼 as it is stored, however it was typed: full-width, with other dashes or with none. Empty for anything else."""
    found = REFERENCE.fullmatch(strip_separators(fold_width(typed)))
    return "-".join(found.groups()) if found else ""


@transaction.atomic
def send_code(*, reference: str, email_canonical: str) -> ProgressCode | None:
    """Post a code to the address of the application, if the two belong together and not too many went there today.

    None is for the caller alone: nobody who asks may learn of it.
    """
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    code_hash = make_password(code)  # also when nobody is written to, so that both take as long
    named = AccountApplication.objects.filter(reference=reference, email_canonical__iexact=email_canonical)
    application = locked(named).first()
    now = timezone.now()
    if application is None or not _may_be_sent(application, at=now):
        return None
    sent = ProgressCode.objects.create(
        application=application,
        code_hash=code_hash,
        created_at=now,
        expires_at=now + options().progress_code_lifetime,
    )
    letters.post_progress_code(application, code=code)
    record(Act.PROGRESS_CODE_SENT, about=application, by=APPLICANT)
    return sent


def _may_be_sent(application: AccountApplication, *, at: datetime) -> bool:
    codes = ProgressCode.objects.filter(application=application)
    return may_follow(codes, at=at, a_day=options().progress_codes_a_day_per_application)


@transaction.atomic
def try_code(sent: ProgressCode | None, typed: str) -> AccountApplication | None:
    """The application, when this is the code; each try counts, and a code opens once. None tells nothing of the cause."""
    row = locked(ProgressCode.objects.filter(pk=sent.pk)).get() if sent else None
    typed = strip_separators(fold_width(typed))
    if row is None or not _is_open(row):
        make_password(typed)  # as long as a look at a real code takes
        return None
    row.tries += 1
    row.save(update_fields=["tries"])
    if not check_password(typed, row.code_hash):
        return None
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    record(Act.PROGRESS_SHOWN, about=row.application, by=APPLICANT)
    return row.application


def _is_open(code: ProgressCode) -> bool:
    return code.used_at is None and timezone.now() < code.expires_at and code.tries < options().progress_code_tries


def forget_codes(*, at: datetime) -> None:
    """Remove codes that are worth nothing since a day, when they count for no limit any more."""
    ProgressCode.objects.filter(expires_at__lt=at - KEPT).delete()


@dataclass(frozen=True)
class Progress:
    """Where an application stands, for the holder of its address.

    `applications` are those of one chain of mendings, the first one first; `standing` is the newest that went out with
    this address. When it was mended once more from another address, `went_on` says so and nothing more.
    """

    applications: list[AccountApplication]
    standing: AccountApplication
    went_on: bool


def progress_of(application: AccountApplication) -> Progress:
    """Progress as the applicant may see it: from the application itself, never from a decision that is still held."""
    chain = [*_forerunners(application), application]
    newer = successor_of(application)
    while newer and newer.email_canonical.lower() == application.email_canonical.lower():
        chain.append(newer)
        newer = successor_of(newer)
    return Progress(applications=chain, standing=chain[-1], went_on=newer is not None)


def _forerunners(application: AccountApplication) -> list[AccountApplication]:
    """Those that it mends and that went out with the same address, the first one first."""
    found: list[AccountApplication] = []
    earlier = application.forerunner
    while earlier and earlier.email_canonical.lower() == application.email_canonical.lower():
        found.insert(0, earlier)
        earlier = earlier.forerunner
    return found
