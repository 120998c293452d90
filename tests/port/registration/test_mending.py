"""Mending: what is asked for, the link, the successor, and that all of it happens once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import DocumentState, MendableField
from port.companies.workflow import reject_document
from port.documents.enums import DocumentState as FileState
from port.documents.enums import ScanVerdict
from port.documents.refusals import DocumentNotStaged
from port.documents.storage import document_storage
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.registration.enums import ApplicationState
from port.registration.letters import may_be_written_to
from port.registration.mending import (
    NotMendable,
    mend,
    needs_new_document,
    reasons_by_field,
    send_link_again,
    unlocked_fields,
)
from port.registration.mending_links import MendingDoor, door_of, find_link, issue_link
from port.registration.models import AccountApplication, MendingLink
from port.registration.reopening import reopen
from port.registration.workflow import SentWithOtherWords, UsernameTaken, approve, reject, submit
from tests.factories import (
    a_company_document,
    a_stored_document_with_files,
    a_submission,
    an_application,
    an_approved_application,
)
from tests.port.registration.told import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(reviewer) -> AccountApplication:
    """In the reviewer's own words, with a document that is there to the last page."""
    document = a_company_document(file=a_stored_document_with_files(page_count=2))
    return reject(an_application(document=document), by=reviewer, reasons=[], note="請補正姓名。")


def link_of(application: AccountApplication) -> MendingLink:
    """The link in the newest letter that carries one."""
    letter = Letter.objects.about(application).exclude(link="").last()
    link = find_link(letter.link.rstrip("/").rpartition("/")[2])
    assert link is not None
    return link


def mended(application: AccountApplication, **overrides) -> AccountApplication:
    """Sent with the link of its letter, with a new document, the account name as it was."""
    sent = a_submission(**{"username": application.username, "email": application.email} | overrides)
    return mend(link_of(application), **sent)


def test_the_letter_of_a_refusal_carries_a_link_that_lives_for_thirty_days(morning, refused):
    link = link_of(refused)

    assert (link.application, link.email) == (refused, refused.email)
    assert link.expires_at - morning.now == timedelta(days=30)
    assert door_of(link) is MendingDoor.OPEN


def test_the_token_is_kept_nowhere_but_in_the_letter(refused):
    letter = Letter.objects.about(refused).get()
    token = letter.link.rstrip("/").rpartition("/")[2]

    assert len(token) == 32
    assert token not in letter.text + letter.html
    assert token not in MendingLink.objects.get().token_hash


def test_a_link_that_was_never_made_opens_nothing():
    assert door_of(find_link("seagull")) is MendingDoor.UNKNOWN


def test_a_newer_link_lets_the_earlier_die(refused):
    earlier = link_of(refused)

    issue_link(refused)

    earlier.refresh_from_db()
    assert door_of(earlier) is MendingDoor.SUPERSEDED


def test_an_old_link_has_expired(morning, refused):
    link = link_of(refused)
    morning.advance(timedelta(days=30))

    assert door_of(link) is MendingDoor.EXPIRED
    with pytest.raises(NotMendable) as refusal:
        mended(refused)
    assert refusal.value.door is MendingDoor.EXPIRED


def test_the_database_knows_one_live_link_for_each_application(refused):
    other = MendingLink(application=refused, email=refused.email, token_hash="x", expires_at=refused.decided_at)

    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_a_refusal_that_was_taken_back_leaves_nothing_to_mend(refused, reviewer):
    link = link_of(refused)

    reopen(refused, by=reviewer, reason="再看一次。")

    link.refresh_from_db()
    assert door_of(MendingLink.objects.get(pk=link.pk)) is MendingDoor.REOPENED


def test_the_mended_application_remembers_its_forerunner_and_so_does_its_document(refused):
    successor = mended(refused, name="王小明")

    refused.refresh_from_db()
    assert (successor.state, successor.forerunner) == (ApplicationState.SUBMITTED, refused)
    assert successor.document.forerunner == refused.document
    assert successor.document.state == DocumentState.PENDING
    assert refused.state == ApplicationState.REJECTED
    assert successor.reference != refused.reference


def test_mending_leaves_the_letter_and_the_records_of_a_sending(refused):
    successor = mended(refused)

    assert [letter.kind for letter in Letter.objects.about(successor)] == [LetterKind.APPLICATION_RECEIVED]
    (record,) = AuditRecord.objects.about(successor)
    assert (record.act, record.actor_role) == (Act.APPLICATION_MENDED, "applicant")


