"""What stands in each kind of letter, and how it travels (M-09 to M-12)."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest
from django.core.mail import BadHeaderError

from port.letters.enums import LetterKind
from port.letters.models import LINK as LINK_PLACE
from port.options import options
from tests.factories import a_letter
from tests.port.letters.kinds import (
    BROUGHT_ABOUT,
    CARRIES_NOTE,
    CARRIES_SECRET,
    NOTE,
    SAYS_NOTHING_TYPED,
    SCRIPT,
    a_letter_of,
)

pytestmark = pytest.mark.django_db
each_kind = pytest.mark.parametrize("kind", list(LetterKind), ids=str)
each_kind_that_says_what_was_typed = pytest.mark.parametrize(
    "kind", [kind for kind in LetterKind if kind not in SAYS_NOTHING_TYPED], ids=str
)

LINK = re.compile(r"http://testserver/[^\s()\"<]*")


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> set[str | None]:
        return {attributes["href"] for tag, attributes in self.tags if tag == "a"}


def sent(kind: LetterKind) -> bytes:
    return a_letter_of(kind).message().message().as_bytes(linesep="\r\n")


def bodies(raw: bytes) -> tuple[str, Page]:
    message = email.message_from_bytes(raw, _class=EmailMessage, policy=default)
    plain, html = (part.get_content() for part in message.iter_parts())
    return plain, Page(html)


def test_every_kind_is_looked_at():
    assert set(BROUGHT_ABOUT) == set(LetterKind)


@each_kind_that_says_what_was_typed
def test_plain_text_says_what_was_typed_as_it_was_typed(kind):
    plain, _page = bodies(sent(kind))

    assert SCRIPT in plain
    assert not re.search(r"&(?:amp|lt|gt|quot|#\w+);", plain)


@each_kind_that_says_what_was_typed
def test_html_says_what_was_typed_and_runs_none_of_it(kind):
    _plain, page = bodies(sent(kind))

    assert SCRIPT in page.text
    assert "script" not in {tag for tag, _attributes in page.tags}


@each_kind
def test_both_parts_carry_the_same_links(kind):
    plain, page = bodies(sent(kind))

    assert set(LINK.findall(plain)) == page.links()


@pytest.mark.parametrize("kind", sorted(CARRIES_SECRET), ids=str)
def test_a_secret_link_stands_in_both_parts_and_not_in_the_outbox_text(kind):
    letter = a_letter_of(kind)

    plain, page = bodies(letter.message().message().as_bytes())

    assert letter.link.startswith(f"http://testserver{CARRIES_SECRET[kind]}")
    assert letter.link in page.links()
    assert letter.link in plain
    assert letter.link not in letter.text + letter.html


def test_a_code_stands_in_both_parts_and_not_in_the_outbox_text():
    letter = a_letter_of(LetterKind.PROGRESS_CODE)

    plain, page = bodies(letter.message().message().as_bytes())

    assert re.fullmatch(r"[0-9]{6}", letter.link)
    assert letter.link in plain
    assert letter.link in page.text
    assert f"：{letter.link}" not in letter.text
    assert LINK_PLACE in letter.text


@each_kind
def test_html_names_its_language_and_fetches_nothing(kind):
    _plain, page = bodies(sent(kind))

    tags = [tag for tag, _attributes in page.tags]
    assert ("html", {"lang": "zh-Hant-TW"}) in page.tags
    assert not {"img", "link", "iframe", "object", "video", "audio", "source", "form"} & set(tags)
    assert not [attributes for _tag, attributes in page.tags if {"src", "srcset", "background"} & set(attributes)]
    assert "url(" not in page.text
    assert "@import" not in page.text


@each_kind
def test_no_line_is_longer_than_a_mail_server_takes(kind):
    raw = sent(kind)

    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@each_kind
def test_headers_are_folded_so_that_every_mail_program_reads_them(kind):
    head = sent(kind).split(b"\r\n\r\n")[0].decode("ascii")

    lines = head.split("\r\n")
    words = re.findall(r"=\?utf-8\?[bq]\?[^?]*\?=", head)
    assert re.search(r"^Subject: =\?utf-8\?", head, re.MULTILINE)
    assert [word for word in words if len(word) > 75] == []
    assert [line for line in lines if line.endswith(": ") or not line.strip()] == []


@each_kind
def test_the_reader_is_told_whom_to_ask_and_when(kind):
    plain, page = bodies(sent(kind))

    for text in (plain, page.text):
        assert options().hotline in text
        assert options().hotline_hours in text
        assert options().team in text


@pytest.mark.parametrize("kind", sorted(CARRIES_NOTE), ids=str)
def test_the_words_of_the_reviewer_stand_in_both_parts(kind):
    plain, page = bodies(sent(kind))

    assert NOTE in plain
    assert NOTE in page.text


@each_kind
def test_nothing_of_the_template_itself_is_left_over(kind):
    letter = a_letter_of(kind)

    for text in (letter.subject, letter.text.replace(NOTE, ""), letter.message().body.replace(NOTE, "")):
        assert not re.search(r"{[{%#]|[}%#]}|None|\bLINK\b", text)
    assert "[[link]]" not in letter.message().body


def test_a_newline_cannot_smuggle_a_header_into_a_letter():
    letter = a_letter(subject="通知\nBcc: everybody@example.com")

    with pytest.raises(BadHeaderError):
        letter.message().message()


def test_a_newline_cannot_smuggle_a_reader_into_a_letter():
    letter = a_letter(to_address="王 <a@example.com>\nBcc: everybody@example.com")

    with pytest.raises(BadHeaderError):
        letter.message().message()


def test_a_letter_says_the_same_each_time_it_is_sent():
    letter = a_letter_of(LetterKind.APPLICATION_APPROVED)

    first, second = letter.message().message(), letter.message().message()

    assert first.items()[1:] == second.items()[1:]  # all but the boundary of the parts
    assert bodies(first.as_bytes())[0] == bodies(second.as_bytes())[0]
