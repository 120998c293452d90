"""Files of the portal: put up with a name, set into a text, brought into order; what is typed beside them stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.content.history import draft_of, newest_revision
from port.content.models import Attachment, Entry
from tests.factories import a_picture, an_attachment, an_unpublished_entry
from tests.web.staff.content_typing import an_editor, typed

pytestmark = pytest.mark.django_db
FILES, NEW = reverse("staff:content_files"), reverse("staff:content_new", args=["download"])
DOWNLOAD = {"topic": "form", "slug": "form", "position": "1"}


@pytest.fixture
def editor(client: Client) -> User:
    return an_editor(client)


def a_table(name: str = "表.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "項目,數量\n人員,3\n".encode())


def shown(answer) -> list[str]:
    return [row.label for row in answer.context["attached"]]


def test_a_file_is_put_up_with_its_format_size_and_day(client: Client, editor: User) -> None:
    answer = client.post(FILES, {"file": a_table(), "file_title": "核發統計", "file_title_en": "Passes"}, follow=True)

    assertRedirects(answer, FILES)
    file = Attachment.objects.get()
    assert (file.title, file.title_en, file.added_by) == ("核發統計", "Passes", editor)
    assertContains(answer, "CSV・")
    assertContains(answer, f"[核發統計](file:{file.pk})")


def test_a_picture_needs_its_alternative_text(client: Client, editor: User) -> None:
    picture = SimpleUploadedFile("plan.png", a_picture())

    answer = client.post(FILES, {"file": picture, "file_title": ""})

    assertContains(answer, "圖片請填替代文字", status_code=422)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("file", "told"),
    [(None, "請先選擇檔案"), (SimpleUploadedFile("x.pdf", b""), "空的"), (SimpleUploadedFile("x.exe", b"MZ"), "")],
    ids=["none", "empty", "program"],
)
def test_what_is_no_file_of_ours_is_refused_in_words(file, told: str, client: Client, editor: User) -> None:
    answer = client.post(FILES, {"file_title": "名稱", **({"file": file} if file else {})})

    assertContains(answer, told, status_code=422)
    assertContains(answer, 'value="名稱"', status_code=422)
    assert not Attachment.objects.exists()


def test_files_are_found_by_name_and_paged_by_key(client: Client, editor: User, monkeypatch) -> None:
    monkeypatch.setattr("web.staff.content_files.FILES_A_PAGE", 2)
    for number in range(3):
        an_attachment(title=f"統計 {number}")
    an_attachment(title="別的")

    page = client.get(FILES + "?q=統計")
    rest = client.get(FILES + page.context["next"])

    assert [row.label for row in page.context["rows"]] == ["統計 2", "統計 1"]
    assert [row.label for row in rest.context["rows"]] == ["統計 0"]
    assert client.get(FILES + "?after=nonsense").status_code == 200


def test_a_document_uploaded_beside_a_text_is_put_below_it_and_the_words_stay(client: Client, editor: User) -> None:
    answer = client.post(NEW, typed(**DOWNLOAD, upload="1", file=a_table(), file_title="核發統計"))

    assertContains(answer, 'value="碼頭道路施工"')
    assertContains(answer, "data-unsaved")
    assert shown(answer) == ["核發統計"]
    assert not Entry.objects.exists()

    client.post(NEW, typed(**DOWNLOAD, files=[str(Attachment.objects.get().pk)]))
    assert draft_of(newest_revision(Entry.objects.get())).files == (str(Attachment.objects.get().pk),)


def test_a_picture_uploaded_beside_a_text_waits_to_be_set_into_it(client: Client, editor: User) -> None:
    picture = SimpleUploadedFile("plan.png", a_picture())

    answer = client.post(NEW, typed(**DOWNLOAD, upload="1", file=picture, file_title="施工範圍 [圖]"))

    assert shown(answer) == []
    assertContains(answer, f"![施工範圍 （圖）](file:{Attachment.objects.get().pk})")


def test_a_refused_upload_keeps_what_was_typed(client: Client, editor: User) -> None:
    answer = client.post(NEW, typed(**DOWNLOAD, upload="1", file_title="沒有選檔案"))

    assertContains(answer, "請先選擇檔案", status_code=422)
    assertContains(answer, 'value="碼頭道路施工"', status_code=422)
    assertContains(answer, 'value="沒有選檔案"', status_code=422)


def test_files_are_set_below_a_text_moved_and_taken_away_without_saving(client: Client, editor: User) -> None:
    first, second = (str(an_attachment(title=title).pk) for title in ("甲", "乙"))
    form = typed(**DOWNLOAD, files=[first])

    assert shown(client.post(NEW, form | {"file_in": second})) == ["甲", "乙"]
    assert shown(client.post(NEW, form | {"files": [first, second], "file_up": second})) == ["乙", "甲"]
    assert shown(client.post(NEW, form | {"files": [first, second], "file_down": first})) == ["乙", "甲"]
    assert shown(client.post(NEW, form | {"files": [first, second], "file_up": first})) == ["甲", "乙"]
    assert shown(client.post(NEW, form | {"files": [first, second], "file_out": first})) == ["乙"]
    assert shown(client.post(NEW, form | {"file_in": "nonsense"})) == ["甲"]
    assert not Entry.objects.exists()


def test_another_file_is_looked_for_beside_a_text(client: Client, editor: User) -> None:
    an_attachment(title="申請表")
    an_attachment(title="別的")

    answer = client.post(NEW, typed(**DOWNLOAD, file_find="1", file_words="申請"))

    assert [row.label for row in answer.context["offered"]] == ["申請表"]
    assertContains(answer, 'value="碼頭道路施工"')


def test_a_notice_has_no_files_below_its_text(client: Client, editor: User) -> None:
    file = an_attachment()
    notice = reverse("staff:content_new", args=["notice"])

    assertNotContains(client.get(notice), "附在文末")
    client.post(notice, typed(audience="companies", files=[str(file.pk)]))

    assert draft_of(newest_revision(Entry.objects.get())).files == ()


def test_ids_that_are_no_files_are_left_out(client: Client, editor: User) -> None:
    entry = an_unpublished_entry()

    client.post(
        reverse("staff:content_entry", args=[entry.pk]),
        typed(entry, files=["nonsense", "00000000-0000-0000-0000-000000000000"]),
    )

    assert draft_of(newest_revision(entry)).files == ()
