"""Staff accounts come by invitation and go by an act; each change leaves a record, and nobody acts on the own account (A-01)."""

import pytest
from django.core import mail
from django.utils import timezone

from port.accounts.duties import NotTheirDuty
from port.accounts.enums import LinkPurpose, StaffEnding, StaffRole
from port.accounts.models import SignIn, User
from port.accounts.password_links import DeadLink, find, issue, set_password_by
from port.accounts.permissions import Permission
from port.accounts.roster import StaffState, inviters, state_of
from port.accounts.sessions import begin
from port.accounts.signals import account_ended
from port.accounts.staff import NewStaff, change_role, end, end_sessions, invite, invite_again, restore
from port.accounts.staff_guards import StaffRefusal
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.letters.workflow import send_due
from port.options import options
from tests.factories import PASSWORD, a_staff_member, a_user, at_once

pytestmark = pytest.mark.django_db
NEW = NewStaff(username="lin.harbour", name="林海生", email="lin@example.org", role=StaffRole.REVIEWER)
CHOSEN = "夜裡燈塔每八秒亮一次的那個岬角"


@pytest.fixture
def manager(db) -> User:
    return a_staff_member(StaffRole.SYSTEM, name="蔡維運")


def told(account: User) -> list[tuple[str, dict[str, object]]]:
    records = AuditRecord.objects.about(account).filter(act__startswith="staff.")
    return [(record.act, record.facts) for record in records]


def token_of(account: User) -> str:
    letter = Letter.objects.about(account).filter(kind=LetterKind.STAFF_INVITED).last()
    assert letter is not None
    return letter.link.rstrip("/").rpartition("/")[2]


def test_who_is_invited_has_an_account_that_opens_by_the_link_of_the_letter_only(manager):
    account = invite(NEW, by=manager)

    assert state_of(account) == StaffState.INVITED
    assert not account.has_usable_password()
    link = find(token_of(account))
    assert link is not None
    assert link.purpose == LinkPurpose.INVITATION
    assert link.expires_at - link.created_at == options().invitation_lifetime
    assert told(account) == [(Act.STAFF_INVITED, {"role": "reviewer"})]
    assert inviters([account]) == {account.pk: manager}


def test_the_letter_of_an_invitation_names_account_role_and_time_limit(manager):
    invite(NEW, by=manager)

    send_due(at=timezone.now())

    text = str(mail.outbox[0].body)
    for words in ("林海生 您好", "帳號：lin.harbour", "職務：審核人員", "為止有效", "/choose-password/"):
        assert words in text, text


def test_whoever_uses_the_link_has_joined(manager):
    account = invite(NEW, by=manager)
    link = find(token_of(account))
    assert link is not None

    set_password_by(link, password=CHOSEN)

    account.refresh_from_db()
    assert state_of(account) == StaffState.ACTIVE
    assert account.check_password(CHOSEN)
    assert told(account)[-1] == (Act.STAFF_JOINED, {"role": "reviewer"})


def test_a_password_chosen_by_another_link_is_no_joining(manager):
    account = a_staff_member(StaffRole.REVIEWER)
    link = find(issue(account, purpose=LinkPurpose.RECOVERY))
    assert link is not None
    set_password_by(link, password=CHOSEN)

    assert told(account) == []


def test_a_taken_name_is_refused_whoever_holds_it(manager):
    a_user(username=NEW.username)

    with pytest.raises(StaffRefusal) as refusal:
        invite(NEW, by=manager)
    assert refusal.value.code == "username_taken"

    other = NewStaff(username="lin.other", name="林海生", email="lin@example.org", role=StaffRole.REVIEWER)
    with pytest.raises(StaffRefusal):
        invite(other, by=manager, is_free=lambda name: False)


def test_an_invitation_sent_again_lets_the_former_link_die(manager):
    account = invite(NEW, by=manager)
    former = find(token_of(account))
    assert former is not None

    invite_again(account, by=manager)

    with pytest.raises(DeadLink):
        set_password_by(former, password=CHOSEN)
    newer = find(token_of(account))
    assert newer is not None
    set_password_by(newer, password=CHOSEN)


def test_who_has_joined_is_not_invited_again(manager):
    with pytest.raises(StaffRefusal) as refusal:
        invite_again(a_staff_member(StaffRole.REVIEWER), by=manager)

    assert refusal.value.code == "not_invited"


def test_a_role_is_changed_and_both_are_recorded(manager):
    account = a_staff_member(StaffRole.HEAD)

    change_role(account, role=StaffRole.AUDITOR, by=manager)

    account.refresh_from_db()
    assert account.may(Permission.READ_RECORD)
    assert not account.may(Permission.REVIEW)
    assert told(account) == [(Act.STAFF_ROLE_CHANGED, {"before": "head", "after": "auditor"})]


def test_the_role_that_somebody_has_already_is_nothing_done(manager):
    account = a_staff_member(StaffRole.HEAD)

    change_role(account, role=StaffRole.HEAD, by=manager)

    assert told(account) == []


def test_an_ended_account_gets_no_role(manager):
    account = a_staff_member(StaffRole.HEAD, is_active=False)

    with pytest.raises(StaffRefusal) as refusal:
        change_role(account, role=StaffRole.REVIEWER, by=manager)

    assert refusal.value.code == "ended"


