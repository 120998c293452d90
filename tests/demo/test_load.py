"""`manage.py load_demo`: loaded once for all the questions here, since its papers take their time."""

import io
import json
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from demo.accounts import COMPANY_ROLE, SHARED_ROLE, accounts_file
from demo.cast import CAST
from demo.desk import ADDED
from port.accounts.enums import AccountKind, StaffRole
from port.accounts.models import EmailVerification, User
from port.audit.checking import health
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.bindings.acting import companies_of
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from port.bindings.workflow import find_request
from port.changes.checks import may_be_approved
from port.changes.enums import ChangeKind
from port.changes.models import ChangeRequest
from port.companies.enums import DocumentState, NumberKind
from port.companies.models import Company, CompanyDocument
from port.consents.checks import missing_texts
from port.content.models import Entry
from port.documents.models import StoredDocument
from port.letters.enums import LetterKind, LetterState
from port.letters.models import Letter
from port.options import options
from port.pledges.models import CalendarDay, Pledge
from port.pledges.target import current_pledge
from port.pledges.usual import usual_waiting
from port.registration.entry import Door, try_door
from port.registration.enums import ApplicationState
from port.registration.mending_links import MendingDoor, door_of, find_link
from port.registration.models import AccountApplication, MendingLink
from port.review.cases import waiting_cases
from port.review.enums import HeldState, Question
from port.review.models import Claim, HeldDecision, InternalNote, SecondLook
from port.review.second_look import waiting_for
from port.review.seen_before import chain_of, seen_before
from port.rights.models import RightsRequest
from tests.codebase.sources import texts
from tests.demo.loaded import accounts, everything, forerunners
from tests.demo.personal import personal_words
from tests.demo.typed import FIELDS, applications_that_say, cleaned

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def said(django_db_setup, django_db_blocker, tmp_path_factory, request) -> Iterator[str]:
    """What the command said. Committed, so that the threads which bring the papers see one database; flushed after."""
    from django.conf import settings

    folder, out = tmp_path_factory.mktemp("var"), io.StringIO()
    documents = {**settings.STORAGES["documents"], "OPTIONS": {"location": folder / "documents"}}
    with (
        override_settings(
            VAR=folder,
            AUDIT_HEADS_FOLDER=folder / "audit-heads",
            STORAGES={**settings.STORAGES, "documents": documents},
        ),
        django_db_blocker.unblock(),
    ):
        call_command("load_demo", stdout=out)
        yield out.getvalue()
        call_command("flush", interactive=False, verbosity=0)


def test_it_says_in_one_line_what_it_does(said):
    assert said.count("\n") == 1
    assert f"{len(CAST)} companies" in said
    assert str(accounts_file()) in said


def test_a_second_run_changes_nothing():
    before, out = (everything(), accounts()), io.StringIO()

    call_command("load_demo", stdout=out)

    assert (everything(), accounts()) == before
    assert out.getvalue() == "The demonstration is loaded already.\n"


def test_every_state_is_there():
    assert set(AccountApplication.objects.values_list("state", flat=True)) == set(ApplicationState.values)
    assert set(CompanyDocument.objects.values_list("state", flat=True)) == set(DocumentState.values)


def test_the_desk_has_work_both_fresh_and_old():
    ages = [(timezone.now() - case.submitted_at).total_seconds() / 3600 for case in waiting_cases()]

    assert len(ages) >= 15
    assert min(ages) < 1
    assert max(ages) > 14 * 24


def test_every_paper_has_its_story():
    """None is left over: a paper that no act took would still be staged."""
    assert StoredDocument.objects.count() == CompanyDocument.objects.count() + ChangeRequest.objects.count()
    assert StoredDocument.objects.filter(page_count__gt=1).exists()


def test_a_company_document_in_force_stays_while_a_newer_one_waits():
    assert Company.objects.filter(documents__state=DocumentState.APPROVED).filter(
        documents__state=DocumentState.PENDING
    )


