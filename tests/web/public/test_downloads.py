"""常用文件及教學, and the files that stand with what is published."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from port.accounts.enums import StaffRole
from port.audit.recorder import OPERATOR
from port.content.enums import EntryKind
from port.content.markdown import address_of
from port.content.models import Attachment
from port.content.workflow import publish, save_draft, withdraw
from port.documents.storage import document_storage
from tests.factories import a_company_account, a_staff_member
from tests.factories.content import a_draft, a_picture, an_attachment, an_entry, an_unpublished_entry
from tests.web.answers import body_of

pytestmark = pytest.mark.django_db


def a_download(*files: Attachment, **overrides):
    return an_entry(EntryKind.DOWNLOAD, files=tuple(str(file.pk) for file in files), **overrides)


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_each_file_says_its_format_its_size_and_its_day(client: Client) -> None:
    first, second = an_attachment(name="甲.csv", title="移交聲明"), an_attachment(name="乙.csv", title="檢查表")
    a_download(second, first, slug="forms", topic="form", title="表單兩份")

    page = page_of(client, "/downloads/")

    told = re.findall(r"<b>(移交聲明|檢查表)</b><small>CSV・(\d+)\xa0位元組・<time datetime=\"([\d-]+)\">", page)
    assert [title for title, _, _ in told] == ["檢查表", "移交聲明"]
    assert {size for _, size, _ in told} == {str(first.size)}
    assert {day for _, _, day in told} == {timezone.localdate().isoformat()}
    assert f'href="{address_of(first)}"' in page


def test_guides_and_shelves_stand_in_their_order(client: Client) -> None:
    a_download(topic="law", title="商港法")
    a_download(topic="manual", title="一步一步申請", position=2)
    a_download(topic="manual", title="手機拍照", position=1)
    an_entry(EntryKind.PAGE, slug="how-to-apply", title="怎麼申請帳號")
    an_entry(EntryKind.PAGE, slug="privacy", title="隱私權保護政策")

    page = page_of(client, "/downloads/").partition("<main")[2].partition("</main>")[0]

    titles = ["怎麼申請帳號", "操作教學</h2>", "手機拍照", "一步一步申請", "法規</h2>", "商港法"]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert "隱私權保護政策" not in page
    assert "表單</h2>" not in page


def test_a_download_has_its_own_page(client: Client) -> None:
    a_download(an_attachment(title="範本"), slug="statement", title="移交聲明的寫法", body="用印後上傳。")

    page = page_of(client, "/downloads/statement/")

    assert "<h1>移交聲明的寫法</h1>" in page
    assert "用印後上傳。" in page
    assert "範本" in page


def test_guides_have_their_own_pages_and_policies_theirs(client: Client) -> None:
    an_entry(EntryKind.PAGE, slug="how-to-apply", title="怎麼申請帳號")
    an_entry(EntryKind.PAGE, slug="privacy", title="我們怎麼處理個資")

    assert "<h1>怎麼申請帳號</h1>" in page_of(client, "/pages/how-to-apply/")
    assert "<h1>我們怎麼處理個資</h1>" in page_of(client, "/privacy/")
    assert client.get("/pages/privacy/").status_code == 404


def test_a_document_is_taken_along_and_asked_for_again_after_minutes(client: Client) -> None:
    file = an_attachment(name="移交 聲明.csv")
    a_download(file)

    answer = client.get(address_of(file))

    assert body_of(answer).lstrip("\ufeff").startswith("項目,數量")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert answer["Content-Length"] == str(file.size)


def test_a_picture_of_a_text_is_shown_in_place(client: Client) -> None:
    picture = an_attachment(a_picture(), name="圖.png", title="一張圖")
    an_entry(EntryKind.NEWS, body=f"![一張圖](file:{picture.pk})")

    answer = client.get(address_of(picture))

    body_of(answer)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")


def test_whoever_is_signed_in_may_keep_it_as_well(client: Client) -> None:
    file = an_attachment()
    a_download(file)
    client.force_login(a_company_account().user)

    answer = client.get(address_of(file))

    body_of(answer)
    assert answer["Cache-Control"].startswith("public, ")


def test_only_what_is_published_today_offers_its_files(client: Client) -> None:
    today = timezone.localdate()
    kept = [an_attachment() for _ in range(5)]
    an_unpublished_entry(EntryKind.DOWNLOAD, files=(str(kept[0].pk),))
    withdraw(a_download(kept[1]), by=OPERATOR)
    a_download(kept[2], shown_from=today + timedelta(days=1))
    replaced = a_download(kept[3])
    publish(
        save_draft(entry=replaced, kind=EntryKind.DOWNLOAD, draft=a_draft(EntryKind.DOWNLOAD, slug=""), by=OPERATOR),
        by=OPERATOR,
    )

    assert [client.get(address_of(file)).status_code for file in kept] == [404] * 5


def test_who_keeps_the_content_sees_files_before_they_are_published(client: Client) -> None:
    file = an_attachment()
    keeper, reviewer = a_staff_member(StaffRole.CONTENT), a_staff_member(StaffRole.HEAD)

    client.force_login(keeper)
    seen = client.get(address_of(file))
    body_of(seen)
    client.force_login(reviewer)

    assert seen.status_code == 200
    assert seen["Cache-Control"] == "private, no-store"
    assert client.get(address_of(file)).status_code == 404


def test_a_file_answers_to_its_own_name_alone(client: Client) -> None:
    file = an_attachment(name="甲.csv")
    a_download(file)

    assert client.get(f"/files/{file.pk}/other.csv").status_code == 404


def test_a_file_that_the_store_has_lost_is_not_there(client: Client) -> None:
    file = an_attachment()
    a_download(file)
    document_storage().delete(file.storage_name)

    assert client.get(address_of(file)).status_code == 404


def test_a_file_that_was_kept_is_asked_for_again_and_not_sent_twice(client: Client) -> None:
    file = an_attachment()
    entry = a_download(file)
    first = client.get(address_of(file))
    body_of(first)

    again = client.get(address_of(file), headers={"If-None-Match": first["ETag"]})
    withdraw(entry, by=OPERATOR)
    gone = client.get(address_of(file), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["Cache-Control"]) == (304, "public, max-age=300, must-revalidate")
    assert gone.status_code == 404
