"""One worklist over all companies: what is refused, what waits, what runs out."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from port.accounts.models import User
from port.bindings.asking import ask_by_letter
from port.changes.enums import ChangeState
from port.changes.models import ChangeRequest
from port.companies.enums import DocumentState
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from tests.factories import (
    a_binding,
    a_company_account,
    a_company_document,
    a_reviewer,
    a_verified_application,
)
from tests.factories.changes import a_change
from tests.web.company.acting import main_of, switch

WORKLIST = "/company/worklist/"


def tasks(client, group: str) -> list[tuple[str, str]]:
    found = getattr(client.get(WORKLIST).context["tasks"], group)
    return [(task.company.name if task.company else "", f"{task.title} {task.chip}") for task in found]


def decided(company, state: DocumentState, **more):
    by = {"decided_by": a_reviewer(), "decided_at": timezone.now(), "answer": "文件缺第二頁。"}
    return a_company_document(company=company, state=state, **by | more)


def a_change_of(company) -> ChangeRequest:
    """Asked by the general account of the company."""
    return a_change(account=company.accounts.first())


def refuse(change: ChangeRequest, *, at) -> None:
    answer = {"state": ChangeState.REJECTED, "answer": "請補文件。", "decided_by": a_reviewer(), "decided_at": at}
    ChangeRequest.objects.filter(pk=change.pk).update(**answer)


def test_it_is_the_home_of_whoever_has_chosen_no_company_yet(switcher):
    assert switcher.get("/company/").url == WORKLIST


def test_documents_that_are_refused_missing_and_waiting_are_told_with_their_companies(switcher, companies):
    decided(companies[0], DocumentState.REJECTED)

    assert tasks(switcher, "refused") == [
        (companies[1].name, "公司證明文件 尚未上傳"),
        (companies[0].name, "公司證明文件 未通過"),
    ] or tasks(switcher, "refused") == [
        (companies[0].name, "公司證明文件 未通過"),
        (companies[1].name, "公司證明文件 尚未上傳"),
    ]
    a_company_document(company=companies[1])
    assert tasks(switcher, "waiting") == [(companies[1].name, "公司證明文件 待審核")]


def test_a_document_in_force_is_nothing_to_do(switcher, companies):
    for company in companies:
        decided(company, DocumentState.APPROVED)

    page = main_of(switcher.get(WORKLIST))

    assert switcher.get(WORKLIST).context["tasks"].is_empty
    assert "目前沒有要處理的事" in page


def test_changes_that_wait_and_those_refused_of_late_are_told(switcher, companies):
    for company in companies:
        decided(company, DocumentState.APPROVED)
    a_change_of(companies[0])
    refuse(a_change_of(companies[1]), at=timezone.now())

    assert tasks(switcher, "waiting") == [(companies[0].name, "變更公司名稱或統編 待審核")]
    assert tasks(switcher, "refused") == [(companies[1].name, "變更公司名稱或統編 未通過")]


def test_a_change_refused_long_ago_is_told_no_more(switcher, companies):
    for company in companies:
        decided(company, DocumentState.APPROVED)
    refuse(a_change_of(companies[0]), at=timezone.now() - timedelta(days=40))

    assert switcher.get(WORKLIST).context["tasks"].is_empty


def test_a_request_by_letter_says_until_when_it_waits(switcher, holder):
    binding = ask_by_letter(shared=holder, username="nobody2026")

    (task,) = switcher.get(WORKLIST).context["tasks"].running_out
    assert task.until == binding.expires_at
    assert "nobody2026" in task.title


def test_a_held_account_under_review_waits_then_must_be_proven_again_or_mended(switcher, holder):
    application = a_verified_application()
    a_binding(shared=holder, general=application.user)
    company = application.company.name

    reopened = reopen(application, by=a_reviewer(), reason="統一編號需再確認。")
    waits = tasks(switcher, "waiting")
    refused = approve(reopened, by=a_reviewer())
    runs_out = tasks(switcher, "running_out")
    reject(reopen(refused, by=a_reviewer(), reason="再查。"), by=a_reviewer(), reasons=[], note="缺頁")

    title = f"一般帳號 {application.username}"
    assert waits == [(company, f"{title} 重新審核中")]
    assert runs_out == [(company, f"{title} 尚未驗證")]
    assert (company, f"{title} 未通過") in tasks(switcher, "refused")


def test_a_held_account_whose_mailbox_is_changed_must_be_proven(switcher, holder):
    account = a_company_account()
    a_binding(shared=holder, general=account.user)
    User.objects.filter(pk=account.user.pk).update(email_verified_at=None)

    assert (account.company.name, f"一般帳號 {account.user.username} 尚未驗證") in tasks(switcher, "refused")


def test_the_button_of_a_line_switches_and_goes_there(switcher, companies):
    task = next(task for task in switcher.get(WORKLIST).context["tasks"].refused if task.company == companies[1])

    answer = switch(switcher, task.company, next=task.goal)

    assert answer.url == "/company/documents/"
    assert switcher.get(answer.url).wsgi_request.acting_company == companies[1]


def test_nothing_of_companies_that_are_not_held_stands_in_it(switcher):
    stranger = a_company_account().company
    decided(stranger, DocumentState.REJECTED)

    assert stranger.name not in switcher.get(WORKLIST).content.decode()


def test_it_costs_the_same_however_many_companies_there_are(switcher, holder, companies, django_assert_num_queries):
    switcher.get(WORKLIST)  # the first request of a session notes when it was seen
    with CaptureQueriesContext(connection) as asked:
        switcher.get(WORKLIST)
    for _ in range(6):
        company = a_binding(shared=holder).general.company_account.company
        decided(company, DocumentState.REJECTED)
        a_company_document(company=company)
        a_change_of(company)
        ask_by_letter(shared=holder, username=f"nobody{company.pk:04}")

    with django_assert_num_queries(len(asked)):
        switcher.get(WORKLIST)