def test_two_people_act_for_one_company_and_the_first_was_told():
    assert [company for company in Company.objects.all() if company.accounts.count() == 2]
    assert Letter.objects.filter(kind=LetterKind.OWNER_TOLD).exists()


def test_applications_were_mended_once_and_twice():
    mended = AccountApplication.objects.exclude(forerunner=None)
    found = {(forerunners(application), application.state) for application in mended}

    waits, is_inside, refused = ApplicationState.SUBMITTED, ApplicationState.VERIFIED, ApplicationState.REJECTED
    assert {(1, waits), (1, is_inside), (1, refused), (2, waits), (2, is_inside)} <= found
    assert all(application.document.forerunner == application.forerunner.document for application in mended)


def test_a_link_to_mend_a_refusal_is_on_its_way():
    letter = Letter.objects.get(kind=LetterKind.APPLICATION_REJECTED, state=LetterState.WAITING)

    link = find_link(urlsplit(letter.link).path.strip("/").rpartition("/")[2])

    assert door_of(link) is MendingDoor.OPEN


def test_links_to_mend_live_as_long_as_real_ones_and_some_have_expired():
    links = MendingLink.objects.all()

    assert all(link.expires_at - link.created_at == options().mending_lifetime for link in links)
    assert {link.expires_at > timezone.now() for link in links} == {True, False}


def test_a_refused_document_was_handed_in_again():
    again = CompanyDocument.objects.filter(application=None).exclude(forerunner=None)

    assert {document.forerunner.state for document in again} == {DocumentState.REJECTED}


def test_an_application_and_a_document_wait_once_more():
    application = AccountApplication.objects.exclude(reopened_at=None).get()
    letter = Letter.objects.get(kind=LetterKind.DOCUMENT_REOPENED)

    assert (application.state, bool(application.user)) == (ApplicationState.SUBMITTED, True)
    assert CompanyDocument.objects.get(pk=letter.about_id).state == DocumentState.PENDING
    assert Letter.objects.about(application).filter(kind=LetterKind.APPLICATION_REOPENED).exists()


def test_two_questions_were_answered_in_one_go():
    assert Letter.objects.filter(after__kind=LetterKind.APPLICATION_APPROVED).exists()
    assert Letter.objects.filter(
        kind=LetterKind.DOCUMENT_REJECTED, after__kind=LetterKind.APPLICATION_REJECTED
    ).exists()


def test_every_answer_was_a_decision_of_the_desk():
    """Whatever is decided, and was not reopened since, was decided at that time by that reviewer."""
    decided = CompanyDocument.objects.filter(state__in=[DocumentState.APPROVED, DocumentState.REJECTED])
    for case in decided:
        decision = case.decisions.filter(question=Question.DOCUMENT).latest("made_at")

        assert (decision.by, decision.made_at) == (case.decided_by, case.decided_at)
    assert set(HeldDecision.objects.values_list("state", flat=True)) == {HeldState.APPLIED}


def test_both_reviewers_are_at_work_for_half_an_hour():
    held = Claim.objects.live(timezone.now() + options().claim_lease - timedelta(minutes=2))

    assert sorted(claim.holder.username for claim in held) == ["chen.reviews", "chen.reviews", "lin.reviews"]
    assert set(held.values_list("case", flat=True)) <= set(waiting_cases().values_list("pk", flat=True))
    assert all(claim.until - claim.claimed_at == options().claim_lease for claim in Claim.objects.all())


def test_second_looks_wait_for_the_reviewer_and_a_difference_for_the_head():
    reviewer, colleague = User.objects.filter(staff_role=StaffRole.REVIEWER).order_by("pk")

    assert SecondLook.objects.different().count() == 1
    assert (waiting_for(reviewer).count(), waiting_for(colleague).count()) == (2, 0)


def test_the_head_has_set_aims_a_day_off_and_a_reason():
    head = User.objects.get(staff_role=StaffRole.HEAD)

    assert {pledge.set_by for pledge in Pledge.objects.all()} == {head}
    assert current_pledge().second_look_percent > 0
    assert not CalendarDay.objects.get().is_working
    assert CalendarDay.objects.get().date.weekday() < 5
    assert AccountApplication.objects.filter(reasons__code=ADDED.code).exists()