def test_the_end_ends_sessions_links_and_sign_ins_and_tells_the_person(manager):
    account = invite(NEW, by=manager)
    begin(user=account, session_key="a" * 32, device="Chrome・Windows", with_factor=False)
    heard = []

    def listen(*, account, by, **_signal):
        heard.append((account, by))

    account_ended.connect(listen)
    try:
        end(account, reason=StaffEnding.LEFT, by=manager)
    finally:
        account_ended.disconnect(listen)

    account.refresh_from_db()
    assert state_of(account) == StaffState.ENDED
    assert account.ended_at is not None
    assert not SignIn.objects.open(timezone.now()).filter(user=account).exists()
    assert not account.password_links.live().exists()
    assert heard == [(account, manager)]
    assert told(account)[-1] == (Act.STAFF_ENDED, {"reason": "left", "role": "reviewer"})
    letter = Letter.objects.about(account).get(kind=LetterKind.STAFF_ENDED)
    assert "離職或調職" in letter.text


def test_what_has_ended_ends_no_second_time(manager):
    account = a_staff_member(StaffRole.REVIEWER)

    end(account, reason=StaffEnding.LEFT, by=manager)
    end(account, reason=StaffEnding.SECURITY, by=manager)

    assert [act for act, _ in told(account)] == [Act.STAFF_ENDED]


def test_a_restored_account_needs_a_new_password_and_keeps_its_role(manager):
    account = a_staff_member(StaffRole.REVIEWER)
    end(account, reason=StaffEnding.LEFT, by=manager)

    account = restore(account, by=manager)

    assert state_of(account) == StaffState.INVITED
    assert not account.check_password(PASSWORD)
    link = find(token_of(account))
    assert link is not None
    set_password_by(link, password=CHOSEN)
    account.refresh_from_db()
    assert state_of(account) == StaffState.ACTIVE
    assert [act for act, _ in told(account)] == [Act.STAFF_ENDED, Act.STAFF_RESTORED, Act.STAFF_JOINED]


def test_an_account_whose_person_is_forgotten_is_not_restored(manager):
    account = a_staff_member(StaffRole.REVIEWER, is_active=False, name="", email="")

    with pytest.raises(StaffRefusal) as refusal:
        restore(account, by=manager)

    assert refusal.value.code == "forgotten"


def test_a_manager_ends_the_sessions_of_somebody_else(manager):
    account = a_staff_member(StaffRole.REVIEWER)
    begin(user=account, session_key="a" * 32, device="Chrome・Windows", with_factor=False)

    assert end_sessions(account, by=manager) == 1

    record = AuditRecord.objects.about(account).get(act=Act.SESSIONS_ENDED)
    assert record.actor_id == manager.pk


ACTS = {
    "change role": lambda account, by: change_role(account, role=StaffRole.CONTENT, by=by),
    "end": lambda account, by: end(account, reason=StaffEnding.LEFT, by=by),
    "restore": lambda account, by: restore(account, by=by),
    "invite again": lambda account, by: invite_again(account, by=by),
    "end sessions": lambda account, by: end_sessions(account, by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_on_the_own_account(act, manager):
    a_staff_member(StaffRole.SYSTEM)

    with pytest.raises(StaffRefusal) as refusal:
        ACTS[act](manager, manager)

    assert refusal.value.code == "own_account"
    assert told(manager) == []


@pytest.mark.parametrize("role", [role for role in StaffRole if role != StaffRole.SYSTEM], ids=str)
@pytest.mark.parametrize("act", ACTS)
def test_who_may_not_manage_staff_changes_nothing(act, role):
    account = a_staff_member(StaffRole.REVIEWER)

    with pytest.raises(NotTheirDuty):
        ACTS[act](account, a_staff_member(role))

    assert told(account) == []


@pytest.mark.parametrize("act", ACTS)
def test_an_account_of_a_company_is_out_of_reach(act, manager):
    company = a_user()

    with pytest.raises(User.DoesNotExist):
        ACTS[act](company, manager)


def test_who_has_just_lost_the_role_does_not_act_any_more(manager):
    second = a_staff_member(StaffRole.SYSTEM)
    stale = User.objects.get(pk=second.pk)
    change_role(second, role=StaffRole.CONTENT, by=manager)

    with pytest.raises(NotTheirDuty):
        invite(NEW, by=stale)


@pytest.mark.parametrize("act", ["change role", "end"])
def test_the_last_account_that_can_manage_staff_stays(act):
    """A manager who never joined cannot come in, and does not count."""
    last, invited = a_staff_member(StaffRole.SYSTEM), a_staff_member(StaffRole.SYSTEM, email_verified_at=None)

    with pytest.raises(StaffRefusal) as refusal:
        ACTS[act](last, invited)

    assert refusal.value.code == "last_manager"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["change role", "end"])
def test_of_two_managers_who_end_each_other_one_stays(act):
    first, second = a_staff_member(StaffRole.SYSTEM), a_staff_member(StaffRole.SYSTEM)

    answers = at_once(lambda: ACTS[act](first, second), lambda: ACTS[act](second, first))

    assert sum(isinstance(answer, NotTheirDuty) for answer in answers) == 1
    assert User.objects.filter(staff_role=StaffRole.SYSTEM, is_active=True).count() == 1
