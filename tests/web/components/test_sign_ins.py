"""Every request of somebody signed in passes the guard: limits and endings bite at once, and are told plainly (V-30, V-31)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from port.accounts.models import SignIn, User
from port.accounts.sessions import end, end_all
from port.audit.enums import Act
from port.audit.models import AuditRecord
from tests.factories import PASSWORD, Clock, a_company_account, a_reviewer, everything_acknowledged
from web.components.sign_ins import SIGN_IN

pytestmark = pytest.mark.django_db

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
FETCHED = {"Sec-Fetch-Mode": "cors"}
HTMX = {"HX-Request": "true"}
BY_XHR = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(timezone.now()).rule(monkeypatch)


def a_clerk() -> User:
    account = a_company_account()
    everything_acknowledged(account)
    return account.user


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    return client


def home_of(user: User) -> str:
    return "/staff/" if user.is_staff else "/company/"


LIMITS = pytest.mark.parametrize(
    ("whose", "limit", "words"),
    [(a_clerk, 30 * MINUTE, "因為閒置超過 30 分鐘"), (a_reviewer, 15 * MINUTE, "因為閒置超過 15 分鐘")],
    ids=["company", "staff"],
)


@LIMITS
def test_a_second_past_the_idle_limit_leads_to_the_login_and_back(clock: Clock, whose, limit, words) -> None:
    user = whose()
    client, home = signed_in(user), home_of(user)
    key = client.session.session_key
    clock.advance(limit - SECOND)
    before = client.get(home)
    clock.advance(limit + SECOND)

    after = client.get(f"{home}?page=2")

    assert before.status_code == 200
    assert after["Location"] == f"/login/?next={home}%3Fpage%3D2"
    assert words in client.get(after["Location"]).content.decode()
    assert not Session.objects.filter(session_key=key).exists()
    assert SignIn.objects.get().ended_at == clock.now
    assert AuditRecord.objects.get(act=Act.SESSION_EXPIRED).facts == {"sign_in": SignIn.objects.get().pk, "why": "idle"}


@pytest.mark.parametrize(
    ("whose", "hours", "words"),
    [(a_clerk, 12, "因為已達使用時間上限 12 小時"), (a_reviewer, 8, "因為已達使用時間上限 8 小時")],
    ids=["company", "staff"],
)
def test_however_much_it_is_used_a_sign_in_ends_after_its_whole_time(clock: Clock, whose, hours, words) -> None:
    user = whose()
    client, home = signed_in(user), home_of(user)
    for _ in range(hours * 6 - 1):
        clock.advance(10 * MINUTE)
        assert client.get(home).status_code == 200
    clock.advance(10 * MINUTE + SECOND)

    after = client.get(home)

    assert words in client.get(after["Location"]).content.decode()
    assert AuditRecord.objects.get(act=Act.SESSION_EXPIRED).facts["why"] == "lasted"


def test_a_public_page_stays_open_to_whoever_has_been_signed_out(clock: Clock) -> None:
    client = signed_in(a_clerk())
    clock.advance(HOUR)

    page = client.get("/news/")

    assert page.status_code == 200
    assert "因為閒置超過 30 分鐘" in page.content.decode()
    assert 'id="idle"' not in page.content.decode()


def test_a_form_that_is_sent_too_late_leads_back_to_the_page_it_stood_on(clock: Clock) -> None:
    client = signed_in(a_clerk())
    clock.advance(HOUR)

    answer = client.post("/account/devices/end-others/", headers={"Referer": "http://testserver/account/devices/?x=1"})

    assert answer["Location"] == "/login/?next=/account/devices/%3Fx%3D1"


@pytest.mark.parametrize("came_from", ["", "https://evil.example/account/", "//evil.example/"])
def test_a_form_from_nowhere_or_elsewhere_leads_to_the_login_alone(came_from: str) -> None:
    answer = Client().post("/account/devices/end-others/", headers={"Referer": came_from})

    assert answer["Location"] == "/login/"


@pytest.mark.parametrize("headers", [FETCHED, HTMX, BY_XHR], ids=["fetch", "htmx", "upload"])
@pytest.mark.parametrize("state", ["stranger", "idle", "ended"])
def test_a_script_is_answered_in_words_and_not_with_the_login_page(clock: Clock, state: str, headers) -> None:
    user = a_clerk()
    client = Client() if state == "stranger" else signed_in(user)
    if state == "idle":
        clock.advance(HOUR)
    if state == "ended":
        end_all(user, by=user)

    answer = client.get("/company/", headers=headers)

    assert answer.status_code == 401
    assert "登入已經結束" in answer.content.decode()
    assert "<form" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def switch_off(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def change_password(user: User) -> None:
    user.set_password("另外一句夠長的密碼，海鷗都不知道")
    user.save(update_fields=["password"])


def take_rows_away(user: User) -> None:
    SignIn.objects.filter(user=user).delete()


def give_row_away(user: User) -> None:
    SignIn.objects.filter(user=user).update(user=a_clerk())


@pytest.mark.parametrize(
    "act",
    [
        lambda user: end(SignIn.objects.get(user=user), by=user),
        lambda user: end_all(user, by=user),
        switch_off,
        change_password,
        take_rows_away,
        give_row_away,
    ],
    ids=["end", "end all", "switched off", "password", "no row", "row of another"],
)
def test_what_ends_a_sign_in_bites_at_the_next_request(act) -> None:
    user = a_clerk()
    client = signed_in(user)
    before = client.get("/company/")

    act(user)

    assert before.status_code == 200
    assert client.get("/company/")["Location"] == "/login/?next=/company/"
    assert client.get("/company/").status_code == 302


def test_a_session_that_got_a_new_key_goes_on_and_can_still_be_ended() -> None:
    user = a_clerk()
    client = signed_in(user)
    session = client.session
    session.cycle_key()
    session.save()
    client.cookies["sessionid"] = session.session_key
    goes_on = client.get("/company/")

    end(SignIn.objects.get(), by=user)

    assert goes_on.status_code == 200
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_who_is_signed_in_stays_so_while_the_key_of_the_server_is_changed(settings) -> None:
    client = signed_in(a_clerk())
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next one", [settings.SECRET_KEY]

    first, second = client.get("/company/"), client.get("/company/")
    settings.SECRET_KEY_FALLBACKS = []

    assert (first.status_code, second.status_code, client.get("/company/").status_code) == (200, 200, 200)


def test_a_session_without_a_sign_in_counts_for_nothing() -> None:
    client = signed_in(a_clerk())
    session = client.session
    del session[SIGN_IN]
    session.save()

    assert client.get("/company/").status_code == 302


def test_a_way_out_that_is_not_the_button_ends_the_row_as_well() -> None:
    """As when the account was reopened meanwhile, and the gate shows out whoever is still inside."""
    user = a_clerk()
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(email_verified_at=None)

    client.get("/company/")

    assert SignIn.objects.get().ended_at


def test_the_device_and_where_it_is_are_kept() -> None:
    user = a_clerk()
    client = Client(REMOTE_ADDR="192.0.2.44", headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/143.0"})

    client.post("/login/", {"username": user.username, "password": PASSWORD})

    row = SignIn.objects.get()
    assert row.device == "Firefox・Linux"
    assert row.origin.startswith("192.0.2.0/24")
    assert not row.with_factor


def test_whatever_page_is_opened_is_a_use(clock: Clock) -> None:
    client = signed_in(a_clerk())
    clock.advance(10 * MINUTE)

    client.get("/news/")

    row = SignIn.objects.get()
    assert (row.seen_at, row.idle_at) == (clock.now, clock.now + 30 * MINUTE)
