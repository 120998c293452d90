"""How a row goes whose time is over, with all that belongs to it; who calls these holds a transaction and writes the tombstone."""

from functools import partial

from django.db import transaction
from django.db.models import Model

from port.accounts.models import User
from port.changes.models import ChangeRequest
from port.companies.models import CompanyDocument
from port.content.models import HelpfulAnswer
from port.documents.models import StoredDocument
from port.documents.store import remove_files
from port.registration.models import AccountApplication
from port.review.models import HeldDecision, SecondLook


def remove_row(row: Model) -> None:
    row.delete()


def remove_application(application: AccountApplication) -> None:
    """A refused application, with its links and codes, its document, and what the desk wrote about it."""
    case = application.document
    application.delete()
    if case is not None and not case.successors.exists():
        remove_document(case)


def remove_document(case: CompanyDocument) -> None:
    """A handed-in document with its files, its decisions, notes and claims."""
    SecondLook.objects.filter(decision__case=case).delete()
    HeldDecision.objects.filter(case=case).delete()
    file = case.file
    case.delete()
    _remove_file(file)


def remove_with_file(request: ChangeRequest) -> None:
    file = request.file
    request.delete()
    _remove_file(file)


def blank_person(user: User) -> None:
    """The account stays as a number that the record may name; who it was is not known any more."""
    unusable = {"name": "", "mobile": "", "email": ""}
    AccountApplication.objects.filter(user=user).update(
        **unusable, email_canonical="", password="", username=f"former#{user.pk}"
    )
    CompanyDocument.objects.filter(submitted_by=user).update(contact_email="")
    user.factors.all().delete()
    user.former_passwords.all().delete()
    User.objects.filter(pk=user.pk).update(**unusable, username=f"former#{user.pk}", password="")


def blank_comment(answer: HelpfulAnswer) -> None:
    """What a reader missed has been read by then; only whether it helped is kept."""
    HelpfulAnswer.objects.filter(pk=answer.pk).update(comment="")


def _remove_file(file: StoredDocument) -> None:
    """The files go once the row is gone for good; what a crash leaves behind the sweep finds."""
    key = file.pk
    file.delete()
    transaction.on_commit(partial(remove_files, key), robust=True)
