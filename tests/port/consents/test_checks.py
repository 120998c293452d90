"""Which texts are still missing, for whom and for which company."""

from datetime import timedelta

import pytest
from django.utils import timezone

from port.consents.checks import missing_texts
from port.consents.enums import NoticeKind
from port.consents.models import NoticeText
from tests.factories import (
    a_company_account,
    a_holder,
    a_notice_text,
    all_read,
    everything_acknowledged,
    the_three_texts,
)

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


PER_COMPANY = [NoticeKind.AUTHORISATION, NoticeKind.HAZARD]


def missing(person, company_id) -> list[str]:
    return [text.kind for text in missing_texts(person, acting_company_id=company_id)]


def test_each_person_has_to_acknowledge():
    account, other = a_company_account(), a_company_account()
    the_three_texts()

    everything_acknowledged(account)

    assert missing(other.user, account.company_id) == list(NoticeKind)


def test_personal_data_counts_once_for_the_person_and_the_others_for_one_company():
    account, other = a_company_account(), a_company_account()
    the_three_texts()

    everything_acknowledged(account)

    assert missing(account.user, other.company_id) == PER_COMPANY


def test_what_one_acknowledges_without_a_company_counts_for_no_company_but_personal_data():
    holder, company_id = a_holder(), a_company_account().company_id
    the_three_texts()
    before = missing(holder, None)

    all_read(holder)

    assert before == list(NoticeKind)
    assert missing(holder, None) == []
    assert missing(holder, company_id) == PER_COMPANY


def test_what_one_acknowledges_for_a_company_does_not_count_without_one_but_personal_data():
    account = a_company_account()
    the_three_texts()

    everything_acknowledged(account)

    assert missing(account.user, None) == PER_COMPANY


def test_new_words_on_personal_data_are_asked_once():
    holder, company_id = a_holder(), a_company_account().company_id
    the_three_texts()
    all_read(holder, company_id)

    a_notice_text(kind=NoticeKind.PERSONAL_DATA, effective_on=timezone.localdate())

    assert missing(holder, company_id) == missing(holder, None) == [NoticeKind.PERSONAL_DATA]
    all_read(holder)
    assert missing(holder, company_id) == []


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
