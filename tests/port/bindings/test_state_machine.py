"""Shared and general accounts, strangers' names and the clock play against a simple model of bindings.

After each step both say the same: who holds whom, who may act for whom, which letters and records there are (R-40).
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from port.accounts.models import User
from port.accounts.signals import account_ended
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import CLOCK, broken_links
from port.bindings.acting import companies_of
from port.bindings.asking import ask_by_letter, bind_by_password
from port.bindings.checks import BindingRefused, RequestExpired
from port.bindings.clock import lapse_overdue
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from port.bindings.workflow import agree, decline, end, find_request, switch_company
from port.companies.models import Company
from port.letters.models import Letter
from port.options import options
from port.workflows import MoveRefused
from tests.factories import PASSWORD, a_company_account, a_holder, a_user
from tests.port.bindings.model import Tie, World

RUN = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=25,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],
)
BEGINNING = datetime(2126, 3, 2, 2, 0, tzinfo=UTC)
SHARED = ["shared1", "shared2"]
GENERAL = ["general1", "general2", "general3"]
NAMES = [*GENERAL, "nobody2026"]
WAITS = [timedelta(minutes=10), timedelta(hours=9), timedelta(days=3), timedelta(days=8)]
who = st.sampled_from(SHARED)
which = st.integers(0, 20)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Each play begins with an empty stage."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Bindings(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World(now=BEGINNING)
        self.stage = ExitStack()
        self.stage.enter_context(rolled_back())
        patient = replace(options(), login_failures=10_000)  # how an account is held is proven elsewhere
        self.stage.enter_context(override_settings(PORT_OPTIONS=patient))
        self.stage.enter_context(patch("django.utils.timezone.now", lambda: self.world.now))
        self.people = {name: a_holder(username=name).pk for name in SHARED}
        self.people |= {name: a_company_account(user=a_user(username=name)).user.pk for name in GENERAL}
        self.companies = {name: Company.objects.get(accounts__user=self.people[name]) for name in GENERAL}

    def teardown(self) -> None:
        self.stage.close()

    @rule(shared=who, name=st.sampled_from(NAMES), right=st.booleans())
    def bind_by_password(self, shared: str, name: str, right: bool) -> None:
        known, tie = self.is_known(name), self.world.live(shared, name)
        password = PASSWORD if right else "不是這一句，是另外一句很長的話"
        if not (right and known and self.world.is_open(name) and self.world.is_open(shared)):
            with pytest.raises(BindingRefused):
                bind_by_password(shared=self.user(shared), username=name, password=password)
            self.world.did()
            return
        binding = bind_by_password(shared=self.user(shared), username=name, password=password)
        if tie and tie.state == BindingState.IN_FORCE:
            assert binding.pk == tie.pk
            return
        if not tie:
            tie = self.add(Tie(binding.pk, shared, name, True, BindingState.IN_FORCE))
        assert binding.pk == tie.pk
        tie.state, tie.was_bound, tie.is_real = BindingState.IN_FORCE, True, True
        self.world.did(letters=2)

    @rule(shared=who, name=st.sampled_from(NAMES))
    def ask_by_letter(self, shared: str, name: str) -> None:
        if not self.world.is_open(shared):
            with pytest.raises(BindingRefused):
                ask_by_letter(shared=self.user(shared), username=name)
            return
        tie, real = self.world.live(shared, name), self.is_known(name) and self.world.is_open(name)
        before = list(Letter.objects.values_list("pk", flat=True))
        binding = ask_by_letter(shared=self.user(shared), username=name)
        if tie and tie.state == BindingState.IN_FORCE:
            assert binding.pk == tie.pk
            return
        if not tie:
            tie = self.add(Tie(binding.pk, shared, name, real, BindingState.ASKED))
        assert binding.pk == tie.pk
        tie.is_real, tie.expires = tie.is_real or real, self.world.now + self.world.lifetime
        tie.tokens.append("")
        sent = real and self.world.sends_request_to(name)
        if sent:
            letter = Letter.objects.exclude(pk__in=before).get()
            Letter.objects.filter(pk=letter.pk).update(created_at=self.world.now)  # its default asks the real clock
            tie.tokens[-1] = letter.link.rstrip("/").rpartition("/")[2]
        self.world.did(letters=int(sent))

    @precondition(lambda self: self.world.ties)
    @rule(number=which, yes=st.booleans())
    def answer_a_link(self, number: int, yes: bool) -> None:
        """Of whatever letter there ever was; only the newest of a request opens anything."""
        links = [(tie, position) for tie in self.world.ties for position, token in enumerate(tie.tokens) if token]
        if not links:
            return
        tie, position = links[number % len(links)]
        binding = find_request(tie.tokens[position])
        assert (binding is not None) == (position == len(tie.tokens) - 1)
        if binding is None:
            return
        refusal = self.why_not_answered(tie, yes)
        if refusal:
            with pytest.raises(refusal):
                (agree if yes else decline)(binding)
            return
        (agree if yes else decline)(binding)
        tie.state = BindingState.IN_FORCE if yes else BindingState.DECLINED
        tie.was_bound = yes
        self.world.did(letters=2 if yes else 1)

    def why_not_answered(self, tie: Tie, yes: bool) -> type[Exception] | None:
        if tie.state != BindingState.ASKED:
            return MoveRefused
        if tie.expires is None or self.world.now >= tie.expires:
            return RequestExpired
        both_open = self.world.is_open(tie.shared) and self.world.is_open(tie.name)
        return BindingRefused if yes and not both_open else None

    @precondition(lambda self: self.world.ties)
    @rule(number=which, by_shared=st.booleans())
    def end(self, number: int, by_shared: bool) -> None:
        tie = self.world.ties[number % len(self.world.ties)]
        by = self.user(tie.shared if by_shared or not tie.is_real else tie.name)
        binding = Binding.objects.get(pk=tie.pk)
        if not tie.is_live:
            with pytest.raises(MoveRefused):
                end(binding, by=by)
            return
        end(binding, by=by)
        self.has_ended(tie)
        self.world.did(letters=self.readers(tie))

    @rule()
    def clock(self) -> None:
        overdue = [tie for tie in self.world.ties if tie.state == BindingState.ASKED and tie.expires <= self.world.now]
        lapse_overdue(at=self.world.now)
        for tie in overdue:
            tie.state = BindingState.LAPSED
            self.world.did()

    @rule(time=st.sampled_from(WAITS))
    def wait(self, time: timedelta) -> None:
        self.world.now += time

    @rule(name=st.sampled_from([*SHARED, *GENERAL]))
    def shut_or_open(self, name: str) -> None:
        """Its address must be proven anew, or is proven again; what it is bound to stays."""
        if name in self.world.gone:
            return
        self.world.shut ^= {name}
        verified = None if name in self.world.shut else BEGINNING
        User.objects.filter(pk=self.people[name]).update(email_verified_at=verified)

    @rule(name=st.sampled_from([*SHARED[1:], *GENERAL[2:]]))
    def switch_off(self, name: str) -> None:
        """For good, as when it is handed over: whatever is live on either side ends, and the name is free."""
        if name in self.world.gone:
            return
        with transaction.atomic():
            account_ended.send(sender=User, account=self.user(name), by=CLOCK)
            User.objects.filter(pk=self.people[name]).update(is_active=False, username=f"former#{self.people[name]}")
        for tie in self.world.live_of(name):
            if name == tie.shared or tie.is_real:
                readers = self.readers(tie)
                self.has_ended(tie)
                self.world.did(letters=readers)
        self.world.gone.add(name)

    @rule(shared=who, name=st.sampled_from(GENERAL))
    def switch_company(self, shared: str, name: str) -> None:
        if name not in self.world.may_act(shared):
            with pytest.raises(BindingRefused):
                switch_company(person=self.user(shared), company=self.companies[name], former_id=None)
            return
        switch_company(person=self.user(shared), company=self.companies[name], former_id=None)
        self.world.did()

    @invariant()
    def states_are_those_of_the_model(self) -> None:
        rows = {
            pk: (state, bool(general)) for pk, state, general in Binding.objects.values_list("pk", "state", "general")
        }
        assert rows == {tie.pk: (tie.state, tie.is_real) for tie in self.world.ties}

    @invariant()
    def one_acts_for_what_one_holds_and_for_nothing_else(self) -> None:
        for shared in SHARED:
            expected = {self.companies[name].pk for name in self.world.may_act(shared)}
            assert {company.pk for company in companies_of(self.user(shared))} == expected

    @invariant()
    def each_act_left_its_letters_and_its_records_and_the_chain_is_whole(self) -> None:
        acts = [act for act in Act.values if act.startswith(("binding.", "company."))]
        assert Letter.objects.filter(kind__startswith="binding_").count() == self.world.letters
        assert AuditRecord.objects.filter(act__in=acts).count() == self.world.records
        assert broken_links() == []

    def add(self, tie: Tie) -> Tie:
        self.world.ties.append(tie)
        return tie

    def has_ended(self, tie: Tie) -> None:
        tie.state = BindingState.ENDED

    def readers(self, tie: Tie) -> int:
        """How many letters tell of the end of it: none, when it was a request; and none to who is switched off."""
        return len({tie.shared, tie.name} - self.world.gone) if tie.was_bound else 0

    def is_known(self, name: str) -> bool:
        return name in GENERAL and name not in self.world.gone

    def user(self, name: str) -> User:
        return User.objects.get(pk=self.people[name])


@pytest.mark.django_db
def test_the_product_and_the_model_agree_whatever_people_do():
    run_state_machine_as_test(Bindings, settings=RUN)
