"""Refused, mended, refused, mended, approved, in any order, against a simple model; what went wrong elsewhere comes first."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
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

from port.companies.checks import refused_last
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.companies.reasons import install_reasons
from port.companies.workflow import approve_document, hand_in, reject_document
from port.documents.enums import DocumentState as FileState
from port.documents.refusals import DocumentNotStaged
from port.registration.enums import HOLDS_USERNAME, ApplicationState
from port.registration.mending import NotMendable, mend, needs_new_document, send_link_again
from port.registration.mending_links import MendingDoor, door_of
from port.registration.models import AccountApplication, MendingLink
from port.registration.workflow import UsernameTaken, approve, reject, submit
from tests.factories import (
    a_company_account,
    a_company_document,
    a_reviewer,
    a_stored_document_with_files,
    a_submission,
    an_application,
)

NAMES = ["seagull1", "seagull2"]
BEGINNING = datetime(2126, 3, 2, 2, 0, tzinfo=UTC)
CODES = [[], ["A01"], ["D02"], ["D04"], ["A01", "D02"]]
RUN = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=20,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],
)


def a_submission_with_pages(**facts):
    return a_submission(file=a_stored_document_with_files(state=FileState.STAGED), **facts)


def newest_link(application: AccountApplication) -> MendingLink:
    return MendingLink.objects.filter(application=application).latest("pk")


def opens(document: CompanyDocument) -> bool:
    """Whether staff still see its page and its original."""
    with document.file.open_page(1) as page, document.file.open_original(1) as original:
        return bool(page.read() and original.read())


@pytest.fixture
def with_pages(db) -> AccountApplication:
    return an_application(document=a_company_document(file=a_stored_document_with_files()))


def test_after_a_refusal_the_new_upload_works_though_the_old_one_is_still_there(with_pages, reviewer, reasons):
    refused = reject(with_pages, by=reviewer, reasons=[reasons["D01"]])

    successor = mend(newest_link(refused), **a_submission_with_pages(username=refused.username))

    assert successor.document.state == DocumentState.PENDING
    assert successor.document.file != refused.document.file


def test_staff_open_the_second_document_and_the_first(with_pages, reviewer, reasons):
    refused = reject(with_pages, by=reviewer, reasons=[reasons["D01"]])
    successor = mend(newest_link(refused), **a_submission_with_pages(username=refused.username))

    assert opens(successor.document)
    assert opens(refused.document)
    assert approve_document(successor.document, by=reviewer).state == DocumentState.APPROVED


@pytest.mark.parametrize("decide", [approve_document, reject_document], ids=["approved", "refused"])
def test_an_account_can_be_refused_whatever_became_of_its_document(with_pages, reviewer, reasons, decide):
    answer = {"reasons": [reasons["D02"]]} if decide is reject_document else {}
    decide(with_pages.document, by=reviewer, **answer)

    refused = reject(with_pages, by=reviewer, reasons=[reasons["A01"]])

    successor = mend(newest_link(refused), **a_submission_with_pages(username=refused.username))
    assert approve(successor, by=reviewer).state == ApplicationState.APPROVED


def test_a_name_that_differs_from_the_document_is_mended_without_a_new_one(with_pages, reviewer, reasons):
    refused = reject(with_pages, by=reviewer, reasons=[reasons["D04"]])

    sent = a_submission(username=refused.username, company_name="晴海示範船務股份有限公司") | {"file": None}
    successor = mend(newest_link(refused), **sent)

    assert successor.document.file.sha256 == refused.document.file.sha256
    assert successor.document.company_name == "晴海示範船務股份有限公司"


def test_a_company_hands_in_again_and_again_until_its_document_is_in_force(reviewer, reasons, db):
    company = a_company_account().company
    handed_in = []
    for _ in range(3):
        file = a_stored_document_with_files(state=FileState.STAGED)
        words = {"company_name": company.name, "contact_email": "wang@example.com"}
        handed_in.append(hand_in(file=file, company=company, forerunner=refused_last(company), **words))
        if len(handed_in) < 3:
            reject_document(handed_in[-1], by=reviewer, reasons=[reasons["D02"]])

    approve_document(handed_in[-1], by=reviewer)

    assert [document.forerunner for document in handed_in] == [None, *handed_in[:2]]
    assert all(opens(document) for document in handed_in)
    assert refused_last(company) is None


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(eq=False)
class Case:
    """An application as the model knows it."""

    pk: int
    sent: dict
    forerunner: "Case | None" = None
    state: ApplicationState = ApplicationState.SUBMITTED
    needs_file: bool = False
    is_mended: bool = False
    link: int = 0
    """The newest link; older ones are dead."""
    expires: datetime = BEGINNING
    dead_links: list[int] = field(default_factory=list)

    @property
    def username(self) -> str:
        return str(self.sent["facts"].username)


class Mending(RuleBasedStateMachine):
    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGINNING
        self.known: list[Case] = []
        self.stage = ExitStack()
        self.stage.enter_context(rolled_back())
        self.stage.enter_context(patch("django.utils.timezone.now", lambda: self.now))
        self.reviewer = a_reviewer()
        install_reasons()

    def teardown(self) -> None:
        self.stage.close()

    @initialize(target=cases)
    def two_apply(self) -> MultipleResults[Case]:
        return multiple(*[self.sent(name) for name in NAMES])

    @rule(target=cases, name=st.sampled_from(NAMES))
    def somebody_else_takes_the_name(self, name: str) -> Case | MultipleResults[Case]:
        if self.is_held(name):
            return multiple()
        return self.sent(name)

    @rule(case=cases, codes=st.sampled_from(CODES))
    def refuse(self, case: Case, codes: list[str]) -> None:
        if case.state != ApplicationState.SUBMITTED:
            return
        document_refused = self.row(case).document.state == DocumentState.REJECTED
        reject(self.row(case), by=self.reviewer, reasons=self.reasons(codes), note="請補正。")
        case.state = ApplicationState.REJECTED
        case.needs_file = document_refused or "D02" in codes
        self.add_link(case)

    @rule(case=cases)
    def approve(self, case: Case) -> None:
        if case.state == ApplicationState.SUBMITTED:
            approve(self.row(case), by=self.reviewer)
            case.state = ApplicationState.APPROVED

    @rule(case=cases, approved=st.booleans())
    def decide_the_document(self, case: Case, approved: bool) -> None:
        document = self.row(case).document
        if document.state != DocumentState.PENDING:
            return
        if approved:
            approve_document(document, by=self.reviewer)
        else:
            reject_document(document, by=self.reviewer, reasons=self.reasons(["D02"]))

    @rule(case=cases)
    def hand_in_anew_once_inside(self, case: Case) -> None:
        if case.state != ApplicationState.APPROVED:
            return
        row = self.row(case)
        file, earlier = a_stored_document_with_files(state=FileState.STAGED), refused_last(row.company)
        words = {"company_name": row.company_name, "contact_email": row.email}
        document = hand_in(file=file, company=row.company, by=row.user, forerunner=earlier, **words)
        assert document.forerunner is None or document.forerunner.state == DocumentState.REJECTED

    @rule(target=cases, case=cases, with_file=st.booleans(), keeps_name=st.booleans())
    def mend_with_the_newest_link(self, case: Case, with_file: bool, keeps_name: bool) -> Case | MultipleResults[Case]:
        if case.state != ApplicationState.REJECTED:
            return multiple()
        username = case.username if keeps_name else "seagull3"
        sent = a_submission_with_pages(username=username) | ({} if with_file else {"file": None})
        refusal = self.expected_refusal(case, with_file=with_file, username=username)
        if refusal:
            with pytest.raises(refusal):
                mend(MendingLink.objects.get(pk=case.link), **sent)
            return multiple()
        return self.mended(case, sent)

    @rule(case=cases, which=st.integers(0, 5))
    def mend_with_an_old_link(self, case: Case, which: int) -> None:
        if not case.dead_links:
            return
        link = MendingLink.objects.get(pk=case.dead_links[which % len(case.dead_links)])
        with pytest.raises(NotMendable):
            mend(link, **a_submission_with_pages(username="seagull4"))

    @rule(case=cases)
    def send_the_mended_form_twice(self, case: Case) -> None:
        if case.forerunner:
            link = MendingLink.objects.get(pk=case.forerunner.link)
            assert mend(link, **case.sent).pk == case.pk

    @rule(case=cases)
    def send_it_from_another_tab(self, case: Case) -> None:
        if case.forerunner:
            with pytest.raises(NotMendable) as refusal:
                mend(MendingLink.objects.get(pk=case.forerunner.link), **a_submission_with_pages(username="seagull4"))
            assert refusal.value.door is MendingDoor.MENDED

    @rule(case=cases)
    def ask_for_another_link(self, case: Case) -> None:
        if send_link_again(self.row(case)):
            assert case.state == ApplicationState.REJECTED
            assert not case.is_mended
            self.add_link(case)

    @rule(time=st.sampled_from([timedelta(minutes=4), timedelta(days=1), timedelta(days=29)]))
    def wait(self, time: timedelta) -> None:
        self.now += time

    @invariant()
    def the_doors_are_those_of_the_model(self) -> None:
        for case in self.known:
            if case.state == ApplicationState.REJECTED:
                link = MendingLink.objects.select_related("application").get(pk=case.link)
                assert door_of(link) is self.expected_door(case)
                assert needs_new_document(link.application) is case.needs_file

    @invariant()
    def a_chain_has_one_end_and_only_that_may_live(self) -> None:
        states = dict(AccountApplication.objects.values_list("pk", "state"))
        assert states == {case.pk: case.state for case in self.known}
        for application in AccountApplication.objects.filter(forerunner__isnull=False).select_related("forerunner"):
            assert application.forerunner.state == ApplicationState.REJECTED
            assert application.document.forerunner_id == application.forerunner.document_id

    @invariant()
    def a_name_has_one_holder(self) -> None:
        live = AccountApplication.objects.filter(state__in=HOLDS_USERNAME).values_list("username", flat=True)
        assert len(set(live)) == len(live)

    @invariant()
    def staff_open_every_document_that_was_ever_sent(self) -> None:
        assert all(opens(document) for document in CompanyDocument.objects.select_related("file"))

    @invariant()
    def an_application_has_one_live_link_at_most_and_none_once_it_was_mended(self) -> None:
        for case in self.known:
            live = MendingLink.objects.filter(application=case.pk).live(self.now).count()
            assert live <= (0 if case.is_mended else 1)

    def sent(self, name: str) -> Case:
        sent = a_submission_with_pages(username=name)
        case = Case(submit(**sent).pk, sent)
        self.known.append(case)
        return case

    def mended(self, case: Case, sent: dict) -> Case:
        successor = mend(MendingLink.objects.get(pk=case.link), **sent)
        case.is_mended = True
        newer = Case(successor.pk, sent, forerunner=case)
        self.known.append(newer)
        return newer

    def add_link(self, case: Case) -> None:
        if case.link:
            case.dead_links.append(case.link)
        case.link, case.expires = newest_link(self.row(case)).pk, self.now + timedelta(days=30)

    def expected_door(self, case: Case) -> MendingDoor:
        if case.is_mended:
            return MendingDoor.MENDED
        return MendingDoor.OPEN if self.now < case.expires else MendingDoor.EXPIRED

    def expected_refusal(self, case: Case, *, with_file: bool, username: str) -> type[Exception] | None:
        if self.expected_door(case) is not MendingDoor.OPEN:
            return NotMendable
        if case.needs_file and not with_file:
            return DocumentNotStaged
        return UsernameTaken if self.is_held(username) else None

    def is_held(self, name: str) -> bool:
        return any(case.username == name and case.state in HOLDS_USERNAME for case in self.known)

    def row(self, case: Case) -> AccountApplication:
        return AccountApplication.objects.get(pk=case.pk)

    def reasons(self, codes: list[str]) -> list[Reason]:
        return list(Reason.objects.filter(code__in=codes))


@pytest.mark.django_db
def test_mending_works_any_number_of_times_whatever_people_do():
    run_state_machine_as_test(Mending, settings=RUN)
