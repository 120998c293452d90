"""港務人員: the pages of whoever manages the staff accounts."""

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.enums import StaffEnding, StaffRole, StaffVerdict
from port.accounts.models import StaffReview, User
from port.accounts.staff import NewStaff, end, invite
from port.accounts.staff_review import sign_off
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.models import Letter
from tests.factories import a_staff_member, a_user, an_application

pytestmark = pytest.mark.django_db
TYPED = {"name": "林海生", "username": "Lin.Harbour", "email": "lin@example.org", "role": "reviewer"}


@pytest.fixture
def manager(db) -> User:
    return a_staff_member(StaffRole.SYSTEM, name="蔡維運")


@pytest.fixture
def office(manager: User, client: Client) -> Client:
    client.force_login(manager)
    return client


def the_page_of(account: User) -> str:
    return reverse("staff:person", args=[account.pk])


def do(office: Client, act: str, account: User, **typed: str):
    return office.post(reverse(f"staff:person_{act}", args=[account.pk]), typed, follow=True)


def test_the_list_tells_of_each_account_what_a_manager_needs(office: Client, manager: User) -> None:
    account = a_staff_member(StaffRole.AUDITOR, name="郭稽明", username="kuo.audits")
    sign_off(account, verdict=StaffVerdict.KEEP, note="", by=manager)
    invite(NewStaff(username="wu.writes", name="吳文心", email="wu@example.org", role=StaffRole.CONTENT), by=manager)

    page = office.get(reverse("staff:people"))

    for words in ("郭稽明", "kuo.audits", "稽核", "從未登入", "邀請中", "使用中", "尚未清查"):
        assertContains(page, words)


def test_who_has_ended_is_listed_apart(office: Client, manager: User) -> None:
    account = a_staff_member(StaffRole.CONTENT, name="吳文心")
    end(account, reason=StaffEnding.LEFT, by=manager)

    assertNotContains(office.get(reverse("staff:people")), "吳文心")
    assertContains(office.get(reverse("staff:people") + "?ended"), "吳文心")


def test_a_long_list_is_paged_by_account_name(office: Client) -> None:
    for number in range(60):
        a_staff_member(StaffRole.CONTENT, username=f"a{number:03}.staff")

    first = office.get(reverse("staff:people"))
    assertContains(first, "a049.staff")
    assertNotContains(first, "a050.staff")

    second = office.get(reverse("staff:people") + first.context["next"])
    assertContains(second, "a050.staff")
    assertContains(second, "a059.staff")


@pytest.mark.parametrize("key", ["x", "-1", "９", "9" * 30, "999999"])
def test_a_key_of_no_account_shows_the_list_from_its_beginning(key: str, office: Client, manager: User) -> None:
    assertContains(office.get(reverse("staff:people"), {"after": key}), manager.username)


def test_the_list_costs_the_same_for_many_as_for_few(office: Client, django_assert_max_num_queries) -> None:
    for _ in range(20):
        a_staff_member(StaffRole.CONTENT)

    with django_assert_max_num_queries(12):
        office.get(reverse("staff:people"))


def test_somebody_is_invited_by_the_form(office: Client, manager: User) -> None:
    answer = office.post(reverse("staff:person_invite"), TYPED, follow=True)

    account = User.objects.get(username="lin.harbour")
    assertRedirects(answer, the_page_of(account))
    assertContains(answer, "已寄出邀請信給 林海生")
    assertContains(answer, manager.name)
    assert Letter.objects.about(account).get().to_address == "lin@example.org"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "請填寫姓名。"),
        ({"username": "ab"}, "帳號太短"),
        ({"username": "admin1", "role": ""}, "請選擇職務。"),
        ({"email": "nobody"}, "Email 缺少 @"),
        ({"role": "king"}, "職務"),
    ],
)
def test_what_is_missing_is_told_and_nobody_is_invited(typed: dict[str, str], told: str, office: Client) -> None:
    answer = office.post(reverse("staff:person_invite"), TYPED | typed)

    assertContains(answer, told, status_code=422)
    assert not User.objects.filter(name="林海生").exists()


@pytest.mark.parametrize("holder", [lambda name: a_user(username=name), lambda name: an_application(username=name)])
def test_a_name_that_an_account_or_an_application_holds_is_taken(holder, office: Client) -> None:
    holder("lin.harbour")

    answer = office.post(reverse("staff:person_invite"), TYPED)

    assertContains(answer, "帳號已經存在", status_code=422)


def test_a_role_is_changed_and_bites_at_the_next_request(office: Client) -> None:
    head = a_staff_member(StaffRole.HEAD)
    desk = Client()
    desk.force_login(head)
    assert desk.get(reverse("staff:figures")).status_code == 200

    answer = do(office, "role", head, role="reviewer")

    assertContains(answer, "職務是審核人員")
    assertContains(answer, "變更職務：主管 → 審核人員")
    assert desk.get(reverse("staff:figures")).status_code == 403
    assert desk.get(reverse("staff:queue")).status_code == 200


def test_who_is_ended_is_out_at_the_next_request(office: Client) -> None:
    reviewer = a_staff_member(StaffRole.REVIEWER)
    desk = Client()
    desk.force_login(reviewer)

    answer = do(office, "end", reviewer, reason="left")

    assertContains(answer, "已停用")
    assertContains(answer, "停用港務人員帳號：離職或調職")
    assertRedirects(desk.get(reverse("staff:queue")), f"{reverse('public:login')}?next={reverse('staff:queue')}")


