"""One applicant's way, by the real acts of the product, each dated back to when it is said to have happened.

What is dated are the rows that people see. The audit record is not: it says, truly, when the demonstration was made.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db.models import Model
from django.utils import timezone

from demo.applicants import Applicant
from port.accounts.models import EmailVerification, User
from port.companies.models import Company, CompanyAccount, CompanyDocument, Reason
from port.companies.workflow import approve_document, hand_in, reject_document
from port.consents.checks import missing_texts
from port.consents.enums import ReadingManner
from port.consents.workflow import Reading, acknowledge
from port.documents.models import StoredDocument
from port.letters.enums import LetterState
from port.letters.models import Letter
from port.registration import proof as proof_acts
from port.registration import workflow
from port.registration.models import AccountApplication
from port.taiwan.dates import roc_year

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LATELY = 2 * HOUR
"""Letters of this age are left in the outbox, and the worker brings them to the mailbox; older ones count as sent."""


class Walk:
    """`ago` is always how long before the load it happened; a day and more is brought into the hours of an office."""

    application: AccountApplication
    document: CompanyDocument

    def __init__(
        self, applicant: Applicant, papers: Iterable[StoredDocument], *, began: datetime, desk: Sequence[User]
    ) -> None:
        self.facts = applicant.facts
        self.papers = iter(papers)
        self.began = began
        self.desk = desk
        self.chance = Random(applicant.facts.username)

    def submit(self, ago: timedelta) -> None:
        """With the next of the papers, and so is `hand_in`."""
        at, paper = self._moment(ago), next(self.papers)
        self.application = workflow.submit(facts=self.facts, file=paper, submission_id=paper.submission_id)
        self.document = self.application.document
        self._date_document(at)
        self._date_application(at)
        self._date_letters(at)

    def approve(self, ago: timedelta, note: str = "") -> None:
        at = self._moment(ago)
        self.application = workflow.approve(self.application, by=self._reviewer(), note=note)
        _date(self.application, decided_at=at)
        for new in (User, CompanyAccount, Company, EmailVerification):
            new.objects.filter(created_at__gte=self.began).update(created_at=at)
        self._date_letters(at)

    def reject(self, ago: timedelta, *codes: str, note: str = "") -> None:
        at, reasons = self._moment(ago), list(Reason.objects.filter(code__in=codes))
        workflow.reject(self.application, by=self._reviewer(), reasons=reasons, note=note)
        _date(self.application, decided_at=at)
        self._date_letters(at)

    def ask_for_the_link_again(self, ago: timedelta) -> None:
        at = self._moment(ago)
        proof_acts.send_verification_again(self._user)
        EmailVerification.objects.filter(created_at__gte=self.began).update(created_at=at)
        EmailVerification.objects.filter(superseded_at__gte=self.began).update(superseded_at=at)
        self._date_letters(at)

    def remind(self, ago: timedelta) -> None:
        at = self._moment(ago)
        proof_acts.remind(self.application)
        _date(self.application, reminded_at=at)
        self._date_letters(at)

    def lapse(self, ago: timedelta) -> None:
        at = self._moment(ago)
        self.application = proof_acts.lapse(self.application)
        EmailVerification.objects.filter(superseded_at__gte=self.began).update(superseded_at=at)
        self._date_letters(at)

    def verify(self, ago: timedelta) -> None:
        at, proof = self._moment(ago), self._user.verifications.live().get()
        self.application = proof_acts.verify(proof, by=self._user)
        _date(self.application, verified_at=at)
        _date(self._user, email_verified_at=at)
        _date(proof, used_at=at)

    def acknowledge(self) -> None:
        texts = missing_texts(self._user, acting_company_id=self._company.pk)
        readings = {text.pk: Reading(ReadingManner.SCROLLED, True, self.chance.randint(40, 200)) for text in texts}
        acknowledge(person=self._user, acting_company_id=self._company.pk, readings=readings)

    def approve_document(self, ago: timedelta, note: str = "") -> None:
        at = self._moment(ago)
        approve_document(self.document, by=self._reviewer(), note=note)
        _date(self.document, decided_at=at)
        self._date_letters(at)

    def reject_document(self, ago: timedelta, *codes: str, note: str = "") -> None:
        at, reasons = self._moment(ago), list(Reason.objects.filter(code__in=codes))
        reject_document(self.document, by=self._reviewer(), reasons=reasons, note=note)
        _date(self.document, decided_at=at)
        self._date_letters(at)

    def hand_in(self, ago: timedelta) -> None:
        at, company, user, paper = self._moment(ago), self._company, self._user, next(self.papers)
        self.document = hand_in(
            file=paper, company_name=company.name, contact_email=user.email, company=company, by=user
        )
        self._date_document(at)
        self._date_letters(at)

    @property
    def _user(self) -> User:
        return User.objects.get(application=self.application)

    @property
    def _company(self) -> Company:
        return Company.objects.get(accounts__user=self._user)

    def _reviewer(self) -> User:
        return self.chance.choice(self.desk)

    def _moment(self, ago: timedelta) -> datetime:
        at = self.began - ago
        if ago < DAY:
            return at
        local = timezone.localtime(at)
        return local.replace(hour=self.chance.randint(9, 17), minute=self.chance.randint(0, 59))

    def _date_document(self, at: datetime) -> None:
        _date(self.document, submitted_at=at)
        _date(self.document.file, created_at=at - MINUTE, kept_at=at)

    def _date_application(self, at: datetime) -> None:
        """The reference number begins with the day, and stands in the letter."""
        told, random_part = self.application.reference, self.application.reference[-5:]
        day = timezone.localdate(at)
        reference = f"{roc_year(day)}-{day:%m%d}-{random_part}"
        _date(self.application, submitted_at=at, reference=reference)
        for letter in Letter.objects.filter(created_at__gte=self.began):
            _date(letter, text=letter.text.replace(told, reference), html=letter.html.replace(told, reference))

    def _date_letters(self, at: datetime) -> None:
        new = Letter.objects.filter(created_at__gte=self.began)
        if self.began - at < LATELY:
            new.update(created_at=at, due_at=at)
        else:
            new.update(created_at=at, due_at=at, state=LetterState.SENT, sent_at=at + MINUTE, tries=1, link="")


def _date(row: Model, **values: datetime | str) -> None:
    """Past the row's own `save`, since no act would do this; the row in hand is told as well."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
