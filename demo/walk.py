"""One applicant's way, by the real acts of the product, each dated back to when it is said to have happened."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from demo.applicants import Applicant
from demo.dating import DAY, MINUTE, date_back
from demo.desk import Desk
from port.accounts.models import User
from port.companies.checks import refused_last
from port.companies.models import Company, CompanyDocument, Reason
from port.companies.reopening import reopen_document
from port.companies.workflow import hand_in
from port.consents.checks import missing_texts
from port.consents.enums import ReadingManner
from port.consents.workflow import Reading, acknowledge
from port.documents.models import StoredDocument
from port.registration import mending, proof, reopening, workflow
from port.registration.models import AccountApplication
from port.review.decisions import apply_due, decide, decide_together
from port.review.enums import Question, Verdict
from port.review.models import HeldDecision, SecondLook
from port.review.notes import write_note
from port.review.second_look import draw, look


class Walk:
    """`ago` is always how long before the load it happened; a day and more is brought into the hours of an office."""

    application: AccountApplication
    document: CompanyDocument

    def __init__(self, applicant: Applicant, papers: Iterable[StoredDocument], *, began: datetime, desk: Desk) -> None:
        self.facts = applicant.facts
        self.papers = iter(papers)
        self.began = began
        self.desk = desk
        self.chance = Random(applicant.facts.username)

    def submit(self, ago: timedelta, **typed: str) -> None:
        """With the next of the papers, and so are `mend` and `hand_in`; `typed` is what is not as it should be."""
        paper = next(self.papers)
        with self._sending(ago):
            facts = replace(self.facts, **typed)
            self.application = workflow.submit(facts=facts, file=paper, submission_id=paper.submission_id)
            self.document = self.application.document

    def mend(self, ago: timedelta, *, keeps_paper: bool = False, **typed: str) -> None:
        """By the link in the letter of the refusal."""
        paper = None if keeps_paper else next(self.papers)
        link = self.application.mending_links.live(timezone.now()).get()
        with self._sending(ago):
            self.application = mending.mend(
                link,
                facts=replace(self.facts, **typed),
                file=paper,
                submission_id=paper.submission_id if paper else uuid.uuid4(),
            )
            self.document = self.application.document

    def hand_in(self, ago: timedelta) -> None:
        company, user, paper = self._company, self._user, next(self.papers)
        with self._sending(ago):
            self.document = hand_in(
                file=paper,
                company_name=company.name,
                contact_email=user.email,
                company=company,
                by=user,
                forerunner=refused_last(company),
            )

    def ask_for_the_link_again(self, ago: timedelta) -> None:
        with self._dated(ago):
            proof.send_verification_again(self._user)

    def remind(self, ago: timedelta) -> None:
        with self._dated(ago):
            proof.remind(self.application)

    def lapse(self, ago: timedelta) -> None:
        with self._dated(ago):
            proof.lapse(self.application)

    def verify(self, ago: timedelta) -> None:
        with self._dated(ago):
            proof.verify(self._user.verifications.live().get(), by=self._user)

    def acknowledge(self) -> None:
        texts = missing_texts(self._user, acting_company_id=self._company.pk)
        readings = {text.pk: Reading(ReadingManner.SCROLLED, True, self.chance.randint(40, 200)) for text in texts}
        acknowledge(person=self._user, acting_company_id=self._company.pk, readings=readings)

    def approve(self, ago: timedelta, note: str = "") -> None:
        self._answer(ago, Question.ACCOUNT, Verdict.APPROVE, note=note)

    def reject(self, ago: timedelta, *codes: str, note: str = "") -> None:
        self._answer(ago, Question.ACCOUNT, Verdict.REJECT, *codes, note=note)

    def approve_document(self, ago: timedelta, note: str = "") -> None:
        self._answer(ago, Question.DOCUMENT, Verdict.APPROVE, note=note)

    def approve_document_for_second_look(self, ago: timedelta) -> None:
        """The colleague of the demonstration's reviewer does, and the lot falls on it."""
        with self._dated(ago):
            decision = self._decide(Question.DOCUMENT, Verdict.APPROVE, by=self.desk.colleague)
            draw(decision, percent=100, chance=self.chance)

    def reject_document(self, ago: timedelta, *codes: str, note: str = "") -> None:
        self._answer(ago, Question.DOCUMENT, Verdict.REJECT, *codes, note=note)

    def approve_both(self, ago: timedelta) -> None:
        with self._dated(ago):
            decide_together(self.document, account=Verdict.APPROVE, document=Verdict.APPROVE, by=self._reviewer())
            self._let_it_happen()

    def reject_both(self, ago: timedelta, *, account: str, document: str) -> None:
        """With one reason for each."""
        with self._dated(ago):
            decide_together(
                self.document,
                account=Verdict.REJECT,
                account_reasons=_reasons(account),
                document=Verdict.REJECT,
                document_reasons=_reasons(document),
                by=self._reviewer(),
            )
            self._let_it_happen()

    def look_again(self, ago: timedelta, *codes: str, note: str) -> None:
        """The demonstration's reviewer would have refused what the colleague approved."""
        waiting = SecondLook.objects.get(decision__case=self.document)
        with self._dated(ago):
            look(waiting, by=self.desk.reviewer, verdict=Verdict.REJECT, reasons=_reasons(*codes), note=note)

    def reopen(self, ago: timedelta, reason: str) -> None:
        with self._dated(ago):
            reopening.reopen(self.application, by=self.desk.head, reason=reason)

    def reopen_document(self, ago: timedelta, reason: str) -> None:
        with self._dated(ago):
            reopen_document(self.document, by=self.desk.head, reason=reason)

    def note(self, ago: timedelta, text: str) -> None:
        with self._dated(ago):
            write_note(self.document, by=self.desk.colleague, text=text)

    @property
    def _user(self) -> User:
        return User.objects.get(application=self.application)

    @property
    def _company(self) -> Company:
        return Company.objects.get(accounts__user=self._user)

    def _reviewer(self) -> User:
        return self.chance.choice(self.desk.reviewers)

    def _answer(self, ago: timedelta, question: Question, verdict: Verdict, *codes: str, note: str) -> None:
        with self._dated(ago):
            self._decide(question, verdict, *codes, note=note, by=self._reviewer())

    def _decide(self, question: Question, verdict: Verdict, *codes: str, by: User, note: str = "") -> HeldDecision:
        reasons = _reasons(*codes)
        decision = decide(self.document, question=question, verdict=verdict, by=by, reasons=reasons, note=note)
        self._let_it_happen()
        return decision

    def _let_it_happen(self) -> None:
        """Where decisions are held for a while, that while is over."""
        for decision in HeldDecision.objects.held().filter(case=self.document):
            apply_due(at=decision.due_at)

    @contextmanager
    def _dated(self, ago: timedelta) -> Iterator[datetime]:
        at = self._moment(ago)
        yield at
        date_back(since=self.began, to=at)
        self.application.refresh_from_db()
        self.document.refresh_from_db()

    @contextmanager
    def _sending(self, ago: timedelta) -> Iterator[None]:
        """The paper was uploaded a minute before."""
        with self._dated(ago) as at:
            yield
        StoredDocument.objects.filter(pk=self.document.file_id).update(created_at=at - MINUTE)

    def _moment(self, ago: timedelta) -> datetime:
        at = self.began - ago
        if ago < DAY:
            return at
        local = timezone.localtime(at)
        return local.replace(hour=self.chance.randint(9, 17), minute=self.chance.randint(0, 59))


def _reasons(*codes: str) -> list[Reason]:
    return list(Reason.objects.filter(code__in=codes))
