"""The pages of the manuals: what `make manual` wrote is there, small, described, and for whom it is meant."""

import gzip
import re
from pathlib import Path

import pikepdf
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from port.language import TAGS, Language
from tests.factories import a_reviewer, a_user
from tools.manual.shelf import BOOKS
from web.components.manuals import ACCOUNT, DESK, PICTURES, manual

pytestmark = pytest.mark.django_db

EDITIONS = [(book, language) for book in BOOKS for language in book.languages]
KILOBYTE = 1024
IMAGE = re.compile(r"<img [^>]*>")
SHEET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js))"')


@pytest.fixture
def staff_member(client: Client) -> Client:
    client.force_login(a_reviewer())
    return client


@pytest.mark.parametrize(("book", "language"), EDITIONS)
def test_each_manual_has_all_that_it_shows_and_nothing_else(book, language):
    told = manual(book.name, language)
    pictures = {scene.picture.name for scene in told.scenes()}

    assert told.language is language
    assert pictures == {scene.name for scene in book.scenes()}
    assert {file.stem for file in told.folder.glob(f"*{PICTURES}")} == pictures
    sizes = [(told.folder / scene.picture.file).stat().st_size for scene in told.scenes()]
    assert max(sizes[:4]) <= 16 * KILOBYTE
    assert max(sizes) <= 22 * KILOBYTE


@pytest.mark.parametrize(("book", "language"), EDITIONS)
def test_each_manual_is_printed_as_a_tagged_pdf_of_moderate_size(book, language):
    told = manual(book.name, language)

    with pikepdf.open(told.printed) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == TAGS[language]
        assert str(pdf.docinfo["/Title"]) == told.title
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root[0].children][1:] == [each.title for each in told.chapters]
    assert told.printed_bytes <= 1_500_000


def test_the_account_application_has_the_24_steps():
    for language in Language:
        steps = [step.mark for scene in manual(ACCOUNT, language).scenes() for step in scene.steps]
        assert list(dict.fromkeys(mark.partition("-")[0] for mark in steps if mark[0].isdigit())) == [
            str(number) for number in range(1, 25)
        ]


@pytest.mark.parametrize("path", ["/manual/", "/en/manual/"])
def test_pictures_wait_until_they_are_scrolled_to_and_move_nothing_when_they_come(client, path):
    images = IMAGE.findall(client.get(path).content.decode())

    assert len(images) > 15
    for image in images:
        assert 'loading="lazy"' in image
        assert re.search(r'width="\d+" height="\d+"', image)
        assert re.search(r'alt="[^"]+"', image)


def test_a_first_visit_weighs_less_than_100_kilobytes(client):
    page = client.get("/manual/").content
    parts = [page, *(Path(finders.find(name)).read_bytes() for name in SHEET.findall(page.decode()))]

    assert sum(len(gzip.compress(part)) for part in parts) < 100 * KILOBYTE


def test_what_the_operator_has_set_is_said(client, settings):
    words = client.get("/manual/").content.decode()

    assert settings.PORT_OPTIONS.public_url in words
    assert "{" not in re.sub(r"<[^>]*>", "", words[words.index('class="manual"') : words.index("<footer")])


def test_the_manual_is_found_from_the_guides_and_the_site_map(client):
    for path in ("/downloads/", "/sitemap/"):
        assert 'href="/manual/"' in client.get(path).content.decode()


def test_the_manual_of_the_desk_is_shown_to_staff_with_its_pictures_and_its_pdf(staff_member):
    page = staff_member.get("/staff/manual/").content.decode()
    addresses = set(re.findall(r'"(/staff/manual/[^"]+)"', page))

    assert len(addresses) == len(list(manual(DESK, Language.CHINESE).scenes())) + 1
    for address in addresses:
        answer = staff_member.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] in {"image/avif", "application/pdf"}
        assert b"".join(answer.streaming_content)


def test_the_manual_of_the_desk_brings_no_script_of_forms(staff_member):
    page = staff_member.get("/staff/manual/").content.decode()

    assert not [script for script in SHEET.findall(page) if "htmx" in script or "upload" in script]


@pytest.mark.parametrize("name", ["../menu.py", "..%2fmenu.py", "desk.zh-hant.json", "none.avif"])
def test_nothing_but_the_files_of_the_manual_is_served(staff_member, name):
    assert staff_member.get(f"/staff/manual/{name}").status_code == 404


def test_the_manual_of_the_desk_is_not_for_companies(client):
    client.force_login(a_user())

    assert client.get("/staff/manual/").status_code == 403
    assert client.get("/staff/manual/01-queue.avif").status_code == 403
