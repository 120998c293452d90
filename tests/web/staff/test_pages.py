from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.db.models import QuerySet
from django.http import FileResponse
from django.test import Client
from django.urls import reverse

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.documents.enums import DocumentState, Kind, ScanVerdict
from port.documents.models import StoredDocument
from tests.factories import a_company_document, a_stored_document_with_files
from tests.factories.documents import ORIGINAL

AWKWARD_NAME = '登記抄本 "第1頁".pdf'


def content_of(answer: FileResponse) -> bytes:
    """Read to the end, which closes the file as a server would."""
    return b"".join(answer.streaming_content)


def downloads() -> "QuerySet[AuditRecord]":
    return AuditRecord.objects.filter(act=Act.DOCUMENT_DOWNLOADED)


@pytest.fixture
def document(db: None) -> StoredDocument:
    names = [(AWKWARD_NAME, Kind.PDF), ("照片.heic", Kind.HEIC)]
    originals = [{"name": name, "sha256": "0" * 64, "size": 27, "kind": kind.value} for name, kind in names]
    document = a_stored_document_with_files(page_count=2, originals=originals)
    a_company_document(file=document)
    return document


def test_a_page_is_a_picture_that_nobody_keeps(document: StoredDocument, desk: Client) -> None:
    answer = desk.get(reverse("staff:page", args=[document.pk, 2]))

    assert answer.status_code == 200
    assert content_of(answer)[8:12] == b"WEBP"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("number", [0, 3])
@pytest.mark.parametrize("name", ["staff:page", "staff:original"])
def test_what_the_document_does_not_have_is_not_found(
    name: str, number: int, document: StoredDocument, desk: Client
) -> None:
    answer = desk.get(reverse(name, args=[document.pk, number]))

    assert answer.status_code == 404
    assert not downloads().exists()


@pytest.mark.parametrize("verdict", [ScanVerdict.UNSCANNED, ScanVerdict.INFECTED])
def test_an_original_that_may_carry_a_virus_stays_and_its_pictures_are_seen(
    verdict: ScanVerdict, document: StoredDocument, desk: Client
) -> None:
    StoredDocument.objects.update(scan=verdict)

    original = desk.get(reverse("staff:original", args=[document.pk, 1]))
    picture = desk.get(reverse("staff:page", args=[document.pk, 1]))

    assert original.status_code == 403
    assert "尚未完成掃毒" in original.content.decode()
    assert original.headers["Cache-Control"] == "private, no-store"
    assert content_of(picture)[8:12] == b"WEBP"
    assert not downloads().exists()


@pytest.mark.parametrize("name", ["staff:page", "staff:original"])
def test_a_file_whose_form_was_never_sent_is_nobodys_to_see(name: str, desk: Client) -> None:
    staged = a_stored_document_with_files(state=DocumentState.STAGED)

    answer = desk.get(reverse(name, args=[staged.pk, 1]))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["staff:page", "staff:original"])
def test_a_file_that_the_disk_lost_is_not_found(
    name: str, document: StoredDocument, desk: Client, settings: LazySettings
) -> None:
    store = Path(settings.STORAGES["documents"]["OPTIONS"]["location"]) / str(document.pk)
    for file in store.iterdir():
        file.unlink()

    answer = desk.get(reverse(name, args=[document.pk, 1]))

    assert answer.status_code == 404
    assert not downloads().exists()


def test_an_original_leaves_as_an_attachment_under_its_own_name(document: StoredDocument, desk: Client) -> None:
    answer = desk.get(reverse("staff:original", args=[document.pk, 1]))

    assert content_of(answer) == ORIGINAL
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''" + quote(AWKWARD_NAME)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_type_of_an_original_is_the_one_that_was_found_on_receiving(document: StoredDocument, desk: Client) -> None:
    answer = desk.get(reverse("staff:original", args=[document.pk, 2]))

    assert content_of(answer) == ORIGINAL
    assert answer.headers["Content-Type"] == "image/heic"


def test_each_download_is_recorded(document: StoredDocument, desk: Client, reviewer: User) -> None:
    content_of(desk.get(reverse("staff:original", args=[document.pk, 2])))

    record = downloads().get()
    assert record.actor_id == reviewer.pk
    assert (record.object_type, record.object_id) == (
        "companies.companydocument",
        str(document.company_document.pk),
    )
    assert record.facts == {"original": 2}