def test_a_link_is_used_up_by_sending(refused):
    link = link_of(refused)

    mended(refused)

    link.refresh_from_db()
    assert link.used_at is not None
    assert door_of(link) is MendingDoor.MENDED
    with pytest.raises(NotMendable):
        mended(refused)
    assert AccountApplication.objects.count() == 2


def test_the_same_form_again_answers_with_what_was_sent_first(refused):
    link, sent = link_of(refused), a_submission(username=refused.username)
    first = mend(link, **sent)
    before = everything()

    again = mend(link, **sent)

    assert again == first
    assert everything() == before


def test_the_same_form_with_other_words_changes_nothing_and_says_so(refused):
    link, sent = link_of(refused), a_submission(username=refused.username)
    first = mend(link, **sent)

    with pytest.raises(SentWithOtherWords) as fault:
        mend(link, **sent | {"facts": replace(sent["facts"], name="陳大文")})

    assert fault.value.application == first


def test_without_a_new_file_the_former_one_is_taken_along_as_a_copy(refused):
    sent = a_submission(username=refused.username) | {"file": None}

    successor = mend(link_of(refused), **sent)

    former, copy = refused.document.file, successor.document.file
    assert copy != former
    assert (copy.name, copy.page_count, copy.sha256, copy.state) == (former.name, 2, former.sha256, FileState.KEPT)
    for file in (former, copy):
        with file.open_page(2) as page:
            assert page.read()


def test_a_refused_document_is_not_taken_along(reviewer, reasons):
    refused = reject(an_application(), by=reviewer, reasons=[reasons["D02"]])
    sent = a_submission(username=refused.username) | {"file": None}
    before = everything()

    with pytest.raises(DocumentNotStaged):
        mend(link_of(refused), **sent)

    assert everything() == before
    assert door_of(link_of(refused)) is MendingDoor.OPEN


def test_the_holder_may_keep_the_account_name(refused):
    assert mended(refused).username == refused.username


def test_a_name_that_somebody_took_meanwhile_is_told(refused):
    submit(**a_submission(username=refused.username))

    with pytest.raises(UsernameTaken):
        mended(refused)

    assert door_of(link_of(refused)) is MendingDoor.OPEN


def test_the_account_of_a_reopened_application_goes_on_with_the_one_that_mends_it(reviewer):
    application = an_approved_application()
    user = application.user
    reopen(application, by=reviewer, reason="再看一次。")
    refused = reject(application, by=reviewer, reasons=[], note="請補正。")

    approved = approve(mended(refused), by=reviewer)

    assert approved.user == user


@pytest.mark.parametrize(
    ("codes", "fields", "new_document"),
    [
        (["D01"], {MendableField.DOCUMENT}, True),
        (["A01"], {MendableField.NAME}, False),
        (["D04"], {MendableField.NUMBER, MendableField.COMPANY_NAME, MendableField.DOCUMENT}, False),
        (["D02", "A01"], {MendableField.NAME, MendableField.DOCUMENT}, True),
        (["Z99"], set(), False),
    ],
    ids=["D01", "A01", "D04", "D02 and A01", "Z99"],
)
def test_reasons_single_out_what_is_to_be_mended(reviewer, reasons, codes, fields, new_document):
    refused = reject(an_application(), by=reviewer, reasons=[reasons[code] for code in codes], note="請看。")

    assert unlocked_fields(refused) == fields
    assert needs_new_document(refused) is new_document


def test_the_reasons_stand_at_each_field_that_they_name_in_the_order_of_the_form(reviewer, reasons):
    refused = reject(an_application(), by=reviewer, reasons=[reasons["D04"], reasons["A01"]])

    by_field = reasons_by_field(refused)

    assert list(by_field) == [
        MendableField.NAME,
        MendableField.NUMBER,
        MendableField.COMPANY_NAME,
        MendableField.DOCUMENT,
    ]
    assert by_field[MendableField.NAME] == [reasons["A01"]]
    assert by_field[MendableField.NUMBER] == by_field[MendableField.DOCUMENT] == [reasons["D04"]]


@pytest.mark.parametrize(("codes", "new_document"), [(["D02"], True), (["D04"], False), ([], True)], ids=str)
def test_a_document_that_was_refused_on_its_own_counts_as_well(reviewer, reasons, codes, new_document):
    application = an_application()
    reject_document(application.document, by=reviewer, reasons=[reasons[code] for code in codes], note="請看。")

    refused = reject(application, by=reviewer, reasons=[reasons["A01"]])

    assert unlocked_fields(refused) >= {MendableField.NAME, MendableField.DOCUMENT}
    assert needs_new_document(refused) is new_document


