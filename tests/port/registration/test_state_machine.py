"""Applicants, two reviewers and the clock play against a simple model, and after each step both say the same (R-40)."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from port.accounts.models import EmailVerification, User
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.companies.enums import DocumentState
from port.companies.models import CompanyAccount, CompanyDocument
from port.companies.reopening import ReopeningRefused, reopen_document
from port.companies.workflow import approve_document, hand_in, reject_document
from port.documents.enums import DocumentState as FileState
from port.letters.models import Letter
from port.registration import proof as proof_acts
from port.registration import workflow
from port.registration.checks import is_username_free
from port.registration.entry import Door, entry_of
from port.registration.enums import HOLDS_USERNAME, ApplicationState
from port.registration.models import AccountApplication
from port.registration.reopening import reopen
from port.registration.workflow import UsernameTaken
from port.workflows import MoveRefused
from tests.factories import a_reviewer, a_shared_submission, a_stored_document, a_submission
from tests.port.registration.model import Case, Paper, Port

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=40,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],
)

USERNAMES = ["seagull1", "seagull2", "seagull3"]
NUMBERS = ["12345675", "24549210"]
BEGINNING = datetime(2126, 3, 2, 2, 0, tzinfo=UTC)
DOORS = {
    ApplicationState.SUBMITTED: Door.AWAITS_REVIEW,
    ApplicationState.APPROVED: Door.AWAITS_VERIFICATION,
    ApplicationState.REJECTED: Door.NOT_APPROVED,
    ApplicationState.VERIFIED: Door.OPEN,
    ApplicationState.LAPSED: Door.AWAITS_VERIFICATION,
}
"""Of those that have an account."""
WAITS = [timedelta(minutes=2), timedelta(minutes=4), timedelta(hours=9), timedelta(hours=71), timedelta(hours=73)]


@contextmanager
def rolled_back() -> Iterator[None]:
    """Each play begins with an empty stage."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Registration(RuleBasedStateMachine):
    cases = Bundle("cases")
    accounts = Bundle("accounts")
    papers = Bundle("papers")

    def __init__(self) -> None:
        super().__init__()
        self.port = Port(now=BEGINNING)
        self.stage = ExitStack()
        self.stage.enter_context(rolled_back())
        self.stage.enter_context(patch("django.utils.timezone.now", lambda: self.port.now))
        self.reviewers = [a_reviewer(), a_reviewer()]

    def teardown(self) -> None:
        self.stage.close()

    @initialize(target=cases, numbers=st.tuples(*[st.sampled_from(NUMBERS)] * 2))
    def open_with_two_applicants(self, numbers: tuple[str, str]) -> MultipleResults[Case]:
        return multiple(*[self.sent(name, number) for name, number in zip(USERNAMES, numbers, strict=False)])

    @rule(target=cases, username=st.sampled_from(USERNAMES), number=st.sampled_from(NUMBERS))
    def submit(self, username: str, number: str) -> Case | MultipleResults[Case]:
        if self.port.is_held(username):
            with pytest.raises(UsernameTaken), transaction.atomic():
                workflow.submit(**a_submission(username=username, number=number))
            return multiple()
        return self.sent(username, number)

    def sent(self, username: str, number: str) -> Case:
        sent = a_submission(username=username, number=number)
        application = workflow.submit(**sent)
        case = Case(application.pk, sent, Paper(application.document_id))
        self.port.did(letters=1 + len(self.port.accounts_of(number)), records=2)
        self.port.cases.append(case)
        self.port.papers.append(case.paper)
        return case

    @rule(target=cases, username=st.sampled_from(USERNAMES))
    def submit_for_a_shared_account(self, username: str) -> Case | MultipleResults[Case]:
        sent = a_shared_submission(username=username)
        if self.port.is_held(username):
            with pytest.raises(UsernameTaken), transaction.atomic():
                workflow.submit(**sent)
            return multiple()
        case = Case(workflow.submit(**sent).pk, sent, paper=None)
        self.port.did(letters=1)
        self.port.cases.append(case)
        return case

    @rule(case=cases)
    def send_the_same_form_again(self, case: Case) -> None:
        assert workflow.submit(**case.sent).pk == case.pk

    @rule(target=accounts, case=cases, who=st.sampled_from([0, 1]))
    def approve(self, case: Case, who: int) -> Case | MultipleResults[Case]:
        application = self.application(case)
        if case.state != ApplicationState.SUBMITTED:
            with pytest.raises(MoveRefused) as refusal, transaction.atomic():
                workflow.approve(application, by=self.reviewers[who])
            assert refusal.value.subject.decided_by in self.reviewers
            return multiple()
        is_new = bool(case.paper) and case.number not in self.port.companies
        workflow.approve(application, by=self.reviewers[who])
        if case.paper:
            self.port.companies.add(case.number)
            self.port.join(case.paper, case.number)
        case.state, case.has_user = ApplicationState.APPROVED, True
        self.port.add_link(case, EmailVerification.objects.latest("pk").pk)
        self.port.did(letters=1, records=1 + is_new)
        return case

    @rule(case=cases, who=st.sampled_from([0, 1]), note=st.sampled_from(["缺頁", " "]))
    def reject(self, case: Case, who: int, note: str) -> None:
        refused = MoveRefused if case.state != ApplicationState.SUBMITTED else ValidationError
        if refused is MoveRefused or not note.strip():
            with pytest.raises(refused):
                workflow.reject(self.application(case), by=self.reviewers[who], reasons=[], note=note)
            return
        workflow.reject(self.application(case), by=self.reviewers[who], reasons=[], note=note)
        case.state = ApplicationState.REJECTED
        self.port.did(letters=1)
        if case.paper and case.paper.state == DocumentState.PENDING:
            case.paper.state = DocumentState.CLOSED
            self.port.did()

    @rule(case=cases, who=st.sampled_from([0, 1]), reason=st.sampled_from(["統編需再確認。", "統編需再確認。", " "]))
    def reopen(self, case: Case, who: int, reason: str) -> None:
        refusal = self.why_not_reopened(case, reason)
        if refusal:
            with pytest.raises(refusal):
                reopen(self.application(case), by=self.reviewers[who], reason=reason)
            return
        reopen(self.application(case), by=self.reviewers[who], reason=reason)
        case.state = ApplicationState.SUBMITTED
        for link in case.links:
            link.is_newest = False
        self.port.did(letters=1)
        if case.paper and case.paper.state == DocumentState.CLOSED and not self.port.stands_in_the_way_of(case.paper):
            case.paper.state = DocumentState.PENDING
            self.port.did()

    def why_not_reopened(self, case: Case, reason: str) -> type[Exception] | None:
        if case.state == ApplicationState.SUBMITTED:
            return MoveRefused
        if not reason.strip():
            return ValidationError
        return ReopeningRefused if self.port.is_held_by_another(case) else None

    @rule(case=cases, who=st.sampled_from([0, 1]))
    def reopen_the_document_of_an_application(self, case: Case, who: int) -> None:
        if case.paper:
            self.reopen_paper(case.paper, self.reviewers[who])

    @rule(paper=papers, who=st.sampled_from([0, 1]))
    def reopen_a_newer_document(self, paper: Paper, who: int) -> None:
        self.reopen_paper(paper, self.reviewers[who])

    def reopen_paper(self, paper: Paper, by: User) -> None:
        document = CompanyDocument.objects.get(pk=paper.pk)
        decided = {DocumentState.APPROVED, DocumentState.REJECTED, DocumentState.CLOSED}
        obstacle = self.port.is_left_behind(paper) or self.port.stands_in_the_way_of(paper)
        if obstacle or paper.state not in decided:
            with pytest.raises(ReopeningRefused if paper.state in decided else MoveRefused):
                reopen_document(document, by=by, reason="內容需再確認。")
            return
        reopen_document(document, by=by, reason="內容需再確認。")
        paper.state = DocumentState.PENDING
        self.port.did(letters=1)

    @rule(case=accounts, which=st.integers(0, 3))
    def verify(self, case: Case, which: int) -> None:
        link = case.links[which % len(case.links)]
        proof, done = EmailVerification.objects.get(pk=link.pk), case.state == ApplicationState.VERIFIED
        if not (done or link.is_live(self.port.now)):
            with pytest.raises(ValidationError):
                proof_acts.verify(proof, by=self.user(case))
            return
        proof_acts.verify(proof, by=self.user(case))
        if not done:
            case.state = ApplicationState.VERIFIED
            self.port.did()

    @rule(case=accounts, stranger=accounts)
    def verify_with_the_link_of_another(self, case: Case, stranger: Case) -> None:
        if stranger is not case:
            proof = EmailVerification.objects.get(pk=case.links[-1].pk)
            with pytest.raises(ValidationError):
                proof_acts.verify(proof, by=self.user(stranger))

    @rule(case=cases)
    def lapse(self, case: Case) -> None:
        if case.state != ApplicationState.APPROVED:
            with pytest.raises(MoveRefused), transaction.atomic():
                proof_acts.lapse(self.application(case))
            return
        proof_acts.lapse(self.application(case))
        case.state = ApplicationState.LAPSED
        case.links[-1].is_newest = False
        self.port.did(letters=1)

    @rule(case=accounts)
    def send_a_new_link(self, case: Case) -> None:
        expected = case.may_send_again(self.port.now)
        assert proof_acts.send_verification_again(self.user(case)) is expected
        if expected:
            case.state = ApplicationState.APPROVED
            self.port.add_link(case, EmailVerification.objects.latest("pk").pk)
            self.port.did(letters=1)

    @rule(target=papers, case=accounts)
    def hand_in_a_new_document(self, case: Case) -> Paper | MultipleResults[Paper]:
        if not (case.has_account and case.paper):
            return multiple()
        user = self.user(case)
        file = a_stored_document(state=FileState.STAGED)
        company = user.company_account.company
        document = hand_in(file=file, company_name=company.name, contact_email=user.email, company=company, by=user)
        self.port.replace(case.number, DocumentState.PENDING)
        paper = Paper(document.pk, number=case.number)
        self.port.papers.append(paper)
        self.port.did()
        return paper

    @rule(case=cases, who=st.sampled_from([0, 1]), approved=st.booleans())
    def decide_the_document_of_an_application(self, case: Case, who: int, approved: bool) -> None:
        if case.paper:
            self.decide(case.paper, self.reviewers[who], approved)

    @rule(paper=papers, who=st.sampled_from([0, 1]), approved=st.booleans())
    def decide_a_newer_document(self, paper: Paper, who: int, approved: bool) -> None:
        self.decide(paper, self.reviewers[who], approved)

    def decide(self, paper: Paper, by: User, approved: bool) -> None:
        document = CompanyDocument.objects.get(pk=paper.pk)
        if paper.state != DocumentState.PENDING:
            with pytest.raises(MoveRefused), transaction.atomic():
                approve_document(document, by=by)
            with pytest.raises(MoveRefused), transaction.atomic():
                reject_document(document, by=by, reasons=[], note="缺頁")
            return
        if approved:
            approve_document(document, by=by)
            if paper.number:
                self.port.replace(paper.number, DocumentState.APPROVED)
        else:
            reject_document(document, by=by, reasons=[], note="缺頁")
        paper.state = DocumentState.APPROVED if approved else DocumentState.REJECTED
        self.port.did(letters=1)

    @rule(time=st.sampled_from(WAITS))
    def wait(self, time: timedelta) -> None:
        self.port.wait(time)

    @invariant()
    def states_are_those_of_the_model(self) -> None:
        applications = dict(AccountApplication.objects.values_list("pk", "state"))
        documents = {pk: (state, number) for pk, state, number in self.documents()}
        assert applications == {case.pk: case.state for case in self.port.cases}
        assert documents == {paper.pk: (paper.state, paper.number) for paper in self.port.papers}

    @invariant()
    def each_act_left_its_letters_and_its_records_and_the_chain_is_whole(self) -> None:
        assert Letter.objects.count() == self.port.letters
        assert AuditRecord.objects.count() == self.port.records
        assert broken_links() == []

    @invariant()
    def a_door_is_open_to_verified_accounts_alone(self) -> None:
        for case in self.port.cases:
            if case.has_user:
                assert entry_of(self.user(case)).door is DOORS[case.state]

    @invariant()
    def a_name_is_held_by_one_live_application(self) -> None:
        live = AccountApplication.objects.filter(state__in=HOLDS_USERNAME).values_list("username", flat=True)
        assert len(set(live)) == len(live)
        assert [is_username_free(name) for name in USERNAMES] == [not self.port.is_held(name) for name in USERNAMES]

    @invariant()
    def an_account_is_of_the_kind_that_was_applied_for_and_only_a_general_one_has_a_company(self) -> None:
        for case in self.port.cases:
            if case.has_user:
                user = self.user(case)
                assert user.is_shared is (case.paper is None)
                assert CompanyAccount.objects.filter(user=user).exists() is (case.paper is not None)

    @invariant()
    def a_company_has_one_document_in_force_and_one_waiting(self) -> None:
        for state in (DocumentState.APPROVED, DocumentState.PENDING):
            companies = [number for _pk, its_state, number in self.documents() if number and its_state == state]
            assert len(set(companies)) == len(companies)

    @invariant()
    def only_approved_applicants_have_accounts_and_only_verified_ones_a_proven_address(self) -> None:
        users = dict(User.objects.filter(staff_role="").values_list("username", "email_verified_at"))
        proven = {name for name, at in users.items() if at}
        assert set(users) == {case.username for case in self.port.cases if case.has_user}
        assert proven == {case.username for case in self.port.cases if case.state == ApplicationState.VERIFIED}

    def application(self, case: Case) -> AccountApplication:
        return AccountApplication.objects.get(pk=case.pk)

    def user(self, case: Case) -> User:
        return User.objects.get(username=case.username)

    def documents(self) -> list[tuple[int, str, str | None]]:
        return list(CompanyDocument.objects.values_list("pk", "state", "company__number"))


@pytest.mark.django_db
def test_the_product_and_the_model_agree_whatever_people_do():
    run_state_machine_as_test(Registration, settings=settings.get_profile("ci"))
