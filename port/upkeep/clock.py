"""What falls due by itself: reminders, lapses, and what people left behind."""

from datetime import datetime

from django.core.management import call_command
from django.utils import timezone

from port.accounts.holds import forget_old_tries
from port.accounts.limits import forget_counts
from port.accounts.sessions import expire_forgotten
from port.accounts.staff_idle import end_idle_staff
from port.audit.checking import keep_watch
from port.bindings.clock import lapse_overdue
from port.content.search import forget_what_is_over
from port.documents.workflow import scan_again, sweep
from port.options import options
from port.pledges.usual import publish_usual_waiting
from port.registration.mending_links import forget_dead_links
from port.registration.models import AccountApplication
from port.registration.progress import forget_codes
from port.registration.proof import lapse, remind
from port.review.figures import compute_usual_waiting
from port.upkeep.keeping import keep_periods
from port.workflows import MoveRefused

AT_ONCE = 100
"""Applications per turn of the clock, so that letters that are due need not wait for it."""


def remind_and_lapse(*, at: datetime) -> None:
    """Remind whoever got a link long ago, and let lapse what nobody proved or answered in time."""
    lapse_overdue(at=at)
    for application in AccountApplication.objects.unproven_since(at - options().lapse_after)[:AT_ONCE]:
        try:
            lapse(application)
        except MoveRefused:
            continue  # proven in this very moment
    late = AccountApplication.objects.unproven_since(at - options().remind_after).filter(reminded_at__isnull=True)
    for application in late[:AT_ONCE]:
        remind(application)


def scan_what_waits(*, at: datetime) -> None:
    """Show the virus scanner the documents that came while it did not answer."""
    scan_again(at=at)


def tidy(*, at: datetime) -> None:
    """Remove staged documents whose form was never sent, sessions that have ended, and what no longer matters of counts, links, codes and words to search for."""
    sweep(before=at - options().staged_lifetime)
    expire_forgotten(at=at)
    call_command("clearsessions")
    forget_counts(at=at)
    forget_old_tries(at=at)
    forget_dead_links(at=at)
    forget_codes(at=at)
    forget_what_is_over(on=timezone.localdate(at))


def keep_what_is_due(*, at: datetime) -> None:
    """Remove what has been kept for as long as `retention.py` says."""
    keep_periods(at=at)


def watch_the_record(*, at: datetime) -> None:
    """Once a day: look through the chain of records, and write its head down outside the database."""
    keep_watch(at=at)


def look_after_staff(*, at: datetime) -> None:
    """Warn staff who have not come for long, and end the accounts that nobody uses."""
    end_idle_staff(at)


def tell_usual_waiting(*, at: datetime) -> None:
    """Count anew what people are told before they start; with too few answers of late they are told the target instead."""
    usual = compute_usual_waiting(at=at)
    if usual:
        publish_usual_waiting(median=usual.median, most=usual.most, decided=usual.decided, at=at)