def test_the_usual_waiting_is_told():
    usual = usual_waiting()

    assert usual
    assert timedelta() < usual.median < timedelta(days=2) < usual.most


def test_some_cases_were_seen_before_and_most_were_not():
    seen = [bool(seen_before(case, chain_of(case))) for case in waiting_cases()]

    assert 0 < sum(seen) < len(seen) / 3


def test_reviewers_told_each_other_something():
    assert set(InternalNote.objects.values_list("by__username", flat=True)) == {"chen.reviews"}


def test_the_abolished_licence_was_refused_both_as_account_and_as_document():
    assert AccountApplication.objects.filter(reasons__code="D01").exists()
    assert CompanyDocument.objects.filter(reasons__code="D01", state=DocumentState.REJECTED).exists()


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_made_up_could_have_been_typed(field):
    for application in applications_that_say(field):
        assert cleaned(application, field) == getattr(application, field)


def test_nobody_in_it_can_be_taken_for_somebody():
    applications = AccountApplication.objects.all()

    assert {application.email.rpartition("@")[2] for application in applications} <= {
        "example.com",
        "example.org",
        "example.net",
    }
    assert all("示範" in application.company_name for application in applications.exclude(kind=AccountKind.SHARED))
    assert all(application.mobile.startswith("09000000") for application in applications)
    assert Company.objects.filter(number_kind=NumberKind.AGENCY).exists()


def test_the_reference_tells_the_day_and_stands_in_the_letter():
    for application in AccountApplication.objects.all():
        received = Letter.objects.about(application).get(kind=LetterKind.APPLICATION_RECEIVED)

        assert application.reference[4:8] == f"{timezone.localtime(application.submitted_at):%m%d}"
        assert application.reference in received.text


def test_time_goes_forward_in_every_case():
    with_document = AccountApplication.objects.exclude(document=None)
    for application in with_document.select_related("document__file", "user", "company"):
        document = application.document
        earlier = application.forerunner.decided_at if application.forerunner else None
        moments = [
            *(earlier, document.file.created_at, application.submitted_at),
            *(application.reopened_at, application.decided_at, application.verified_at),
        ]
        happened = [moment for moment in moments if moment]

        assert happened == sorted(happened)
        assert happened[-1] < timezone.now()
        assert document.submitted_at == application.submitted_at
        assert not document.decided_at or document.decided_at > document.submitted_at
        assert not application.user or application.reopened_at or application.user.created_at == application.decided_at


def test_only_the_newest_letters_are_still_to_be_sent():
    waiting = Letter.objects.filter(state=LetterState.WAITING)
    sent = Letter.objects.filter(state=LetterState.SENT)

    assert 3 <= waiting.count() <= 9
    assert waiting.count() + sent.count() == Letter.objects.count()
    assert waiting.order_by("created_at")[0].created_at > sent.order_by("-created_at")[0].created_at
    assert waiting.exclude(link="").exists()
    assert not sent.exclude(link="").exists()


def test_links_live_as_long_as_real_ones_and_some_have_expired():
    links = EmailVerification.objects.filter(used_at=None)

    assert all(link.expires_at - link.created_at == options().verification_lifetime for link in links)
    assert {link.is_live(timezone.now()) for link in links} == {True, False}


def test_shared_accounts_wait_and_one_was_refused():
    states = AccountApplication.objects.filter(kind=AccountKind.SHARED).values_list("state", flat=True)

    assert Counter(states) == {"submitted": 2, "rejected": 1, "verified": 1}


def test_a_change_of_each_kind_waits_and_one_was_carried_out():
    carried_out = ChangeRequest.objects.ended().get()

    assert sorted(change.kind for change in ChangeRequest.objects.waiting()) == sorted(ChangeKind.values)
    assert all(may_be_approved(change).yes for change in ChangeRequest.objects.waiting())
    assert carried_out.company.name == carried_out.new_company_name


