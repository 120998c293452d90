"""Publishing texts and acknowledging them: what is kept, and what never changes."""

from datetime import date

import pytest
from django.db import IntegrityError

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.consents.enums import NoticeKind, ReadingManner
from port.consents.library import publish_texts
from port.consents.models import Acknowledgement, NoticeText
from port.consents.workflow import acknowledge, publish
from tests.factories import a_company_account, a_notice_text, a_reading, everything_acknowledged, the_three_texts

pytestmark = pytest.mark.django_db


def test_an_acknowledgement_keeps_the_hash_and_how_the_text_was_read():
    account = a_company_account()
    text = a_notice_text(body="## 一、目的\n\n請勿靠近碼頭邊緣。")
    reading = a_reading(manner=ReadingManner.PRINTED, read_to_end=False, seconds_open=12)

    (row,) = acknowledge(person=account.user, acting_company_id=account.company_id, readings={text.pk: reading})

    row.refresh_from_db()
    assert row.text_sha256 == NoticeText.hash_of("## 一、目的\n\n請勿靠近碼頭邊緣。")
    assert (row.person, row.acting_company_id, row.language) == (account.user, account.company_id, "zh-hant")
    assert (row.manner, row.read_to_end, row.seconds_open) == (ReadingManner.PRINTED, False, 12)


def test_each_acknowledgement_leaves_an_audit_record_with_the_hash():
    account = a_company_account()
    texts = the_three_texts()

    everything_acknowledged(account)

    records = AuditRecord.objects.filter(act=Act.TEXT_ACKNOWLEDGED, acting_company_id=account.company_id)
    assert {record.facts["sha256"] for record in records} == {text.sha256 for text in texts}
    assert broken_links() == []


def test_acknowledging_twice_changes_nothing():
    account = a_company_account()
    the_three_texts()
    first = everything_acknowledged(account)

    second = everything_acknowledged(account)

    assert second == []
    assert set(Acknowledgement.objects.all()) == set(first)


def test_all_texts_are_acknowledged_or_none():
    account = a_company_account()
    first, second, _ = the_three_texts()
    readings = {first.pk: a_reading(), second.pk: a_reading()}

    with pytest.raises(KeyError):
        acknowledge(person=account.user, acting_company_id=account.company_id, readings=readings)

    assert not Acknowledgement.objects.exists()


def test_an_acknowledgement_is_never_changed_nor_removed():
    account = a_company_account()
    the_three_texts()
    row, *_ = everything_acknowledged(account)

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_the_database_holds_one_acknowledgement_for_each_text_and_company():
    account = a_company_account()
    a_notice_text()
    (row,) = everything_acknowledged(account)
    row.pk = None
    row._state.adding = True

    with pytest.raises(IntegrityError):
        row.save()


def test_the_texts_of_the_product_are_published_once():
    first = publish_texts()

    second = publish_texts()

    assert {text.kind for text in first} == set(NoticeKind.values)
    assert [text.pk for text in first] == [text.pk for text in second]
    assert all(text.sha256 == NoticeText.hash_of(text.body) for text in first)


def test_a_published_version_never_changes_its_words():
    facts = {"kind": NoticeKind.HAZARD, "version": "115.07.01", "effective_on": date(2026, 7, 1)}
    publish(**facts, body="碼頭邊緣有墜海之虞。")

    with pytest.raises(ValueError, match="new version"):
        publish(**facts, body="碼頭邊緣沒有墜海之虞。")
