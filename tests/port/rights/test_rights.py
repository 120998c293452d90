"""What a person may ask about their own data, and until when it is answered."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from port.accounts.enums import StaffRole
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.rights.enums import RightKind, RightMove, RightState
from port.rights.models import RightsRequest
from port.rights.moves import MOVES, moved
from port.rights.own_data import export, own_data
from port.rights.workflow import WAITING_AT_MOST, answer, ask, extend, withdraw
from port.workflows import MoveRefused
from tests.factories import (
    a_company_account,
    a_head,
    a_notice_text,
    a_reviewer,
    a_rights_request,
    a_staff_member,
    a_verified_application,
    everything_acknowledged,
)

pytestmark = pytest.mark.django_db


def letters(kind: LetterKind) -> list[str]:
    return list(Letter.objects.filter(kind=kind).values_list("text", flat=True))


def test_a_request_is_due_in_thirty_days_and_the_letter_says_so() -> None:
    request = a_rights_request(kind=RightKind.DELETE)

    assert request.due_on == timezone.localdate() + timedelta(days=30)
    (text,) = letters(LetterKind.RIGHTS_RECEIVED)
    assert request.reference in text
    assert "刪除" in text
    assert AuditRecord.objects.about(request).get().act == Act.RIGHTS_ASKED


def test_the_same_form_sent_twice_is_one_request() -> None:
    person, form = a_company_account().user, uuid.uuid4()

    first = ask(person=person, kind=RightKind.STOP, text="請停止寄送。", submission_id=form)
    again = ask(person=person, kind=RightKind.STOP, text="請停止寄送。", submission_id=form)

    assert first == again
    assert len(letters(LetterKind.RIGHTS_RECEIVED)) == 1


def test_the_form_of_somebody_else_is_refused_in_words() -> None:
    theirs = a_rights_request()

    with pytest.raises(ValidationError, match="已經失效"):
        a_rights_request(submission_id=theirs.submission_id)

    assert RightsRequest.objects.get() == theirs


def test_so_many_wait_and_no_more() -> None:
    person = a_company_account().user
    requests = [a_rights_request(person=person) for _ in range(WAITING_AT_MOST)]

    with pytest.raises(ValidationError, match="20 件請求"):
        a_rights_request(person=person)
    withdraw(requests[0], by=person)

    assert a_rights_request(person=person).state == RightState.OPEN


def test_a_request_that_says_nothing_is_asked_back() -> None:
    with pytest.raises(ValidationError):
        a_rights_request(text="   ")

    assert not RightsRequest.objects.exists()


def test_the_answer_goes_to_the_person_with_the_words_of_the_desk() -> None:
    request = a_rights_request()

    answered = answer(request, by=a_head(), granted=False, text="操作紀錄依法須保存。")

    assert answered.state == RightState.REFUSED
    (text,) = letters(LetterKind.RIGHTS_ANSWERED)
    assert "未能照您的請求辦理" in text
    assert "操作紀錄依法須保存。" in text


def test_the_time_is_prolonged_once_and_the_reason_is_told() -> None:
    request, head = a_rights_request(), a_head()

    longer = extend(request, by=head, reason="須向其他單位查證。")

    assert longer.due_on == timezone.localdate() + timedelta(days=60)
    assert "須向其他單位查證。" in letters(LetterKind.RIGHTS_EXTENDED)[0]
    with pytest.raises(ValidationError):
        extend(longer, by=head, reason="再延長。")


@pytest.mark.parametrize("role", [role for role in StaffRole if role != StaffRole.HEAD], ids=str)
def test_only_who_has_the_permission_answers(role: StaffRole) -> None:
    with pytest.raises(PermissionDenied):
        answer(a_rights_request(), by=a_staff_member(role), granted=True, text="已更正。")


def test_nobody_withdraws_what_somebody_else_asked() -> None:
    request = a_rights_request()

    with pytest.raises(RightsRequest.DoesNotExist):
        withdraw(request, by=a_company_account().user)

    request.refresh_from_db()
    assert request.state == RightState.OPEN


@pytest.mark.parametrize("move", RightMove, ids=str)
@pytest.mark.parametrize("state", RightState, ids=str)
def test_each_move_is_possible_from_the_states_of_the_table_only(state: RightState, move: RightMove) -> None:
    request = a_rights_request()
    decided = (
        {} if state in (RightState.OPEN, RightState.WITHDRAWN) else {"answer": "已辦理。", "answered_by": a_head()}
    )
    decided |= {"answered_at": timezone.now()} if decided else {}
    RightsRequest.objects.filter(pk=request.pk).update(state=state, **decided)

    if state in MOVES[move].sources:
        with transaction.atomic():
            assert moved(request, move).state == MOVES[move].target
    else:
        with pytest.raises(MoveRefused), transaction.atomic():
            moved(request, move)


def test_an_answer_without_words_is_impossible_in_the_database_too() -> None:
    request = a_rights_request()

    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=request.pk).update(state=RightState.GRANTED)


def test_a_person_reads_all_that_is_kept_on_them_and_nothing_on_others() -> None:
    mine = a_verified_application(name="王示範", email="wang@example.com", company_name="示範甲有限公司")
    a_verified_application(name="李他人", email="lee@example.com", company_name="示範乙有限公司")
    a_rights_request(person=mine.user)

    sections = own_data(mine.user)

    said = str(sections)
    assert all(known in said for known in ("王示範", "wang@example.com", "示範甲有限公司", mine.reference))
    assert not any(other in said for other in ("李他人", "lee@example.com", "示範乙有限公司"))
    assert [one.title for one in sections if one.rows and one.title in {"帳號", "帳號申請", "您代表的公司"}] == [
        "帳號",
        "您代表的公司",
        "帳號申請",
    ]


def test_no_secret_leaves_with_the_data() -> None:
    mine = a_verified_application()

    assert mine.user.password not in str(export(mine.user))
    assert AuditRecord.objects.about(mine.user).filter(act=Act.OWN_DATA_EXPORTED).count() == 1


def test_staff_read_their_own_data_as_well() -> None:
    reviewer = a_reviewer(name="林審核")

    assert "林審核" in str(own_data(reviewer))


def test_what_was_acknowledged_is_among_it() -> None:
    a_notice_text()
    account = a_company_account()
    everything_acknowledged(account)

    titles = {one.title: len(one.rows) for one in own_data(account.user)}

    assert titles["確認過的告知文字"] >= 1