def test_an_end_needs_its_reason(office: Client) -> None:
    reviewer = a_staff_member(StaffRole.REVIEWER)

    answer = office.post(reverse("staff:person_end", args=[reviewer.pk]))

    assertContains(answer, "請選擇停用原因。", status_code=422)
    reviewer.refresh_from_db()
    assert reviewer.is_active


@pytest.mark.parametrize("reason", ["idle", "review"])
def test_the_reasons_of_the_clock_and_the_review_are_not_for_the_form(reason: str, office: Client) -> None:
    answer = office.post(reverse("staff:person_end", args=[a_staff_member(StaffRole.HEAD).pk]), {"reason": reason})

    assert answer.status_code == 422


def test_who_has_ended_comes_back_by_an_invitation(office: Client, manager: User) -> None:
    reviewer = a_staff_member(StaffRole.REVIEWER)
    end(reviewer, reason=StaffEnding.LEFT, by=manager)

    answer = do(office, "restore", reviewer)

    assertContains(answer, "帳號已恢復，並已寄出新的邀請信")
    assertContains(answer, "邀請中")


def test_an_invitation_is_sent_again(office: Client, manager: User) -> None:
    person = NewStaff(username="wu.writes", name="吳文心", email="wu@example.org", role=StaffRole.CONTENT)
    account = invite(person, by=manager)

    answer = do(office, "invite_again", account)

    assertContains(answer, "新的邀請信已寄出")
    assert Letter.objects.about(account).count() == 2


def test_the_sessions_of_somebody_are_ended(office: Client) -> None:
    reviewer = a_staff_member(StaffRole.REVIEWER)
    desk = Client()
    desk.force_login(reviewer)

    assertContains(do(office, "end_sessions", reviewer), "已結束 1 個登入")
    assert desk.get(reverse("staff:queue")).status_code == 302
    assertContains(do(office, "end_sessions", reviewer), "目前沒有登入")


def test_the_own_page_offers_nothing_and_a_post_is_refused_in_words(office: Client, manager: User) -> None:
    a_staff_member(StaffRole.SYSTEM)

    assertNotContains(office.get(the_page_of(manager)), reverse("staff:person_end", args=[manager.pk]))
    answer = do(office, "end", manager, reason="left")

    assertContains(answer, "不能變更自己的帳號")
    manager.refresh_from_db()
    assert manager.is_active


def test_a_company_has_no_page_here(office: Client) -> None:
    assert office.get(the_page_of(a_user())).status_code == 404


def test_an_account_is_signed_off_in_the_review(office: Client, manager: User) -> None:
    account = a_staff_member(StaffRole.HEAD, name="黃主恩")
    assertContains(office.get(reverse("staff:people_review")), "要由另一位系統管理人員清查")

    answer = do(office, "review", account, verdict="keep", note="仍在職")

    assertContains(answer, "黃主恩：繼續使用，已簽核。")
    assert StaffReview.objects.get().by == manager
    assertNotContains(office.get(reverse("staff:people_review")), "黃主恩")


def test_a_sign_off_without_a_verdict_says_so_at_its_account(office: Client) -> None:
    account = a_staff_member(StaffRole.HEAD)
    a_staff_member(StaffRole.CONTENT)

    answer = office.post(reverse("staff:person_review", args=[account.pk]), {"note": "仍在職"})

    assertContains(answer, "請選擇「繼續使用」或「停用」。", status_code=422)
    assertContains(answer, "仍在職</textarea>", status_code=422)
    assert not StaffReview.objects.exists()


def test_a_second_sign_off_is_answered_in_words(office: Client) -> None:
    account = a_staff_member(StaffRole.HEAD)
    do(office, "review", account, verdict="keep")

    assertContains(do(office, "review", account, verdict="end"), "已經清查過了")
    account.refresh_from_db()
    assert account.is_active


def test_the_list_is_taken_along_with_role_approver_last_login_and_sign_off(office: Client, manager: User) -> None:
    office.post(reverse("staff:person_invite"), TYPED | {"name": "=cmd()", "username": "evil.sheet"})
    account = a_staff_member(StaffRole.HEAD, name="黃主恩")
    sign_off(account, verdict=StaffVerdict.KEEP, note="=1+1", by=manager)

    answer = office.get(reverse("staff:people_csv"))

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == User.objects.count()
    row = next(row for row in rows if row["姓名"] == "黃主恩")
    assert (row["職務"], row["最近登入"], row["清查結論"], row["清查人"]) == ("主管", "從未登入", "繼續使用", "蔡維運")
    assert row["清查說明"] == "'=1+1"
    assert "審核案件" in row["權限"]
    assert AuditRecord.objects.get(act=Act.STAFF_EXPORTED).facts == {"rows": len(rows)}


@pytest.mark.parametrize("page", ["people", "people_review", "person_invite"])
def test_no_page_of_people_is_kept_by_a_browser(page: str, office: Client) -> None:
    assert office.get(reverse(f"staff:{page}")).headers["Cache-Control"] == "private, no-store"
