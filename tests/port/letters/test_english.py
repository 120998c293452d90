"""Each kind of letter in English, for whoever reads English: what it says, its dates and where its links lead."""

import re

import pytest
from django.db.models import Field
from django.utils import translation

from port.accounts.models import User
from port.changes.models import ChangeRequest
from port.companies.models import CompanyDocument
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options
from port.registration.models import AccountApplication
from port.registration.workflow import approve, reject, submit
from tests.factories import a_reason, a_reviewer, a_submission, an_application
from tests.port.letters.kinds import a_letter_of

pytestmark = pytest.mark.django_db

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]+")
OF_THE_REPUBLIC = re.compile(r"\b1[01]\d\.[01]\d\.[0-3]\d\b")
FOR_STAFF = {kind for kind in LetterKind if kind.startswith("staff_")} | {LetterKind.OPINION}
LANGUAGES: list[Field] = [
    User._meta.get_field("language"),
    AccountApplication._meta.get_field("language"),
    CompanyDocument._meta.get_field("contact_language"),
    ChangeRequest._meta.get_field("contact_language"),
]
TYPED = re.compile(r"([\u4e00-\u9fff])\1{4,}|“請看”|[晴遠]\w示範\w*公司|李小華|王小明|張新人")
"""Words of people, in whatever language they wrote them: what is typed at length by `kinds.py`, and names."""


@pytest.fixture(autouse=True)
def readers_of_english(monkeypatch: pytest.MonkeyPatch):
    """Whoever comes into being reads English, and comes from an English page."""
    for field in LANGUAGES:
        monkeypatch.setattr(field, "_get_default", lambda: Language.ENGLISH)
    with translation.override(Language.ENGLISH.value):
        yield


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind not in FOR_STAFF], ids=str)
def test_a_letter_to_a_reader_of_english_is_in_english(kind: LetterKind) -> None:
    letter = a_letter_of(kind)

    sent = letter.message()
    html = sent.alternatives[0].content
    words = [sent.subject, sent.body, re.sub(r"<[^>]*>", " ", html.partition("<body")[2])]
    assert [CHINESE.findall(TYPED.sub("", part)) for part in words] == [[], [], []]
    assert [OF_THE_REPUBLIC.findall(part) for part in words] == [[], [], []]
    assert (letter.language, '<html lang="en">' in html) == (Language.ENGLISH, True)
    assert options().hotline_hours_english in sent.body


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind not in FOR_STAFF], ids=str)
def test_its_links_lead_to_english_pages(kind: LetterKind) -> None:
    links = re.findall(r"http://testserver(/[^\s()\"<]*)", a_letter_of(kind).message().body)

    assert [link for link in links if not link.startswith("/en/")] == []


@pytest.mark.parametrize("kind", sorted(FOR_STAFF), ids=str)
def test_staff_are_written_to_in_chinese(kind: LetterKind) -> None:
    letter = a_letter_of(kind)

    assert letter.language == Language.CHINESE
    assert "/en/" not in letter.message().body


def test_whoever_applies_on_an_english_page_is_written_to_in_english_until_the_account_says_otherwise() -> None:
    application = submit(**a_submission())
    account = approve(application, by=a_reviewer()).user

    assert [letter.language for letter in Letter.objects.about(application)] == [Language.ENGLISH] * 2
    assert account.language == Language.ENGLISH


def test_the_language_of_the_desk_is_not_that_of_the_letter() -> None:
    application = an_application()

    with translation.override(Language.CHINESE.value):
        approve(application, by=a_reviewer())

    assert Letter.objects.about(application).get().language == Language.ENGLISH


def test_a_reason_is_told_in_its_english_and_kept_in_chinese() -> None:
    reason = a_reason(sentence_en="There is no seal on the document.", remedy_en="Please upload one with a seal.")

    refused = reject(an_application(), by=a_reviewer(), reasons=[reason], note="另請附上影本。")

    text = Letter.objects.about(refused).get().text
    assert "There is no seal on the document." in text
    assert "How to correct it: Please upload one with a seal." in text
    assert "另請附上影本。" in text
    assert reason.sentence in refused.answer
    assert reason.sentence not in text


def test_a_reason_without_english_is_told_in_chinese() -> None:
    reason = a_reason()

    refused = reject(an_application(), by=a_reviewer(), reasons=[reason])

    assert reason.sentence in Letter.objects.about(refused).get().text
