"""Staff pages are left out of a deployment, or bound to networks (A-07, A-10 to A-14).

From elsewhere they are not there, and nobody of the staff comes in.
"""

import re
from collections.abc import Callable
from ipaddress import ip_network

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.enums import StaffRole
from port.accounts.models import SignIn, User
from port.audit.enums import Act, Result
from port.audit.models import AuditRecord
from tests.codebase.test_settings import PRODUCTION, START, run
from tests.factories import PASSWORD, a_company_account, a_staff_member
from web.components.staff_network import staff_may_sign_in_here
from web.public.entering import half_in, wait_for_factor
from web.staff.urls import urlpatterns

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = "192.0.2.7", "198.51.100.7"
SAMPLES = {"int": "1", "uuid": "5f0c2a1e-3b9d-4a51-8a44-0c6a3a1f7a11", "slug": "weeks", "str": "x"}


def left_out(settings) -> None:
    settings.STAFF_PAGES = False


def bound_to_a_network(settings) -> None:
    settings.STAFF_NETWORKS = (ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"))


@pytest.fixture(params=[left_out, bound_to_a_network], ids=["left out", "another network"])
def elsewhere(request, settings) -> Client:
    """A browser where staff pages are not. The tree of addresses is read once for all tests, so before the settings change."""
    assert "staff" in get_resolver("config.urls").namespace_dict
    request.param(settings)
    return Client(REMOTE_ADDR=OUTSIDE)


@pytest.fixture
def bound(settings) -> Callable[..., bool]:
    """Whether staff may come in from an address, when the pages are bound to networks."""
    bound_to_a_network(settings)
    return lambda **meta: staff_may_sign_in_here(RequestFactory().get("/", **meta))


def every_staff_path() -> list[str]:
    """One path for each address of the desk, made from its route."""
    return [
        "/staff/" + re.sub(r"<(\w+):\w+>", lambda part: SAMPLES[part[1]], str(each.pattern)) for each in urlpatterns
    ]


def sign_in(client: Client, person: User, password: str = PASSWORD):
    return client.post(reverse("public:login"), {"username": person.username, "password": password})


def words_of(page) -> str:
    """What the page says, without what is different in each request."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page.content.decode())
    return re.sub(r"harbour\d+", "harbour", text)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", [None, *StaffRole], ids=str)
def test_no_address_of_the_desk_is_there(role: StaffRole | None, method: str, elsewhere: Client) -> None:
    if role:
        elsewhere.force_login(a_staff_member(role))

    paths = every_staff_path()
    answers = {path: getattr(elsewhere, method)(path).status_code for path in [*paths, "/staff/no-such-page/"]}

    assert len(paths) > 40
    assert set(answers.values()) == {404}, answers


def test_an_address_without_its_slash_tells_nothing_either(elsewhere: Client) -> None:
    assert {elsewhere.get(path).status_code for path in ("/staff", "/staff/people", "/staff/no-such-page")} == {404}


def test_the_right_password_of_staff_is_answered_like_a_wrong_one(elsewhere: Client) -> None:
    person = a_staff_member(StaffRole.REVIEWER)

    right = sign_in(elsewhere, person)
    wrong = sign_in(elsewhere, person, "隨便寫的一句話但不是密碼本身")

    assert right.status_code == wrong.status_code == 422
    assert words_of(right) == words_of(wrong)
    assert "_auth_user_id" not in elsewhere.session
    assert not SignIn.objects.exists()
    refused, failed = AuditRecord.objects.about(person)
    assert (refused.act, refused.result, refused.facts) == (
        Act.ACCOUNT_SIGN_IN_FAILED,
        Result.REFUSED,
        {"tried": "elsewhere"},
    )
    assert failed.result == Result.FAILED


def test_who_began_to_sign_in_inside_does_not_finish_elsewhere(elsewhere: Client, rf: RequestFactory) -> None:
    request = rf.post("/", REMOTE_ADDR=OUTSIDE)
    request.session = elsewhere.session

    wait_for_factor(request, a_staff_member(StaffRole.REVIEWER), remember=False, wanted="")

    assert half_in(request) is None


def test_the_session_of_staff_counts_for_nothing_and_no_link_leads_to_the_desk(elsewhere: Client) -> None:
    elsewhere.force_login(a_staff_member(StaffRole.HEAD))

    front, inside = elsewhere.get(reverse("public:home")), elsewhere.get(reverse("company:home"))

    assertNotContains(front, "/staff/")
    assertContains(front, "登入")
    assert inside.status_code == 302
    assert inside.headers["Location"].startswith(reverse("public:login"))


def test_companies_come_in_as_ever(elsewhere: Client) -> None:
    assertRedirects(
        sign_in(elsewhere, a_company_account().user), reverse("company:home"), fetch_redirect_response=False
    )


def test_inside_the_network_staff_come_in_and_the_desk_is_there(settings) -> None:
    bound_to_a_network(settings)
    browser = Client(REMOTE_ADDR=INSIDE)

    assertRedirects(sign_in(browser, a_staff_member(StaffRole.HEAD)), reverse("staff:home"), target_status_code=302)

    assert browser.get(reverse("staff:queue")).status_code == 200


def test_a_session_counts_again_when_its_browser_is_back(settings) -> None:
    bound_to_a_network(settings)
    browser = Client(REMOTE_ADDR=INSIDE)
    browser.force_login(a_staff_member(StaffRole.HEAD))

    assert browser.get(reverse("staff:queue"), REMOTE_ADDR=OUTSIDE).status_code == 404
    assert browser.get(reverse("staff:queue")).status_code == 200


@pytest.mark.parametrize("address", [INSIDE, "192.0.2.255", "2001:db8::1", "::ffff:192.0.2.7", "2001:db8::1%eth0"])
def test_an_address_of_the_networks_is_inside(address: str, bound) -> None:
    assert bound(REMOTE_ADDR=address)


@pytest.mark.parametrize(
    "address", [OUTSIDE, "192.0.3.0", "2001:db9::1", "::ffff:198.51.100.7", "", "unix:", "192.0.2"]
)
def test_any_other_is_outside_and_so_is_what_is_no_address(address: str, bound) -> None:
    assert not bound(REMOTE_ADDR=address)


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_has_seen(bound, settings) -> None:
    settings.BEHIND_PROXY = True

    assert bound(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"{OUTSIDE}, {INSIDE}")
    assert not bound(REMOTE_ADDR=INSIDE, HTTP_X_FORWARDED_FOR=f"{INSIDE}, {OUTSIDE}")


def test_without_a_proxy_what_a_visitor_says_of_the_address_counts_for_nothing(bound) -> None:
    assert not bound(REMOTE_ADDR=OUTSIDE, HTTP_X_FORWARDED_FOR=INSIDE)


def test_the_tree_without_the_desk_lacks_nothing_else() -> None:
    whole, without = (set(get_resolver(tree).namespace_dict) for tree in ("config.urls", "config.urls_without_staff"))

    assert whole - without == {"staff"}
    assert without < whole


SAYS_WHAT_IS_THERE = """
from django.urls import Resolver404, resolve
for path in ('/staff/', '/login/'):
    try:
        print(resolve(path).view_name)
    except Resolver404:
        print('no such address')
"""


@pytest.mark.parametrize(
    ("environment", "told"),
    [({}, "staff:queue public:login"), ({"STAFF_PAGES": "no"}, "no such address public:login")],
    ids=["with", "without"],
)
def test_the_operator_leaves_the_desk_out_of_a_deployment(environment: dict[str, str], told: str, tmp_path) -> None:
    result = run("production", START + SAYS_WHAT_IS_THERE, tmp_path, **PRODUCTION, **environment)

    assert " ".join(result.stdout.splitlines()) == told, result.stderr


def test_the_operator_names_the_networks(tmp_path) -> None:
    says = "from django.conf import settings; print(*settings.STAFF_NETWORKS)"

    result = run("production", START + says, tmp_path, **PRODUCTION, STAFF_NETWORKS="192.0.2.0/24 2001:db8::/32")

    assert result.stdout.strip() == "192.0.2.0/24 2001:db8::/32", result.stderr


@pytest.mark.parametrize("networks", ["192.0.2.7/24", "office", "192.0.2.0/33", "192.0.2.0/24, 198.51.100.0/24"])
def test_what_is_no_network_is_noticed_at_the_start(networks: str, tmp_path) -> None:
    result = run("production", START, tmp_path, **PRODUCTION, STAFF_NETWORKS=networks)

    assert result.returncode != 0
    assert "STAFF_NETWORKS must be networks such as 192.0.2.0/24" in result.stderr
