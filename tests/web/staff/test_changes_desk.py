"""變更申請 at the desk: what the reviewer sees, the second question, and the decision."""

import pytest
from django.test import Client
from django.urls import reverse

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.changes import listing
from port.changes.enums import ChangeKind, ChangeState
from port.changes.models import ChangeRequest
from port.changes.workflow import approve, reject, withdraw
from port.companies.models import Company
from port.documents.enums import ScanVerdict
from port.documents.models import StoredDocument
from port.letters.models import Letter
from port.options import options
from tests.factories import a_company, a_company_account, a_document_reading, a_reviewer, a_stored_document_with_files
from tests.factories.changes import a_change
from tests.factories.numbers import next_ubn
from tests.port.companies.papers import lines_of

pytestmark = pytest.mark.django_db

LIST = "/staff/changes/"


def at(change: ChangeRequest, act: str = "change") -> str:
    return reverse(f"staff:{act}", args=[change.pk])


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("kind", ChangeKind)
def test_what_waits_is_listed_and_opens(desk: Client, kind):
    change = a_change(kind)

    page = text(desk.get(LIST))

    assert change.reference in page
    assert at(change) in page
    assert desk.get(at(change)).status_code == 200


def test_what_has_ended_is_listed_apart(desk, reviewer):
    waiting, ended = a_change(), reject(a_change(), by=reviewer, reasons=[], note="缺頁")

    now, then = text(desk.get(LIST)), text(desk.get(LIST + "?show=ended"))

    assert (waiting.reference in now, ended.reference in now) == (True, False)
    assert (waiting.reference in then, ended.reference in then) == (False, True)


