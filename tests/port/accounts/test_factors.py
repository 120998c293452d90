"""Who has a factor, who must have one, and how one goes (A-37)."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from port.accounts.enums import FactorKind
from port.accounts.factors import has_factor, must_have_factor, remove_all_factors, remove_factor
from port.accounts.models import Factor, RecoveryCode
from port.accounts.recovery_codes import make_codes
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import OPERATOR
from port.letters.models import Letter
from tests.factories import a_reviewer, a_user
from tests.factories.factors import a_passkey, an_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def demanded(settings) -> None:
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, staff_need_factor=True)


def test_companies_choose_and_staff_must(demanded):
    company, staff = a_user(), a_reviewer()

    assert [must_have_factor(company), must_have_factor(staff)] == [False, True]


def test_where_it_is_not_demanded_staff_choose_as_well():
    assert not must_have_factor(a_reviewer())


def test_a_factor_goes_and_its_holder_is_told():
    user = a_user()
    factor, _key = a_passkey(user, name="舊手機")
    an_app(user)

    remove_factor(factor, by=user, at=timezone.now())

    assert [each.kind for each in user.factors.all()] == [FactorKind.TOTP]
    assert "移除了通行密鑰「舊手機」" in Letter.objects.newest_first()[0].text
    assert AuditRecord.objects.get(act=Act.FACTOR_REMOVED).object_id == str(factor.pk)


def test_a_factor_that_is_gone_already_is_no_news():
    user = a_user()
    app = an_app(user)
    remove_factor(Factor.objects.get(pk=app.pk), by=user, at=timezone.now())

    remove_factor(app, by=user, at=timezone.now())

    assert Letter.objects.count() == 1


def test_with_the_last_factor_go_the_recovery_codes():
    user = a_user()
    app = an_app(user)
    make_codes(user, at=timezone.now())

    remove_factor(app, by=user, at=timezone.now())

    assert not RecoveryCode.objects.exists()


def test_the_last_one_of_somebody_who_must_have_one_stays(demanded):
    staff = a_reviewer()
    app = an_app(staff)

    with pytest.raises(ValidationError) as refused:
        remove_factor(app, by=staff, at=timezone.now())

    assert refused.value.code == "last_factor"
    assert has_factor(staff)


def test_of_two_one_may_go(demanded):
    staff = a_reviewer()
    app = an_app(staff)
    a_passkey(staff)

    remove_factor(app, by=staff, at=timezone.now())

    assert staff.factors.get().kind == FactorKind.PASSKEY


def test_an_operator_takes_all_of_them_out_and_the_holder_is_told(demanded):
    staff = a_reviewer()
    an_app(staff)
    a_passkey(staff)
    make_codes(staff, at=timezone.now())

    count = remove_all_factors(staff, by=OPERATOR, at=timezone.now())

    assert count == 2
    assert not has_factor(staff)
    assert not RecoveryCode.objects.exists()
    assert "移除了全部的第二重驗證與備用碼" in Letter.objects.newest_first()[0].text
    row = AuditRecord.objects.get(act=Act.FACTOR_REMOVED)
    assert (row.actor_role, row.facts) == ("operator", {"count": 2})


def test_where_there_is_none_nothing_happens():
    count = remove_all_factors(a_user(), by=OPERATOR, at=timezone.now())

    assert count == 0
    assert not Letter.objects.exists()
