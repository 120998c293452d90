"""領取 and 交回 from a row of the queue, and what is told when a colleague was faster."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from port.accounts.models import User
from port.companies.models import CompanyDocument
from port.companies.workflow import approve_document
from port.review.claims import claim, holder_of
from port.review.models import Claim
from tests.factories import (
    a_claim,
    a_company_document,
    a_head,
    a_held_decision,
    a_refused_application,
    a_reviewer,
    an_application,
)

QUEUE = reverse("staff:queue")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(db: None) -> CompanyDocument:
    return an_application().document


@pytest.fixture
def colleague(db: None) -> User:
    return a_reviewer(name="陳志明")


def path_of(act: str, case: CompanyDocument, query: str = "?show=account&q=%E9%81%A0%E5%B2%B8") -> str:
    return reverse(f"staff:{act}", args=[case.pk]) + query


def clock_of(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def test_claiming_leads_back_to_the_row_in_the_same_view(case: CompanyDocument, desk: Client, reviewer: User) -> None:
    answer = desk.post(path_of("claim", case))

    assertRedirects(answer, f"{QUEUE}?show=account&q=%E9%81%A0%E5%B2%B8#case-{case.pk}", fetch_redirect_response=False)
    lease = Claim.objects.get()
    assert (lease.case, lease.holder) == (case, reviewer)
    assertContains(desk.get(QUEUE), f"您處理中，至 {clock_of(lease.until)}")


def test_a_row_says_who_works_on_it_and_offers_only_what_is_possible(
    case: CompanyDocument, colleague: User, desk: Client
) -> None:
    lease = claim(case, by=colleague)

    answer = desk.get(QUEUE)

    assertContains(answer, f"陳志明 處理中，至 {clock_of(lease.until)}")
    assertNotContains(answer, path_of("claim", case, ""))
    assertNotContains(answer, path_of("release", case, ""))


def test_an_ended_lease_is_free_to_take(case: CompanyDocument, colleague: User, desk: Client) -> None:
    a_claim(case=case, holder=colleague, until=timezone.now() - timedelta(seconds=1))

    answer = desk.get(QUEUE)

    assertNotContains(answer, "處理中，至")
    assertContains(answer, path_of("claim", case, ""))


def test_who_is_second_is_told_who_works_on_it_and_until_when(
    case: CompanyDocument, colleague: User, desk: Client
) -> None:
    lease = claim(case, by=colleague)

    answer = desk.post(path_of("claim", case), follow=True)

    assertContains(answer, f"陳志明 已先領取這一件，處理中，至 {clock_of(lease.until)}")
    assert Claim.objects.get().holder == colleague


def test_with_a_script_the_row_alone_is_drawn_anew(case: CompanyDocument, colleague: User, desk: Client) -> None:
    taken = desk.post(path_of("claim", case), headers=HTMX)
    given_back = desk.post(path_of("release", case), headers=HTMX)
    claim(case, by=colleague)
    too_late = desk.post(path_of("claim", case), headers=HTMX)

    assertContains(taken, "您處理中，至")
    assertContains(given_back, "領取")
    assertContains(too_late, "陳志明 處理中，至")
    assert all(answer.content.decode().strip().startswith("<tr") for answer in (taken, given_back, too_late))


def test_giving_back_frees_the_case(case: CompanyDocument, desk: Client, reviewer: User) -> None:
    claim(case, by=reviewer)

    desk.post(path_of("release", case))

    assert holder_of(case, timezone.now()) is None


def test_nobody_gives_back_what_a_colleague_has(case: CompanyDocument, colleague: User, desk: Client) -> None:
    claim(case, by=colleague)

    answer = desk.post(path_of("release", case), follow=True)

    assertContains(answer, "陳志明")
    assert Claim.objects.get().holder == colleague


def test_what_waits_no_longer_is_not_claimed(desk: Client, reviewer: User) -> None:
    case = approve_document(a_company_document(), by=reviewer)

    answer = desk.post(path_of("claim", case), follow=True)
    row = desk.post(path_of("claim", case), headers=HTMX)

    assertContains(answer, "已經沒有待審項目，不需要領取")
    assertContains(row, "文件審核通過")
    assert not Claim.objects.exists()


def test_the_holder_hands_the_case_to_a_colleague_and_stays_on_its_page(
    case: CompanyDocument, colleague: User, desk: Client, reviewer: User
) -> None:
    claim(case, by=reviewer)

    answer = desk.post(path_of("hand_over", case, "?from=case"), {"to": colleague.pk})

    assertRedirects(answer, reverse("staff:case", args=[case.pk]), fetch_redirect_response=False)
    assert Claim.objects.get().holder == colleague


def test_handing_over_needs_a_colleague_who_may_review(case: CompanyDocument, desk: Client, reviewer: User) -> None:
    claim(case, by=reviewer)

    nobody = desk.post(path_of("hand_over", case), {"to": ""}, follow=True)
    unknown = desk.post(path_of("hand_over", case), {"to": "999999"})

    assertContains(nobody, "請先選擇要移交的同事")
    assert unknown.status_code == 404
    assert Claim.objects.get().holder == reviewer


def test_only_a_head_takes_over(case: CompanyDocument, colleague: User, desk: Client, client: Client) -> None:
    claim(case, by=colleague)
    refused = desk.post(path_of("take_over", case), follow=True)
    head = a_head()
    client.force_login(head)

    client.post(path_of("take_over", case))

    assertContains(refused, "只有主管可以接手")
    assert Claim.objects.get().holder == head


def test_a_held_decision_is_told_in_the_row_and_no_longer_awaited(case: CompanyDocument, desk: Client) -> None:
    held = a_held_decision(case=case)

    waiting, all_held = desk.get(QUEUE), desk.get(QUEUE, {"show": "held"})

    for answer in (waiting, all_held):
        assertContains(answer, f"文件審核通過，決定將於 {clock_of(held.due_at)} 生效")
    assertNotContains(waiting, "帳號＋文件")


def test_a_mended_case_wears_a_chip(desk: Client, reviewer: User) -> None:
    before = a_refused_application(by=reviewer)
    an_application()
    plain = desk.get(QUEUE)
    an_application(forerunner=before)

    mended = desk.get(QUEUE)

    assert plain.content.decode().count("補正</span>") == 0
    assert mended.content.decode().count("補正</span>") == 1


@pytest.mark.parametrize("act", ["claim", "release", "hand_over", "take_over"])
def test_following_a_link_to_an_act_changes_nothing(
    act: str, case: CompanyDocument, desk: Client, reviewer: User
) -> None:
    claim(case, by=reviewer)

    answer = desk.get(path_of(act, case))

    assertRedirects(answer, QUEUE, fetch_redirect_response=False)
    assert Claim.objects.get().holder == reviewer