def test_a_long_list_is_paged_and_a_strange_address_is_answered(desk, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_ROWS", 2)
    changes = [a_change() for _ in range(3)]

    first = desk.get(LIST)
    second = desk.get(LIST + first.context["next"])

    assert changes[2].reference in text(second)
    assert changes[0].reference not in text(second)
    assert desk.get(LIST + "?show=x&after=%00").status_code == 200


def test_looking_is_recorded(desk, reviewer):
    change = a_change()

    desk.get(at(change))
    desk.get(at(change))

    assert AuditRecord.objects.about(change).filter(act=Act.CHANGE_VIEWED, actor_id=reviewer.pk).count() == 1


def test_what_is_on_record_stands_beside_what_is_asked(desk):
    account, number = a_company_account(), next_ubn()
    change = a_change(account=account, number=number)

    page = text(desk.get(at(change)))

    for words in [account.company.name, change.new_company_name, account.company.number, number, "檢查碼正確"]:
        assert words in page


def test_the_paper_is_compared_with_what_is_asked(desk):
    change = a_change(name="晴海示範船務股份有限公司")
    a_document_reading(change.file, lines=lines_of("公司名稱：晴海示範船務股份有限公司"))

    assert "與文件相符" in text(desk.get(at(change)))


def test_a_number_that_is_taken_is_marked_and_cannot_be_approved(desk):
    number = next_ubn()
    change = a_change(number=number)
    a_company(number=number)

    page = text(desk.get(at(change)))

    assert "已由另一家公司使用" in page
    assert "現在不能審核通過" in page


def test_whether_the_account_of_a_lost_mailbox_exists_is_seen_plainly(desk):
    account = a_company_account()
    known = a_change(ChangeKind.MAILBOX, account=account)
    unknown = a_change(ChangeKind.MAILBOX, account=account, number="12345675")

    assert "統編與帳號相符" in text(desk.get(at(known)))
    page = text(desk.get(at(unknown)))
    assert "系統沒有這個帳號，或統編與帳號不符" in page
    assert account.user.email not in page


def test_other_requests_about_the_same_account_are_named(desk):
    account = a_company_account()
    one, other = a_change(ChangeKind.MAILBOX, account=account), a_change(ChangeKind.HANDOVER, account=account)

    assert other.reference in text(desk.get(at(one)))


def test_the_second_question_shows_the_letters_and_decides_nothing(desk):
    account = a_company_account()
    colleague = a_company_account(company=account.company)
    change = a_change(ChangeKind.HANDOVER, account=account, person=colleague.user)

    answer = desk.post(at(change, "change_check"), {"decision": "approve", "note": "歡迎。"})

    page = text(answer)
    assert "確定審核通過?" in page
    assert "要寄出的信（3 封）" in page
    assert "（只寄給申請人的連結，寄出時產生）" in page
    assert ChangeRequest.objects.get().is_waiting
    assert Letter.objects.count() == 2


def test_who_goes_back_finds_what_was_typed(desk, reason):
    change = a_change()

    answer = desk.post(
        at(change, "change_check"),
        {"decision": "reject", "note": "第二頁缺角。", "reasons": reason("D02"), "edit": "yes"},
    )

    assert answer.status_code == 200
    assert "第二頁缺角。" in text(answer)
    assert answer.context["form"].chosen[0].code == "D02"


def test_an_approval_happens_and_says_so(desk, reviewer):
    change = a_change(name="新名示範船務有限公司")

    answer = desk.post(at(change, "change_decide"), {"decision": "approve", "note": ""}, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert "已決定「審核通過」" in text(answer)
    assert Company.objects.get(pk=change.company_id).name == "新名示範船務有限公司"


def test_a_refusal_happens_with_its_reasons_and_leads_to_the_next(desk, reason):
    change, following = a_change(), a_change()

    answer = desk.post(
        at(change, "change_decide"), {"decision": "reject", "note": "", "reasons": reason("D02")}, follow=True
    )

    change.refresh_from_db()
    assert change.state == ChangeState.REJECTED
    assert answer.redirect_chain == [(at(following), 302)]


@pytest.mark.parametrize("act", ["change_check", "change_decide"])
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"decision": "reject"}, "reasons"),
        ({"decision": "reject", "reasons": "Z99"}, "note"),
        ({"decision": "approve", "reasons": "D02"}, "reasons"),
        ({}, "__all__"),
        ({"decision": "perhaps"}, "__all__"),
    ],
)
def test_what_is_missing_is_told(desk, reason, act, typed, field):
    change = a_change()
    if "reasons" in typed:
        typed = typed | {"reasons": reason(typed["reasons"])}

    answer = desk.post(at(change, act), typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert ChangeRequest.objects.get().is_waiting


def test_whoever_comes_too_late_is_told_by_whom_it_was_decided(desk):
    change = approve(a_change(), by=a_reviewer(name="周同事"))

    for act in ["change_check", "change_decide"]:
        answer = desk.post(at(change, act), {"decision": "reject", "note": "我的說明"})
        assert answer.status_code == 409
        assert "周同事" in text(answer)
        assert "我的說明" in text(answer)


def test_a_withdrawn_request_is_not_decided(desk):
    change = a_change()
    withdraw(change, by=change.asked_by)

    answer = desk.post(at(change, "change_decide"), {"decision": "approve"})

    assert answer.status_code == 409
    assert "已撤回" in text(answer)


def test_what_cannot_be_done_any_more_is_said_and_nothing_happens(desk):
    number = next_ubn()
    change = a_change(number=number)
    a_company(number=number)

    answer = desk.post(at(change, "change_decide"), {"decision": "approve"})

    assert answer.status_code == 422
    assert "另一家公司" in text(answer)
    assert ChangeRequest.objects.get().is_waiting


def test_an_address_that_is_only_posted_to_leads_to_the_request(desk):
    change = a_change()

    for act in ["change_check", "change_decide", "change_link"]:
        assert desk.get(at(change, act)).url == at(change)


def test_the_link_can_be_sent_again_while_nobody_has_used_it(desk, reviewer):
    change = approve(a_change(ChangeKind.MAILBOX), by=reviewer)
    age = options().verification_pause
    for link in User.objects.get(pk=change.account_id).password_links.all():
        link.created_at -= age
        link.save()

    page = text(desk.get(at(change)))
    answer = desk.post(at(change, "change_link"), follow=True)

    assert "再寄一次設定密碼的連結" in page
    assert "先前的連結失效" in text(answer)
    assert "沒有再寄" in text(desk.post(at(change, "change_link"), follow=True))


# The document


def test_the_pages_and_the_original_of_a_request_are_served_and_the_original_is_recorded(desk, reviewer):
    change = a_change()

    page = desk.get(reverse("staff:page", args=[change.file_id, 1]))
    thumbnail = desk.get(reverse("staff:thumbnail", args=[change.file_id, 1]))
    original = desk.get(reverse("staff:original", args=[change.file_id, 1]))

    assert [answer.status_code for answer in (page, thumbnail, original)] == [200, 200, 200]
    for answer in (page, thumbnail, original):
        b"".join(answer.streaming_content)
    assert AuditRecord.objects.about(change).filter(act=Act.DOCUMENT_DOWNLOADED, actor_id=reviewer.pk).count() == 1


def test_an_original_that_may_carry_a_virus_stays(desk):
    change = a_change()
    StoredDocument.objects.update(scan=ScanVerdict.UNSCANNED)

    answer = desk.get(reverse("staff:original", args=[change.file_id, 1]))

    assert answer.status_code == 403
    assert not AuditRecord.objects.about(change).filter(act=Act.DOCUMENT_DOWNLOADED).exists()


def test_a_file_that_belongs_to_nothing_at_the_desk_does_not_exist(desk):
    stray = a_stored_document_with_files()

    for name in ["page", "thumbnail", "original"]:
        assert desk.get(reverse(f"staff:{name}", args=[stray.pk, 1])).status_code == 404


def test_a_missing_page_is_not_found(desk):
    change = a_change()

    for name in ["page", "thumbnail", "original"]:
        assert desk.get(reverse(f"staff:{name}", args=[change.file_id, 9])).status_code == 404
