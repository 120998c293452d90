"""One shared account with five companies, each on another rung, and a sixth that has not answered yet."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from demo.applicants import shared_applicant
from demo.dating import DAY, MINUTE, date_back
from demo.desk import Desk
from port.accounts.models import User
from port.bindings.asking import ask_by_letter
from port.bindings.workflow import agree
from port.companies.models import Company
from port.consents.checks import missing_texts
from port.consents.enums import ReadingManner
from port.consents.workflow import Reading, acknowledge
from port.registration import proof, workflow

USERNAME = "manager.demo"
PLACE = 99  # behind everybody of the cast and their colleagues
HELD = ("hawser.demo", "egret.demo", "clearsky.demo", "topmast.demo", "maindeck.demo")
ACKNOWLEDGED = HELD[:3]
"""The texts of these companies are read; the others ask at the first switch."""
ASKED = "porthole.demo"


def open_shared(desk: Desk, *, began: datetime) -> None:
    """By the real acts: applied for, approved, verified; each general account agreed by letter, the last has not yet."""
    with _dated(began, 3 * DAY):
        sent = workflow.submit(facts=shared_applicant(PLACE, USERNAME), file=None, submission_id=uuid.uuid4())
    with _dated(began, 3 * DAY - 90 * MINUTE):
        workflow.approve(sent, by=desk.reviewer)
    with _dated(began, 2 * DAY):
        holder = User.objects.get(username=USERNAME)
        proof.verify(holder.verifications.live().get(), by=holder)
        _read(holder, None)
    for place, username in enumerate(HELD, 1):
        with _dated(began, 2 * DAY - place * 20 * MINUTE):
            agree(ask_by_letter(shared=holder, username=username))
    for username in ACKNOWLEDGED:
        _read(holder, Company.objects.get(accounts__user__username=username).pk)
    with _dated(began, 30 * MINUTE):
        ask_by_letter(shared=holder, username=ASKED)


def _read(holder: User, company_id: int | None) -> None:
    texts = missing_texts(holder, acting_company_id=company_id)
    readings = {text.pk: Reading(ReadingManner.SCROLLED, True, 90) for text in texts}
    acknowledge(person=holder, acting_company_id=company_id, readings=readings)


@contextmanager
def _dated(began: datetime, ago: timedelta) -> Iterator[None]:
    yield
    date_back(since=began, to=began - ago)
