"""A person with names that nobody else has goes through everything that is logged, and the log does not know them (C9).

Every way in which the product writes to its log is walked here, with the faults that quote what they choke on.
"""

import logging
import smtplib
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.utils import timezone

from port.accounts.models import User
from port.documents import reading_queue
from port.documents.enums import ReadingState
from port.letters.enums import LetterKind
from port.letters.workflow import send_due
from port.programs import log_the_end
from port.review import applying
from port.review.applying import apply_due
from tests.config.logs import production_log
from tests.factories import PASSWORD, a_company_account, a_held_decision, a_letter, a_user
from tests.factories.documents import a_document_reading, a_stored_document
from tests.web.public.typing import FORM, a_photo, send, typed

pytestmark = pytest.mark.django_db

NAME, COMPANY, TOKEN, FILE = "柳月娟", "碧落示範海運有限公司", "tOkEn-0f-a-letter-9x", "柳月娟的護照.png"
PLANTED = {
    "username": "liuyuejuan88",
    "name": NAME,
    "mobile": "0987654320",
    "email": "yuejuan.liu@planted.example",
    "password": "鯨魚在外海唱了七十六次的晚安曲子",
    "number": "12345675",
    "phone": "07-5551234#77",
    "company_name": COMPANY,
    "address": "806043高雄市前鎮區種植路76號",
    "representative": "柳如是",
}
SECRETS = [*PLANTED.values(), TOKEN, FILE, "種植路", "5551234", "yuejuan", "A276543210"]
QUOTED = " ".join(SECRETS)
"""What a fault might say of what it choked on."""


def fails(fault: Exception) -> Callable[..., None]:
    def fail(*args: object, **more: object) -> None:
        raise fault

    return fail


def a_form_is_filled_in_and_sent(patch: pytest.MonkeyPatch) -> None:
    answers = typed(**PLANTED, password_again=PLANTED["password"], document=a_photo(FILE))
    assert Client().post(FORM, answers | {"number": "12345678"}).status_code == 422
    again = typed(**PLANTED, password_again=PLANTED["password"], document=a_photo(FILE))
    sent = send(Client(), again)
    assert sent.status_code == 302


def a_file_that_is_none_is_handed_in(patch: pytest.MonkeyPatch) -> None:
    broken = SimpleUploadedFile(FILE, b"%PDF-1.4 " + QUOTED.encode())
    assert Client().post(FORM, typed(**PLANTED, document=broken)).status_code == 422


def somebody_signs_in(patch: pytest.MonkeyPatch) -> None:
    person = a_company_account(user=a_user(username=PLANTED["username"], email=PLANTED["email"], name=NAME)).user
    browser = Client()
    browser.post("/login/", {"username": person.username, "password": PLANTED["password"]})
    browser.post("/login/", {"username": person.username, "password": PASSWORD})
    assert browser.get("/account/person/").status_code == 200


def addresses_that_say_too_much(patch: pytest.MonkeyPatch) -> None:
    browser = Client()
    for path in (f"/faq/{quote(NAME)}/", f"/{quote(QUOTED)}", f"/verify/{TOKEN}/", f"/search/?q={quote(NAME)}"):
        browser.get(path, headers={"User-Agent": QUOTED.encode("ascii", "replace").decode(), "Referer": f"/{TOKEN}"})


def requests_that_are_refused(patch: pytest.MonkeyPatch) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.post(f"/login/?{quote(NAME)}", PLANTED)
    strict.get("/", headers={"Host": PLANTED["email"].replace("@", ".")})
    strict.generic("LIUYUEJUAN88", f"/verify/{TOKEN}/")
    Client().post(f"/verified/?{quote(NAME)}", PLANTED)


def a_page_that_breaks(patch: pytest.MonkeyPatch) -> None:
    browser = Client(raise_request_exception=False)
    for fault in (RuntimeError(QUOTED), OperationalError(QUOTED), FileNotFoundError(2, QUOTED, FILE)):
        patch.setattr("web.public.news.kept", fails(fault))
        assert browser.get(f"/news/?{quote(NAME)}").status_code in {500, 503}


