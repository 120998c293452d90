"""Account and document decided in one go: both or neither, and the applicant reads of the account first."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document
from port.letters.enums import LetterKind, LetterState
from port.letters.models import Letter
from port.letters.workflow import send_due
from port.options import options
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.applying import apply_due
from port.review.decisions import AlreadyDecided, decide, decide_together, take_back
from port.review.enums import HeldState, Question, Verdict
from port.workflows import MoveRefused
from tests.factories import a_company, a_company_document, an_application, an_approved_application
from tests.port.review.told import everything_at_the_desk

pytestmark = pytest.mark.django_db

DELAYS = pytest.mark.parametrize("delay", [timedelta(0), timedelta(minutes=10)], ids=["at once", "held"])
PAIRS = pytest.mark.parametrize(
    ("account", "document", "kinds"),
    [
        (Verdict.APPROVE, Verdict.APPROVE, [LetterKind.APPLICATION_APPROVED, LetterKind.DOCUMENT_APPROVED]),
        (Verdict.APPROVE, Verdict.REJECT, [LetterKind.APPLICATION_APPROVED, LetterKind.DOCUMENT_REJECTED]),
        (Verdict.REJECT, Verdict.REJECT, [LetterKind.APPLICATION_REJECTED, LetterKind.DOCUMENT_REJECTED]),
    ],
)


def decide_both(application, *, by, account=Verdict.APPROVE, document=Verdict.APPROVE):
    notes = {"account_note": "姓名不是自然人。", "document_note": "文件缺頁。"}
    return decide_together(application.document, account=account, document=document, by=by, **notes)


def both_letters(application):
    """Of the account and of the document."""
    return [Letter.objects.about(subject).get() for subject in (application, application.document)]


def leave_the_office():
    """Everything that is due by now happens and leaves."""
    apply_due(at=timezone.now())
    send_due(at=timezone.now())


@DELAYS
@PAIRS
def test_both_happen_and_two_letters_leave_that_of_the_account_first(
    set_options, morning, reviewer, delay, account, document, kinds
):
    set_options(decision_delay=delay)
    application = an_application()

    decisions = decide_both(application, by=reviewer, account=account, document=document)
    morning.advance(delay)
    leave_the_office()

    application = AccountApplication.objects.get()
    of_account, of_document = both_letters(application)
    assert [decision.question for decision in decisions] == [Question.ACCOUNT, Question.DOCUMENT]
    assert [application.state, application.document.state] == [
        "approved" if verdict == Verdict.APPROVE else "rejected" for verdict in (account, document)
    ]
    assert [of_account.kind, of_document.kind] == kinds
    assert of_document.after == of_account
    assert [message.subject for message in mail.outbox] == [of_account.subject, of_document.subject]
    assert {of_account.state, of_document.state} == {LetterState.SENT}


@DELAYS
def test_of_two_refusals_the_applicant_reads_both_and_each_keeps_its_own_reasons(set_options, morning, reviewer, delay):
    set_options(decision_delay=delay)
    application = an_application()

    decide_both(application, by=reviewer, account=Verdict.REJECT, document=Verdict.REJECT)
    morning.advance(delay)
    leave_the_office()

    document = CompanyDocument.objects.get()
    of_account, of_document = both_letters(application)
    assert (document.state, document.answer, document.decided_by) == (DocumentState.REJECTED, "文件缺頁。", reviewer)
    assert "姓名不是自然人。" in of_account.text
    assert "文件缺頁。" in of_document.text
    assert not AuditRecord.objects.filter(act=Act.DOCUMENT_CLOSED).exists()


def test_the_second_letter_waits_while_the_first_one_does_not_get_through(morning, reviewer, settings):
    application = an_application()
    decide_both(application, by=reviewer)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "no.such.Backend"
    leave_the_office()
    of_account, of_document = both_letters(application)
    states = (of_account.state, of_account.tries, of_document.state, of_document.tries)

    settings.EMAIL_BACKEND = backend
    morning.advance(timedelta(minutes=1))
    leave_the_office()

    assert states == (LetterState.WAITING, 1, LetterState.WAITING, 0)
    assert [message.subject for message in mail.outbox] == [of_account.subject, of_document.subject]


def test_when_the_first_letter_is_given_up_the_second_leaves(morning, reviewer, settings):
    application = an_application()
    decide_both(application, by=reviewer)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "no.such.Backend"
    for _try in range(options().letter_tries):
        leave_the_office()
        morning.advance(timedelta(hours=5))

    settings.EMAIL_BACKEND = backend
    leave_the_office()

    of_account, of_document = both_letters(application)
    assert (of_account.state, of_document.state) == (LetterState.FAILED, LetterState.SENT)


@pytest.mark.usefixtures("ten_minutes")
def test_a_later_decision_on_the_document_comes_behind_the_unsent_letter_of_the_account(morning, ten_minutes, reviewer):
    application = an_approved_application(by=reviewer)
    decide(application.document, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    apply_due(at=morning.now + ten_minutes)

    of_account, of_document = both_letters(application)
    assert of_document.after == of_account


@pytest.mark.usefixtures("ten_minutes")
def test_a_letter_that_has_left_holds_up_no_other(morning, ten_minutes, reviewer):
    application = an_approved_application(by=reviewer)
    leave_the_office()
    decide(application.document, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    apply_due(at=morning.now + ten_minutes)

    assert both_letters(application)[1].after is None


@DELAYS
def test_no_document_is_approved_beside_the_refusal_of_its_account(set_options, reviewer, delay):
    set_options(decision_delay=delay)
    application = an_application()
    before = everything_at_the_desk()

    with pytest.raises(ValidationError) as refusal:
        decide_both(application, by=reviewer, account=Verdict.REJECT)

    assert refusal.value.code == "document_without_account"
    assert everything_at_the_desk() == before


@DELAYS
def test_when_one_answer_is_impossible_neither_is_given(set_options, reviewer, delay):
    set_options(decision_delay=delay)
    application = an_application()
    approve_document(application.document, by=reviewer)
    before = everything_at_the_desk()

    with pytest.raises(MoveRefused):
        decide_both(application, by=reviewer)

    assert everything_at_the_desk() == before


@DELAYS
def test_a_refusal_without_a_reason_takes_the_other_answer_with_it(set_options, reviewer, delay):
    set_options(decision_delay=delay)
    application = an_application()
    before = everything_at_the_desk()

    with pytest.raises(ValidationError) as refusal:
        decide_together(
            application.document, account=Verdict.APPROVE, document=Verdict.REJECT, by=reviewer, account_note="歡迎。"
        )

    assert refusal.value.code == "reason_missing"
    assert everything_at_the_desk() == before


@pytest.mark.usefixtures("ten_minutes")
def test_what_is_decided_already_is_not_decided_together(reviewer):
    application = an_application()
    decide(application.document, question=Question.DOCUMENT, verdict=Verdict.APPROVE, by=reviewer)

    with pytest.raises(AlreadyDecided) as refusal:
        decide_both(application, by=reviewer)

    assert refusal.value.decision.question == Question.DOCUMENT


@pytest.mark.usefixtures("ten_minutes")
def test_each_of_the_two_is_taken_back_alone(morning, ten_minutes, reviewer):
    application = an_application()
    of_account, of_document = decide_both(application, by=reviewer, account=Verdict.REJECT, document=Verdict.REJECT)
    take_back(of_account, by=reviewer)

    applied = apply_due(at=morning.now + ten_minutes)

    application.refresh_from_db()
    of_document.refresh_from_db()
    letter = Letter.objects.get()
    assert (applied, application.state) == (1, ApplicationState.SUBMITTED)
    assert (of_document.state, letter.kind, letter.after) == (HeldState.APPLIED, LetterKind.DOCUMENT_REJECTED, None)


@pytest.mark.usefixtures("ten_minutes")
def test_a_refusal_of_the_document_that_was_made_later_goes_along_with_that_of_the_account(
    morning, ten_minutes, reviewer
):
    application = an_application()
    of_account = decide(
        application.document, question=Question.ACCOUNT, verdict=Verdict.REJECT, by=reviewer, note="姓名不符"
    )
    morning.advance(timedelta(minutes=5))
    of_document = decide(
        application.document, question=Question.DOCUMENT, verdict=Verdict.REJECT, by=reviewer, note="缺頁"
    )

    applied = apply_due(at=of_account.due_at)

    of_document.refresh_from_db()
    document = CompanyDocument.objects.get()
    assert (applied, of_document.state) == (1, HeldState.APPLIED)
    assert (document.state, document.decided_at) == (DocumentState.REJECTED, of_document.made_at)


@DELAYS
@pytest.mark.parametrize("newer", [DocumentState.APPROVED, DocumentState.PENDING], ids=str)
def test_when_the_account_joins_a_company_with_a_newer_document_the_answer_to_the_older_is_overtaken(
    set_options, morning, reviewer, delay, newer
):
    set_options(decision_delay=delay)
    company = a_company()
    application = an_application(number=company.number)
    later = a_company_document(company=company)
    if newer == DocumentState.APPROVED:
        approve_document(later, by=reviewer)

    of_account, of_document = decide_both(application, by=reviewer)
    morning.advance(delay)
    leave_the_office()

    for row in (of_account, of_document, application, application.document, later):
        row.refresh_from_db()
    assert (of_account.state, of_document.state) == (HeldState.APPLIED, HeldState.OVERTAKEN)
    assert (application.state, application.document.state) == (ApplicationState.APPROVED, DocumentState.REPLACED)
    assert later.state == newer
    assert Letter.objects.about(application).count() == 1
    assert not Letter.objects.about(application.document).exists()
    record = AuditRecord.objects.about(application.document).get(act=Act.DECISION_OVERTAKEN)
    assert record.facts["state"] == DocumentState.REPLACED
    assert broken_links() == []