def test_a_file_with_a_virus_is_never_taken_along(refused):
    refused.document.file.scan = ScanVerdict.INFECTED

    assert needs_new_document(refused)


def test_another_link_is_sent_three_minutes_later_and_five_times_a_day(morning, refused):
    sent = []
    for _ in range(7):
        sent.append(send_link_again(refused))
        morning.advance(timedelta(minutes=3))

    assert sent == [False, True, True, True, True, False, False]
    kinds = [letter.kind for letter in Letter.objects.about(refused)]
    assert kinds.count(LetterKind.MENDING_LINK) == 4
    assert AuditRecord.objects.filter(act=Act.MENDING_LINK_SENT).count() == 4
    assert door_of(link_of(refused)) is MendingDoor.OPEN


def test_no_link_is_sent_where_nothing_is_to_be_mended(morning, refused):
    successor = mended(refused)
    morning.advance(timedelta(days=1))

    assert not send_link_again(refused)
    assert not send_link_again(successor)


def test_refused_and_mended_any_number_of_times(refused, reviewer):
    chain = [refused]
    for _ in range(3):
        chain.append(reject(mended(chain[-1]), by=reviewer, reasons=[], note="還是不對。"))

    approved = approve(mended(chain[-1]), by=reviewer)

    assert approved.state == ApplicationState.APPROVED
    assert [application.successor for application in chain] == [*chain[1:], approved]


def test_the_former_address_is_told_when_the_mended_application_goes_on_from_another(refused):
    successor = mended(refused, email="elsewhere@example.com")

    letter = Letter.objects.about(successor).get(kind=LetterKind.OWNER_TOLD)
    assert letter.to_address == refused.email
    for told in (letter.text, letter.html):
        assert refused.reference in told
        assert "另一個 Email" in told
        assert "0809-088-568" in told
        assert "帳號會停用" not in told
        assert successor.reference not in told
        assert "elsewhere@example.com" not in told


def test_the_former_address_hears_that_its_account_ends(reviewer):
    application = reopen(an_approved_application(), by=reviewer, reason="再看一次。")
    refused = reject(application, by=reviewer, reasons=[], note="請補正。")

    successor = mended(refused, email="elsewhere@example.com")

    assert "帳號會停用" in Letter.objects.about(successor).get(kind=LetterKind.OWNER_TOLD).text


def test_the_same_address_in_other_case_is_told_nothing(refused):
    successor = mended(refused, email=refused.email.upper(), email_canonical=refused.email.upper())

    assert not Letter.objects.about(successor).filter(kind=LetterKind.OWNER_TOLD).exists()


def test_whoever_opened_a_link_in_time_mends_with_it_though_a_newer_one_was_sent(refused):
    opened = link_of(refused)
    issue_link(refused)
    sent = a_submission(username=refused.username, email=refused.email)

    with pytest.raises(NotMendable):
        mend(MendingLink.objects.get(pk=opened.pk), **sent)
    successor = mend(MendingLink.objects.get(pk=opened.pk), opened=True, **sent)

    assert successor.forerunner == refused
    assert not MendingLink.objects.live(refused.decided_at).exists()
    assert door_of(MendingLink.objects.get(pk=opened.pk), opened=True) is MendingDoor.MENDED


def test_a_link_that_was_opened_in_time_expires_all_the_same(morning, refused):
    opened = link_of(refused)
    morning.advance(timedelta(days=30))

    assert door_of(opened, opened=True) is MendingDoor.EXPIRED


def test_a_mending_that_fails_leaves_no_copy_of_the_document_on_the_disk(refused, monkeypatch):
    sent = a_submission(username=refused.username) | {"file": None}
    folders = set(document_storage().folders())
    monkeypatch.setattr("port.registration.letters.post_received", lambda _application: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        mend(link_of(refused), **sent)

    assert set(document_storage().folders()) == folders


def test_nothing_is_copied_for_an_account_name_that_is_taken(refused, monkeypatch):
    submit(**a_submission(username=refused.username))
    monkeypatch.setattr("port.registration.mending.copy_for", lambda **_document: 1 / 0)

    with pytest.raises(UsernameTaken):
        mend(link_of(refused), **a_submission(username=refused.username) | {"file": None})


def test_strangers_who_name_the_address_do_not_keep_its_holder_from_mending(refused):
    for _ in range(5):
        an_application(email=refused.email)

    assert not may_be_written_to(refused.email_canonical)
    assert may_be_written_to(refused.email_canonical.upper(), mends=refused)
    assert not may_be_written_to(refused.email_canonical, mends=an_application(email="li@example.com"))