def a_row_that_the_database_refuses(patch: pytest.MonkeyPatch) -> None:
    def write_twice(*args: object, **more: object) -> None:
        try:
            with transaction.atomic():
                User.objects.bulk_create([User(username=PLANTED["username"], email=PLANTED["email"]) for _ in "12"])
        except IntegrityError as fault:
            raise ValueError(QUOTED) from fault

    patch.setattr("web.public.news.kept", write_twice)
    assert Client(raise_request_exception=False).get("/news/").status_code == 500


def letters_that_nobody_takes(patch: pytest.MonkeyPatch) -> None:
    a_letter(to_address=PLANTED["email"], text=QUOTED, kind=LetterKind.APPLICATION_RECEIVED)
    fault = smtplib.SMTPRecipientsRefused({PLANTED["email"]: (550, f"no {QUOTED}".encode())})
    patch.setattr("port.letters.workflow.get_connection", fails(fault))
    assert send_due(at=timezone.now()) == 0


def a_document_that_cannot_be_read(patch: pytest.MonkeyPatch) -> None:
    a_document_reading(a_stored_document(), state=ReadingState.WAITING, read_at=None)
    patch.setattr(reading_queue, "_text_of", fails(ValueError(QUOTED)))
    assert reading_queue.read_next(at=timezone.now())


def a_decision_that_cannot_happen(patch: pytest.MonkeyPatch) -> None:
    a_held_decision(due_at=timezone.now())
    patch.setattr(applying, "_apply_in_turn", fails(ValueError(QUOTED)))
    assert apply_due(at=timezone.now()) == 0


def a_worker_that_ends_in_the_middle(patch: pytest.MonkeyPatch) -> None:
    a_letter(to_address=PLANTED["email"])
    patch.setattr("port.letters.workflow.locked_if_free", fails(ValueError(QUOTED)))
    try:
        send_due(at=timezone.now())
    except ValueError as fault:
        log_the_end(type(fault), fault, fault.__traceback__)


def libraries_that_warn(patch: pytest.MonkeyPatch) -> None:
    log = logging.getLogger("pikepdf._core")
    log.warning("cannot read %s", FILE)
    log.warning(f"cannot read {QUOTED}")
    try:
        int("A276543210")
    except ValueError:
        log.exception(QUOTED)


STORIES = [
    a_form_is_filled_in_and_sent,
    a_file_that_is_none_is_handed_in,
    somebody_signs_in,
    addresses_that_say_too_much,
    requests_that_are_refused,
    a_page_that_breaks,
    a_row_that_the_database_refuses,
    letters_that_nobody_takes,
    a_document_that_cannot_be_read,
    a_decision_that_cannot_happen,
    a_worker_that_ends_in_the_middle,
    libraries_that_warn,
]
SAY_WHAT_THEY_CHOKE_ON = STORIES[5:7] + STORIES[10:]


def told(text: str) -> Iterator[str]:
    """The secrets that a log tells, in any of the dresses that a log may put on them."""
    for secret in SECRETS:
        dresses = {secret, quote(secret), secret.encode("unicode_escape").decode(), repr(secret.encode())[2:-1]}
        if any(dress.lower() in text.lower() for dress in dresses):
            yield secret


@pytest.mark.parametrize("layout", ["json", "line"])
@pytest.mark.parametrize("story", STORIES)
def test_the_log_names_nobody(story: Callable[[pytest.MonkeyPatch], None], layout: str, monkeypatch) -> None:
    with production_log(layout) as log:
        story(monkeypatch)

    assert log.text
    assert list(told(log.text)) == []


@pytest.mark.parametrize("story", SAY_WHAT_THEY_CHOKE_ON)
def test_the_same_is_found_where_the_log_tells_all(story: Callable[[pytest.MonkeyPatch], None], monkeypatch) -> None:
    with production_log("full") as log:
        story(monkeypatch)

    assert list(told(log.text)) != []


@pytest.mark.parametrize("dress", [str, quote, ascii, partial(str.encode, encoding="utf-8"), str.upper])
def test_no_dress_hides_a_secret(dress: Callable[[str], object]) -> None:
    said = [f"… {dress(secret)} …" for secret in SECRETS]

    assert [secret for secret, text in zip(SECRETS, said, strict=True) if secret not in told(text)] == []
