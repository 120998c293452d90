"""Putting a letter in the outbox: with its act or not at all."""

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from port.language import Language
from port.letters.enums import LetterKind, LetterState
from port.letters.language import NoLanguageChosen, written_in
from port.letters.models import LINK, Letter
from port.letters.workflow import compose, post
from port.options import options
from tests.factories import a_company, a_letter

SECRET = "http://testserver/verify/secret/"
WORDS = {
    "company_name": "晴海示範船務有限公司",
    "note": "已核對。",
    "name": "王小明",
    "username": "harbour1",
    "hours": 72,
}


@pytest.mark.django_db(transaction=True)
def test_a_letter_cannot_be_posted_outside_the_transaction_of_its_act():
    company = a_company()

    with pytest.raises(TransactionManagementError):
        post(LetterKind.DOCUMENT_APPROVED, to="a@example.com", about=company, context=WORDS)

    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_sends_nothing():
    company = a_company()

    with transaction.atomic(), written_in(Language.CHINESE):
        post(LetterKind.DOCUMENT_APPROVED, to="a@example.com", about=company, context=WORDS)
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_letter_waits_and_knows_what_it_is_about():
    company = a_company()

    with written_in(Language.CHINESE):
        letter = post(LetterKind.DOCUMENT_APPROVED, to="a@example.com", about=company, context=WORDS)

    assert list(Letter.objects.about(company)) == [letter]
    assert (letter.state, letter.tries, letter.to_address) == (LetterState.WAITING, 0, "a@example.com")


@pytest.mark.django_db
def test_a_secret_link_stands_apart_from_the_words():
    company = a_company()

    with written_in(Language.CHINESE):
        letter = post(LetterKind.VERIFICATION, to="a@example.com", about=company, context=WORDS, link=SECRET)

    assert SECRET not in letter.text + letter.html
    assert LINK in letter.text
    assert letter.link == SECRET


@pytest.mark.django_db
def test_a_letter_of_which_nobody_said_who_reads_it_is_not_written():
    with pytest.raises(NoLanguageChosen):
        post(LetterKind.DOCUMENT_APPROVED, to="a@example.com", about=a_company(), context=WORDS)


@pytest.mark.django_db
def test_a_letter_knows_its_language_and_who_sends_it_is_named_in_it():
    with written_in(Language.ENGLISH):
        letter = post(LetterKind.DOCUMENT_APPROVED, to="a@example.com", about=a_company(), context=WORDS)

    sent = letter.message()
    assert letter.language == Language.ENGLISH
    assert sent.extra_headers["Content-Language"] == "en"
    assert sent.from_email.startswith(options().team_english)
    assert 'lang="en"' in letter.html


@pytest.mark.django_db
def test_a_composed_letter_is_not_in_the_outbox():
    with written_in(Language.CHINESE):
        letter = compose(LetterKind.DOCUMENT_APPROVED, to="a@example.com", about=a_company(), context=WORDS)

    assert "已核對。" in letter.text
    assert not Letter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("letter_state_is_known", {"state": "lost"}),
        ("letter_sent_has_a_time", {"state": LetterState.SENT}),
        ("letter_sent_has_a_time", {"sent_at": timezone.now()}),
        ("letter_sending_has_a_lease", {"state": LetterState.SENDING}),
    ],
)
def test_a_letter_that_contradicts_itself_is_not_stored(name, values):
    letter = a_letter()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**values)
