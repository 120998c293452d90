"""A new mailbox beside the application of its account: one that is approved, has lapsed, or is under review again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from port.accounts.models import PasswordLink
from port.accounts.password_links import find, set_password_by
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.changes.workflow import approve, send_link_again
from port.companies.models import CompanyAccount
from port.letters.models import Letter
from port.options import options
from port.registration.enums import ApplicationState
from port.registration.proof import lapse
from port.registration.reopening import reopen
from port.upkeep.clock import remind_and_lapse
from tests.factories import a_reviewer, a_verified_application, an_approved_application
from tests.factories.changes import a_change

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "防波堤外的燈塔在起霧時會響三聲長笛"


def token_of(change: ChangeRequest) -> str:
    link = Letter.objects.about(change).exclude(link="").newest_first()[0].link
    return link.rstrip("/").rpartition("/")[2]


def test_the_proof_of_the_new_mailbox_is_the_one_that_the_approval_waits_for(reviewer):
    application = an_approved_application()
    account = CompanyAccount.objects.get(user=application.user)
    change = approve(a_change(ChangeKind.MAILBOX, account=account), by=reviewer)

    set_password_by(find(token_of(change)), password=NEW_PASSWORD)
    remind_and_lapse(at=timezone.now() + options().lapse_after + timedelta(days=1))

    application.refresh_from_db()
    assert (application.state, application.verified_at is None) == (ApplicationState.VERIFIED, False)
    assert AuditRecord.objects.about(application).filter(act=Act.APPLICATION_VERIFIED).count() == 1


def test_an_approval_that_has_lapsed_is_proven_the_same_way(reviewer):
    application = an_approved_application()
    lapse(application)
    account = CompanyAccount.objects.get(user=application.user)
    change = approve(a_change(ChangeKind.MAILBOX, account=account), by=reviewer)

    set_password_by(find(token_of(change)), password=NEW_PASSWORD)

    application.refresh_from_db()
    assert application.state == ApplicationState.VERIFIED


def test_an_account_under_review_again_gets_no_new_mailbox(reviewer):
    application = a_verified_application()
    change = a_change(ChangeKind.MAILBOX, account=CompanyAccount.objects.get(user=application.user))
    reopen(application, by=a_reviewer(), reason="文件疑似偽造")

    with pytest.raises(ValidationError, match="正在重新審核"):
        approve(change, by=reviewer)

    assert not PasswordLink.objects.exists()


def test_an_account_under_review_again_gets_no_second_link(reviewer, clock):
    application = a_verified_application()
    change = a_change(ChangeKind.MAILBOX, account=CompanyAccount.objects.get(user=application.user))
    set_password_by(find(token_of(approve(change, by=reviewer))), password=NEW_PASSWORD)
    reopen(application, by=a_reviewer(), reason="文件疑似偽造")
    clock.advance(timedelta(hours=1))

    assert not send_link_again(ChangeRequest.objects.get(), by=reviewer)
