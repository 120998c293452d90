"""Which texts are still missing, for whom and for which company."""

from datetime import timedelta

import pytest
from django.utils import timezone

from port.consents.checks import missing_texts
from port.consents.enums import NoticeKind
from port.consents.models import NoticeText
from tests.factories import a_company_account, a_notice_text, everything_acknowledged, the_three_texts

pytestmark = pytest.mark.django_db


def kinds_missing(account) -> list[str]:
    return [text.kind for text in missing_texts(account.user, acting_company_id=account.company_id)]


def test_all_three_texts_are_missing_at_first_in_the_order_of_the_manual():
    account = a_company_account()
    for kind in reversed(NoticeKind):
        a_notice_text(kind=kind)

    missing = kinds_missing(account)

    assert missing == [NoticeKind.PERSONAL_DATA, NoticeKind.AUTHORISATION, NoticeKind.HAZARD]


def test_nothing_is_missing_after_the_acknowledgement():
    account = a_company_account()
    the_three_texts()

    everything_acknowledged(account)

    assert kinds_missing(account) == []


def test_each_company_and_each_person_has_to_acknowledge():
    account, other = a_company_account(), a_company_account()
    the_three_texts()

    everything_acknowledged(account)

    assert len(missing_texts(account.user, acting_company_id=other.company_id)) == 3
    assert len(missing_texts(other.user, acting_company_id=account.company_id)) == 3


def test_a_new_version_asks_again():
    account = a_company_account()
    the_three_texts()
    everything_acknowledged(account)

    newer = a_notice_text(kind=NoticeKind.HAZARD, effective_on=timezone.localdate())

    assert missing_texts(account.user, acting_company_id=account.company_id) == [newer]


def test_one_changed_character_asks_again():
    account = a_company_account()
    text, *_ = the_three_texts()
    everything_acknowledged(account)

    changed = text.body.replace("目的", "目標")
    NoticeText.objects.filter(pk=text.pk).update(body=changed, sha256=NoticeText.hash_of(changed))

    assert kinds_missing(account) == [text.kind]


def test_a_text_of_tomorrow_is_not_asked_for_today():
    account = a_company_account()
    a_notice_text(kind=NoticeKind.HAZARD, effective_on=timezone.localdate() + timedelta(days=1))

    assert kinds_missing(account) == []
