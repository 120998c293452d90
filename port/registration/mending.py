"""Mending a refused application instead of starting again: what is asked for, and the acts.

The successor is an application of its own that remembers its forerunner; the refused one stays as it was.
"""

import uuid
from collections.abc import Callable, Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from port.accounts.enums import AccountKind
from port.audit.enums import Act
from port.audit.recorder import APPLICANT, record
from port.companies.enums import ACCOUNT_FIELDS, DocumentState, MendableField
from port.companies.models import Reason
from port.database import locked
from port.documents.enums import ScanVerdict
from port.documents.models import StoredDocument
from port.documents.refusals import DocumentNotStaged
from port.documents.store import remove_files
from port.documents.workflow import copy_for
from port.registration import letters
from port.registration.enums import ApplicationState
from port.registration.mending_links import (
    MendingDoor,
    door_of,
    issue_link,
    let_links_die,
    may_send_again,
    successor_of,
)
from port.registration.models import AccountApplication, MendingLink
from port.registration.workflow import ApplicationFacts, UsernameTaken, sent_once, take_username, write_application


class NotMendable(Exception):
    """The link opens nothing any more; `door` says why."""

    def __init__(self, link: MendingLink, door: MendingDoor) -> None:
        super().__init__(door.value)
        self.link, self.door = link, door


def fields_of(application: AccountApplication) -> list[MendableField]:
    """What its form asks for: of a shared account only the account itself."""
    return list(ACCOUNT_FIELDS if application.kind == AccountKind.SHARED else MendableField)


def reasons_by_field(application: AccountApplication) -> dict[MendableField, list[Reason]]:
    """What the refusal asks to be mended, in the order of the form; fields that no reason names are left out, and so are
    those of a company where none was asked for."""
    reasons, fields = _reasons(application), fields_of(application)
    named = {field: [reason for reason in reasons if field in reason.unlocks] for field in fields}
    return {field: its_reasons for field, its_reasons in named.items() if its_reasons}


def unlocked_fields(application: AccountApplication) -> set[MendableField]:
    """What has to be looked at; empty when the refusal is in the reviewer's own words, which single nothing out."""
    refused = {MendableField.DOCUMENT} if _document_was_refused(application) else set()
    return refused | reasons_by_field(application).keys()


def needs_new_document(application: AccountApplication) -> bool:
    """Whether the former document cannot be taken along.

    A reason that names other fields besides the document leaves the choice: the words may be wrong, or the paper.
    A shared account has no document at all.
    """
    if (document := application.document) is None:
        return False
    if document.file.scan == ScanVerdict.INFECTED:
        return True
    of_document = list(document.reasons.all())
    if _document_was_refused(application) and not (of_document and all(map(_leaves_a_choice, of_document))):
        return True
    return any(reason.unlocks == [MendableField.DOCUMENT] for reason in application.reasons.all())


def mend(
    link: MendingLink,
    *,
    facts: ApplicationFacts,
    file: StoredDocument | None,
    submission_id: uuid.UUID,
    opened: bool = False,
) -> AccountApplication:
    """補正後送出: the successor of a refused application, which uses its link up. Without `file` the former one is taken.

    `opened`: the browser has opened the link in time, so that a newer one is no hindrance.
    The same `submission_id` again answers with what was sent first. Raises `NotMendable`, and what `submit` raises;
    `DocumentNotStaged` also when there is no `file` and the former one was refused, `DocumentRefused` when the store
    does not take its copy.
    """
    return sent_once(
        partial(_mend, link, facts=facts, file=file, submission_id=submission_id, opened=opened),
        facts=facts,
        submission_id=submission_id,
        faults=(DocumentNotStaged, UsernameTaken, NotMendable),
    )


@transaction.atomic
def _mend(
    link: MendingLink, *, facts: ApplicationFacts, file: StoredDocument | None, submission_id: uuid.UUID, opened: bool
) -> AccountApplication:
    application = locked(AccountApplication.objects.filter(pk=link.application_id)).get()
    if facts.kind != application.kind:
        raise ValueError("what mends an application is of the same kind")
    link = locked(MendingLink.objects.filter(pk=link.pk)).get()
    if (door := door_of(link, opened=opened)) is not MendingDoor.OPEN:
        raise NotMendable(link, door)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    let_links_die(application, at=link.used_at)
    take_username(facts.username, forerunner=application)  # before anything is copied
    write = partial(write_application, facts=facts, submission_id=submission_id, forerunner=application)
    return write(file=file) if file else _with_former_file(write, application, submission_id)


def _with_former_file(
    write: Callable[..., AccountApplication], application: AccountApplication, submission_id: uuid.UUID
) -> AccountApplication:
    """The row of the copy goes when writing fails, and its files with it."""
    if application.document is None:
        return write(file=None)
    if needs_new_document(application):
        raise DocumentNotStaged
    copy = copy_for(document=application.document.file, submission_id=submission_id)
    try:
        return write(file=copy)
    except BaseException:
        remove_files(copy.pk)
        raise


@transaction.atomic
def send_link_again(application: AccountApplication) -> bool:
    """補正連結 once more, to the address of the application; earlier links die. False when it is too soon, or nothing is to mend."""
    application = locked(AccountApplication.objects.filter(pk=application.pk)).get()
    if application.state != ApplicationState.REJECTED or successor_of(application):
        return False
    if not may_send_again(application, at=timezone.now()):
        return False
    letters.post_mending_link(application, token=issue_link(application))
    record(Act.MENDING_LINK_SENT, about=application, by=APPLICANT)
    return True


def _reasons(application: AccountApplication) -> Sequence[Reason]:
    """Those of the account, and those of its document when that was refused as well; each once."""
    reasons = list(application.reasons.all())
    if application.document and _document_was_refused(application):
        reasons += application.document.reasons.all()
    return list(dict.fromkeys(reasons))


def _document_was_refused(application: AccountApplication) -> bool:
    return application.document is not None and application.document.state == DocumentState.REJECTED


def _leaves_a_choice(reason: Reason) -> bool:
    return set(reason.unlocks) > {MendableField.DOCUMENT}