def test_people_asked_about_their_own_data_and_one_answer_is_nearly_due():
    today = timezone.localdate()
    days = [(request.due_on - today).days for request in RightsRequest.objects.waiting()]

    assert len(days) == 2
    assert 0 < days[0] < 7 < days[1] < options().rights_days


def test_the_record_was_checked_and_found_whole():
    assert health().is_whole
    assert health().head.facts["records"] > health().check.facts["records"] > 100
    assert broken_links() == []


def test_the_record_of_the_whole_demonstration_names_nobody():
    rows = [(row["facts"], row["origin"], row["object_id"]) for row in AuditRecord.objects.values()]
    said = json.dumps(rows, ensure_ascii=False)

    assert len(rows) > 100
    assert sorted(words for words in personal_words() if words in said) == []


def test_the_portal_tells_something():
    """What exactly, `test_content.py` asks without the papers."""
    assert Entry.objects.news(on=timezone.localdate()).count() >= 8


def test_somebody_of_every_kind_can_log_in():
    roles = [account["role"] for account in accounts()]

    assert set(roles) == {*StaffRole.values, COMPANY_ROLE, SHARED_ROLE}
    assert roles.count(StaffRole.REVIEWER) == 2
    assert roles.count(COMPANY_ROLE) == 4
    for account in accounts():
        entry = try_door(username=account["username"], password=account["password"])

        assert entry.door is Door.OPEN, account["username"]
        kinds = {AccountKind.GENERAL: COMPANY_ROLE, AccountKind.SHARED: SHARED_ROLE}
        assert (entry.user.staff_role or kinds[entry.user.kind]) == account["role"]
        assert (entry.user.name, bool(account["note"])) == (account["name"], True)


def test_each_company_that_logs_in_finds_another_rung_of_the_ladder():
    found = []
    for account in accounts():
        if account["role"] == COMPANY_ROLE:
            user = User.objects.get(username=account["username"])
            company = user.company_account.company
            asked = bool(missing_texts(user, acting_company_id=company.pk))
            found.append((asked, [document.state for document in company.documents.all()]))

    assert found == [(True, ["pending"]), (False, ["approved"]), (False, ["rejected"]), (False, ["pending"])]


def test_a_shared_account_holds_five_companies_on_different_rungs_and_waits_for_a_sixth():
    holder = User.objects.get(kind=AccountKind.SHARED)
    companies = companies_of(holder)
    states = {frozenset(company.documents.values_list("state", flat=True)) for company in companies}
    unread = [company for company in companies if missing_texts(holder, acting_company_id=company.pk)]
    request = Binding.objects.get(state=BindingState.ASKED)
    letter = Letter.objects.get(kind=LetterKind.BINDING_ASKED, state=LetterState.WAITING)

    assert (len(companies), len(unread)) == (5, 2)
    assert len(states) >= 3
    assert find_request(letter.link.rstrip("/").rpartition("/")[2]) == request
    assert not missing_texts(holder, acting_company_id=None)


def test_the_passwords_are_good_and_stand_in_one_private_file_only():
    passwords = [account["password"] for account in accounts()]

    assert stat.S_IMODE(accounts_file().stat().st_mode) == 0o600
    assert len(set(passwords)) == len(passwords)
    for account in accounts():
        validate_password(account["password"], User.objects.get(username=account["username"]))
    assert [path for path, text in texts() if any(password in text for password in passwords)] == []


def test_a_lost_file_of_accounts_is_made_again_with_new_passwords():
    before, out = accounts(), io.StringIO()
    accounts_file().unlink()

    call_command("load_demo", stdout=out)

    assert "the passwords are new" in out.getvalue()
    assert not {each["password"] for each in before} & {each["password"] for each in accounts()}
    for account in accounts():
        assert try_door(username=account["username"], password=account["password"]).door is Door.OPEN
    accounts_file().write_text(json.dumps(before))
