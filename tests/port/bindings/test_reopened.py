"""A general account under review again, and refused then, is not acted for; once it is open again, it is."""

import pytest

from port.bindings.acting import companies_of
from port.companies.models import Company
from port.registration.models import AccountApplication
from port.registration.proof import verify
from port.registration.reopening import reopen
from port.registration.workflow import approve, reject
from tests.factories import a_binding, a_reviewer, a_verified_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> AccountApplication:
    return a_verified_application()


def test_it_is_shut_while_it_is_reviewed_and_opens_with_its_proof(application):
    holder = a_binding(general=application.user).shared
    seen = [companies_of(holder).count()]

    reopened = reopen(application, by=a_reviewer(), reason="統一編號需再確認。")
    seen.append(companies_of(holder).count())
    approved = approve(reopened, by=a_reviewer())
    seen.append(companies_of(holder).count())
    verify(approved.user.verifications.live().get(), by=approved.user)

    assert seen == [1, 0, 0]
    assert list(companies_of(holder)) == [Company.objects.get()]


def test_it_stays_shut_when_it_is_refused(application):
    holder = a_binding(general=application.user).shared

    reject(reopen(application, by=a_reviewer(), reason="統一編號需再確認。"), by=a_reviewer(), reasons=[], note="缺頁")

    assert not companies_of(holder).exists()
