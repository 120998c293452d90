"""What a reviewer works through: each handed-in document is a case, with the account application that it came with, if any.

A case waits while its document waits, or while its application does, and nobody has decided it: a decision that is held
until its letter leaves (`HeldDecision`) has answered its question for the queue.
"""

from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.db.models import Exists, FilteredRelation, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import record
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.database import lock_until_commit
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.enums import HeldState, Question
from port.review.models import HeldDecision, SecondLook


def _undecided(question: Question, *, case: str = "pk") -> Q:
    """No decision about the question is held; `case` names the column that holds the case's key."""
    return ~Q(Exists(HeldDecision.objects.held().filter(case=OuterRef(case), question=question)))


ACCOUNT_WAITS = Q(application__state=ApplicationState.SUBMITTED) & _undecided(Question.ACCOUNT)
DOCUMENT_WAITS = Q(state=DocumentState.PENDING) & _undecided(Question.DOCUMENT)

SAME_VIEW = timedelta(hours=1)
"""Looking again within this time is one look, and one record."""


class OriginalLocked(Exception):
    """A virus in the files of the case is known or cannot be ruled out, so they stay here; `str()` is for people."""

    def __str__(self) -> str:
        return gettext("原始檔案未通過掃毒，或尚未完成掃毒，目前不能下載。各頁的圖片由系統重新繪製，仍可照常審核。")


def cases() -> "QuerySet[CompanyDocument]":
    return CompanyDocument.objects.select_related(
        "application__decided_by", "application__user", "company", "decided_by", "submitted_by", "file"
    ).order_by("submitted_at", "pk")


def held_relations() -> dict[str, FilteredRelation]:
    """`held_account` and `held_document`: the decision about each question that is held, absent where there is none."""
    return {
        f"held_{question.value}": FilteredRelation(
            "decisions", condition=Q(decisions__state=HeldState.HELD, decisions__question=question)
        )
        for question in Question
    }


def case_as_of_now(pk: int) -> CompanyDocument:
    """The case with its claim, its holder, and what is held of it, in one statement. Raises `CompanyDocument.DoesNotExist`."""
    held = held_relations()
    deciders = [f"{name}__by" for name in held]
    return cases().annotate(**held).select_related("claim__holder", *held, *deciders).get(pk=pk)


def held_of(case: CompanyDocument) -> dict[Question, HeldDecision]:
    """The decisions that can still be taken back, of a case that `case_as_of_now` has read."""
    held = {question: getattr(case, f"held_{question.value}", None) for question in Question}
    return {question: decision for question, decision in held.items() if decision}


def waiting_cases() -> "QuerySet[CompanyDocument]":
    return cases().filter(pk__in=waiting_keys())


def waiting_keys() -> "QuerySet[CompanyDocument, int]":
    """Two lists, each with an index of its own; one condition with an OR over two tables would read them whole."""
    documents = CompanyDocument.objects.filter(DOCUMENT_WAITS).order_by().values_list("pk", flat=True)
    undecided = _undecided(Question.ACCOUNT, case="document")
    accounts = AccountApplication.objects.filter(
        undecided, state=ApplicationState.SUBMITTED, document__isnull=False
    ).order_by()
    return documents.union(accounts.values_list("document_id", flat=True))


def application_of(case: CompanyDocument) -> AccountApplication | None:
    """The account application that the document came with; None for one that was handed in later."""
    return getattr(case, "application", None)


def note_view(case: CompanyDocument, *, by: User, blindly: SecondLook | None = None) -> None:
    """Looking at a case shows personal data, so it is recorded (A-16), once per reviewer and `SAME_VIEW`, and anew once
    it was decided. Seen `blindly`, without its answers, that is recorded of the second look."""
    about = blindly or application_of(case) or case
    if _was_viewed(case, about, by):
        return
    with transaction.atomic():
        lock_until_commit(f"view of case {case.pk} by {by.pk}")
        if not _was_viewed(case, about, by):
            record(Act.APPLICATION_VIEWED, about=about, by=by, acting_company_id=case.company_id)


def _was_viewed(case: CompanyDocument, about: Model, by: User) -> bool:
    views = AuditRecord.objects.about(about).filter(act=Act.APPLICATION_VIEWED, actor_id=by.pk)
    decided_since = HeldDecision.objects.filter(case=case, made_at__gt=OuterRef("at"))
    return views.filter(~Exists(decided_since), at__gt=timezone.now() - SAME_VIEW).exists()


def open_original(case: CompanyDocument, number: int, *, by: User) -> "File[bytes]":
    """A file as it was received, counted from 1; that it left is recorded. Raises `FileNotFoundError` and `OriginalLocked`."""
    if not case.file.originals_may_be_opened:
        raise OriginalLocked
    file = case.file.open_original(number)
    with transaction.atomic():
        facts = {"original": number}
        record(Act.DOCUMENT_DOWNLOADED, about=case, by=by, acting_company_id=case.company_id, facts=facts)
    return file
