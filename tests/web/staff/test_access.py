from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.accounts.permissions import Permission
from port.documents.reading.lines import Line
from port.registration.enums import ApplicationState
from port.registration.models import AccountApplication
from port.review.enums import Question
from tests.factories import (
    a_document_reading,
    a_reviewer,
    a_staff_member,
    a_stored_document_with_files,
    a_user,
    an_application,
)
from web.staff.urls import urlpatterns

GETS = [
    "staff:queue",
    "staff:letters",
    "staff:reasons",
    "staff:case",
    "staff:decide_both",
    "staff:reading",
    "staff:page",
    "staff:thumbnail",
    "staff:original",
    "staff:piece",
]
POSTS = [
    "staff:preview_both",
    "staff:note",
    *(f"staff:{act}_{question}" for act in ("decide", "preview", "take_back", "reopen") for question in Question),
]


def address(name: str, application: AccountApplication) -> str:
    if name in {"staff:queue", "staff:letters", "staff:reasons"}:
        return reverse(name)
    if name == "staff:piece":
        return reverse(name, args=[application.document_id, "number"])
    if name in {"staff:page", "staff:thumbnail", "staff:original"}:
        return reverse(name, args=[application.document.file_id, 1])
    return reverse(name, args=[application.document_id])


@pytest.fixture
def application(db: None) -> AccountApplication:
    application = an_application()
    application.document.file = a_stored_document_with_files()
    application.document.save()
    a_document_reading(application.document.file, lines=[Line(1, application.number, (0.1, 0.1, 0.3, 0.13))])
    return application


@pytest.mark.parametrize("name", GETS + POSTS)
def test_a_stranger_is_sent_to_the_login(name: str, application: AccountApplication, client: Client) -> None:
    path = address(name, application)

    answer = client.post(path) if name in POSTS else client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("public:login"))


@pytest.mark.parametrize(
    "make",
    [
        a_user,
        lambda: a_staff_member(StaffRole.CONTENT),
        lambda: a_staff_member(StaffRole.SYSTEM),
        lambda: a_staff_member(StaffRole.AUDITOR),
    ],
    ids=["company", "content", "system", "auditor"],
)
@pytest.mark.parametrize("name", GETS + POSTS)
def test_who_may_not_review_is_refused(
    name: str, make: Callable[[], User], application: AccountApplication, client: Client
) -> None:
    client.force_login(make())
    path = address(name, application)

    answer = client.post(path) if name in POSTS else client.get(path)

    assert answer.status_code == 403


@pytest.mark.parametrize("make", [a_reviewer, lambda: a_staff_member(StaffRole.HEAD)], ids=["reviewer", "head"])
@pytest.mark.parametrize("name", GETS)
def test_reviewers_and_heads_enter(
    name: str, make: Callable[[], User], application: AccountApplication, client: Client
) -> None:
    client.force_login(make())

    answer = client.get(address(name, application))

    assert answer.status_code == 200
    assert b"".join(answer)


def test_every_address_of_the_desk_asks_for_a_permission() -> None:
    """Whom each lets in, `tests/web/test_role_matrix.py` asks. The landing page and the manual are for all of the staff."""
    asking = [each for each in urlpatterns if hasattr(each.callback, "permission")]

    assert {each.name for each in urlpatterns} - {each.name for each in asking} == {"home", "manual", "manual_file"}
    assert {each.callback.permission for each in asking} <= set(Permission)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", GETS + POSTS)
def test_nothing_of_the_desk_is_kept_by_a_browser_or_a_cache(
    name: str, method: str, application: AccountApplication, desk: Client
) -> None:
    answer = getattr(desk, method)(address(name, application))

    assert answer.status_code == 405 or answer.headers["Cache-Control"] == "private, no-store"
    answer.close()


@pytest.mark.parametrize("name", POSTS)
def test_following_a_link_to_an_act_decides_nothing(name: str, application: AccountApplication, desk: Client) -> None:
    answer = desk.get(address(name, application))

    assertRedirects(answer, reverse("staff:case", args=[application.document_id]), fetch_redirect_response=False)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert application.document.is_waiting
