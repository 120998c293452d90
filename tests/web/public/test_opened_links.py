"""A mending link and the browser that has opened it: what the link may still do, and what must end with it."""

from datetime import timedelta

import pytest
from django.test import Client

from port.companies.models import Reason
from port.companies.reasons import install_reasons
from port.registration.mending import send_link_again
from port.registration.mending_links import issue_link
from port.registration.models import AccountApplication, MendingLink
from port.registration.workflow import reject
from tests.factories import a_reviewer, an_application
from tests.web.public.mending import an_applicant, answers, link_address, opened, send
from tests.web.public.typing import CONFIRM, a_photo
from web.components.request_id import SecretPathFilter

pytestmark = pytest.mark.django_db
FIELD = {"HX-Request": "true", "HX-Trigger-Name": "username"}


@pytest.fixture
def refused(db: None) -> AccountApplication:
    """Because of the name; the document may stay."""
    install_reasons()
    return reject(an_applicant(), by=a_reviewer(), reasons=[Reason.objects.get(code="A01")], note="統編請再確認。")


def test_the_token_never_stands_in_the_log(refused, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(SecretPathFilter())
    address = link_address(refused)

    Client(enforce_csrf_checks=True).post(address)

    assert "/mend/***" in caplog.text
    assert address.split("/")[2] not in caplog.text


def test_a_newer_link_takes_nothing_from_whoever_is_filling_in_the_form(client: Client, refused) -> None:
    form = opened(client, refused)
    sent = answers(client, form, name="陳大文")
    issue_link(refused)

    pictures = client.get(f"/mend/former/{refused.document.file_id}/1/").status_code
    successor = send(client, form, sent)

    assert pictures == 200
    assert (successor.forerunner, successor.name) == (refused, "陳大文")


def test_the_button_of_an_opened_link_works_again_though_a_newer_one_was_sent(client: Client, refused) -> None:
    form, address = opened(client, refused), link_address(refused)
    issue_link(refused)

    assert client.post(address).headers["Location"] == form
    assert "已由新的連結取代" in Client().post(address).content.decode()


def let_the_link_expire(refused: AccountApplication) -> None:
    month = timedelta(days=30)
    MendingLink.objects.update(created_at=refused.decided_at - month, expires_at=refused.decided_at)


def test_nothing_of_the_refused_application_outlives_its_link(client: Client, refused) -> None:
    form = opened(client, refused)
    sent = answers(client, form, name="陳大文")
    client.post(form, sent)
    let_the_link_expire(refused)

    field = client.post(f"{form}field/", {"username": refused.username}, headers=FIELD)
    picture = client.get(f"/mend/former/{refused.document.file_id}/1/")
    back = client.post(CONFIRM, {"submission_id": sent["submission_id"], "step": "edit"}).content.decode()

    assert (field.status_code, picture.status_code) == (404, 404)
    assert "這個補正連結已過期" in back
    assert refused.mobile not in back


def test_pictures_and_field_checks_end_when_the_mended_application_was_sent(client: Client, refused) -> None:
    form = opened(client, refused)
    send(client, form, answers(client, form, name="陳大文"))

    assert client.get(f"/mend/former/{refused.document.file_id}/1/").status_code == 404
    assert client.post(f"{form}field/", {"username": "seagull9"}, headers=FIELD).status_code == 404


@pytest.mark.parametrize("checked", [False, True], ids=["form", "check"])
def test_what_was_typed_when_the_link_expired_comes_back_with_the_next_one(
    client: Client, refused, checked: bool
) -> None:
    form = opened(client, refused)
    sent = answers(client, form, name="陳大文", document=a_photo("new.png"))
    if checked:
        client.post(form, sent)
    let_the_link_expire(refused)
    sent.pop("document")
    closed = client.post(CONFIRM, {"submission_id": sent["submission_id"]}) if checked else client.post(form, sent)
    send_link_again(refused)

    page = client.get(opened(client, refused)).content.decode()

    assert "這個補正連結已過期" in closed.content.decode()
    assert "內容還在" in closed.content.decode()
    assert 'value="陳大文"' in page
    assert ("new.png" in page) is checked
    assert sent["password"] not in str(dict(client.session))


def test_words_that_the_library_has_changed_since_stay_as_they_were_told_and_are_told_once(
    client: Client, refused
) -> None:
    Reason.objects.filter(code="A01").update(sentence="新的說法。", remedy="新的做法。")

    page = client.get(opened(client, refused)).content.decode()

    assert page.count("帳號的姓名必須是自然人") == 1
    assert page.index('id="id_name-note"') < page.index("帳號的姓名必須是自然人")
    assert page.count("統編請再確認。") == 1
    assert "新的說法。" not in page


def test_five_applications_of_strangers_do_not_stop_the_mending(client: Client, refused) -> None:
    for _ in range(5):
        an_application(email=refused.email, email_canonical=refused.email_canonical)
    form = opened(client, refused)

    assert send(client, form, answers(client, form, name="陳大文")).forerunner == refused


def test_a_draft_whose_link_was_tidied_away_says_how_to_go_on(client: Client, refused) -> None:
    form = opened(client, refused)
    sent = answers(client, form, name="陳大文")
    client.post(form, sent)
    MendingLink.objects.all().delete()

    assert client.post(CONFIRM, {"submission_id": sent["submission_id"]}).status_code == 409
