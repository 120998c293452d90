"""Two at the same instant end a sign-in, or end it while it is used: it ends once."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from port.accounts.models import SignIn
from port.accounts.sessions import Over, end, end_all, expire, leave, use
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from tests.factories import a_user, at_once
from tests.port.accounts.test_sessions import MINUTE, a_sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_however_many_end_it_at_once_it_ends_once():
    sign_in = a_sign_in()
    user = sign_in.user

    answers = at_once(
        lambda: end(sign_in, by=user),
        lambda: leave(sign_in),
        lambda: expire(sign_in, Over.IDLE),
        lambda: end_all(user, by=user),
    )

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert AuditRecord.objects.about(user).count() == 2
    assert not Session.objects.exists()
    assert broken_links() == []


@pytest.mark.parametrize("turn", range(3))
def test_what_is_used_while_it_ends_has_ended(turn):
    user = a_user()
    rows = [a_sign_in(user) for _ in range(3)]

    at_once(
        lambda: end_all(user, by=user),
        *[lambda row=row: use(row, at=timezone.now() + 2 * MINUTE) for row in rows],
    )

    assert not SignIn.objects.open(timezone.now()).exists()
