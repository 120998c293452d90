"""What falls due by itself: a reminder, a lapse, and a new link that opens the account again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from port.accounts.holds import count_try
from port.accounts.limits import within_limit
from port.accounts.models import SignInCount, VisitorCount
from port.accounts.verification import issue
from port.content.models import SearchTerm
from port.documents.enums import ScanVerdict
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.registration.entry import Door, try_door
from port.registration.enums import ApplicationState
from port.registration.mending_links import issue_link
from port.registration.models import AccountApplication, MendingLink, ProgressCode
from port.registration.progress import send_code
from port.registration.proof import send_verification_again, verify
from port.upkeep.clock import remind_and_lapse, scan_what_waits, tidy
from port.upkeep.management.commands.run_worker import TURNS
from tests.factories import (
    PASSWORD,
    a_refused_application,
    a_stored_document_with_files,
    a_verified_application,
    an_application,
    an_approved_application,
    an_entry,
)

pytestmark = pytest.mark.django_db


def _later(**days: float):
    return timezone.now() + timedelta(**days)


def _letters(kind: LetterKind) -> int:
    return Letter.objects.filter(kind=kind).count()


def _state_of(application: AccountApplication) -> str:
    return AccountApplication.objects.get(pk=application.pk).state


def test_whoever_got_the_link_lately_is_left_alone() -> None:
    application = an_approved_application()

    remind_and_lapse(at=_later(days=10, hours=23))

    assert _state_of(application) == ApplicationState.APPROVED
    assert _letters(LetterKind.VERIFICATION_REMINDER) == 0


def test_a_reminder_comes_once_before_the_lapse() -> None:
    application = an_approved_application()

    remind_and_lapse(at=_later(days=11, hours=1))
    remind_and_lapse(at=_later(days=12))

    assert _state_of(application) == ApplicationState.APPROVED
    assert _letters(LetterKind.VERIFICATION_REMINDER) == 1


def test_after_fourteen_days_the_approval_lapses_with_a_word() -> None:
    application = an_approved_application()

    remind_and_lapse(at=_later(days=14, hours=1))
    remind_and_lapse(at=_later(days=15))

    assert _state_of(application) == ApplicationState.LAPSED
    assert _letters(LetterKind.APPLICATION_LAPSED) == 1


def test_a_link_that_was_asked_for_again_starts_the_time_anew() -> None:
    application = an_approved_application()
    application.user.verifications.update(created_at=timezone.now() - timedelta(days=13))
    issue(application.user)

    remind_and_lapse(at=_later(days=2))

    assert _state_of(application) == ApplicationState.APPROVED


def test_only_approved_ones_are_reminded_or_lapse() -> None:
    an_application()
    a_verified_application()

    remind_and_lapse(at=_later(days=400))

    assert _letters(LetterKind.VERIFICATION_REMINDER) == _letters(LetterKind.APPLICATION_LAPSED) == 0


def test_a_lapsed_account_signs_in_to_ask_again_and_can_then_be_proven() -> None:
    application = an_approved_application()
    application.user.verifications.update(created_at=timezone.now() - options().lapse_after)
    remind_and_lapse(at=timezone.now() + timedelta(seconds=1))

    at_the_door = try_door(username=application.username, password=PASSWORD)
    asked = send_verification_again(application.user)
    verify(application.user.verifications.latest("created_at"), by=application.user)

    assert at_the_door.door is Door.AWAITS_VERIFICATION
    assert asked
    assert _state_of(application) == ApplicationState.VERIFIED


def test_a_lapsed_account_keeps_its_name() -> None:
    application = an_approved_application()

    remind_and_lapse(at=_later(days=15))

    assert AccountApplication.objects.holding(application.username).exists()


def test_each_minute_the_scanner_is_asked_about_what_it_could_not_judge(monkeypatch, settings) -> None:
    settings.PORT_OPTIONS = replace(options(), clamd="/somewhere/clamd")
    monkeypatch.setattr("port.documents.scanning.scan", lambda _paths: ScanVerdict.CLEAN)
    document = a_stored_document_with_files(scan=ScanVerdict.UNSCANNED)

    scan_what_waits(at=timezone.now())

    document.refresh_from_db()
    assert document.originals_may_be_opened
    assert (timedelta(minutes=1), scan_what_waits) in TURNS


def test_counts_that_no_longer_matter_are_tidied_away() -> None:
    within_limit("192.0.2.1", what="sign-in", times=1)
    count_try("somebody", at=timezone.now())

    tidy(at=_later(days=2))

    assert not VisitorCount.objects.exists()
    assert not SignInCount.objects.exists()


def test_what_is_no_longer_told_is_no_longer_searched_through() -> None:
    an_entry(shown_until=timezone.localdate())
    kept = an_entry()

    tidy(at=_later(days=1))

    assert set(SearchTerm.objects.values_list("entry", flat=True)) == {kept.pk}


def test_links_and_codes_that_are_long_dead_are_tidied_away() -> None:
    refused, other = a_refused_application(), a_refused_application()
    issue_link(other)
    send_code(reference=refused.reference, email_canonical=refused.email_canonical)

    tidy(at=_later(days=1))
    kept = MendingLink.objects.count(), ProgressCode.objects.count()
    tidy(at=_later(days=1, minutes=11))
    codes = ProgressCode.objects.count()
    tidy(at=_later(days=91))
    superseded = MendingLink.objects.filter(superseded_at__isnull=False).count()
    tidy(at=_later(days=121))

    assert kept == (3, 1)
    assert (codes, superseded) == (0, 0)
    assert not MendingLink.objects.exists()
