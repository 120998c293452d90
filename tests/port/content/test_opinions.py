"""意見信箱: a message comes in, staff get it, the writer gets a receipt."""

import pytest

from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.content.letters import RECEIPTS_A_DAY
from port.content.models import Opinion
from port.content.opinions import send_opinion
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.models import Letter
from port.options import options

pytestmark = pytest.mark.django_db

SPAM = "http://spam.example 便宜"


def an_opinion(**overrides) -> Opinion:
    values = {
        "email": "reader@example.com",
        "name": "王小明",
        "text": "按鈕太小。\n請放大。",
        "language": Language.CHINESE,
    }
    return send_opinion(**values | overrides)


def test_staff_get_the_message_and_the_writer_a_receipt():
    opinion = an_opinion()

    to_staff, receipt = Letter.objects.about(opinion)
    assert (to_staff.kind, to_staff.to_address) == (LetterKind.OPINION, options().sender)
    assert all(words in to_staff.text for words in ("reader@example.com", "王小明", "按鈕太小。\n請放大。"))
    assert (receipt.kind, receipt.to_address) == (LetterKind.OPINION_RECEIVED, "reader@example.com")
    assert "3 個工作天" in receipt.text


def test_it_is_recorded_without_a_word_of_it():
    opinion = an_opinion()

    record = AuditRecord.objects.get(act=Act.OPINION_SENT)
    assert (record.object_id, record.actor_id, record.facts) == (str(opinion.pk), None, {"language": "zh-hant"})


def test_the_receipt_carries_nothing_that_was_typed():
    """Else anybody could have the port send their words to anybody."""
    an_opinion(name=SPAM, text=SPAM)

    receipt = Letter.objects.get(kind=LetterKind.OPINION_RECEIVED)
    assert SPAM not in receipt.text + receipt.html + receipt.subject


def test_what_was_typed_is_no_html_to_staff():
    an_opinion(text="<script>alert(1)</script>", name="<b>")

    letter = Letter.objects.get(kind=LetterKind.OPINION)
    assert "<script>" not in letter.html
    assert "<b>" not in letter.html


def test_the_receipt_is_in_the_language_of_the_writer_and_staff_read_chinese():
    opinion = an_opinion(language=Language.ENGLISH)

    languages = {letter.kind: letter.language for letter in Letter.objects.about(opinion)}
    assert languages == {LetterKind.OPINION: Language.CHINESE, LetterKind.OPINION_RECEIVED: Language.ENGLISH}
    assert "English" in Letter.objects.get(kind=LetterKind.OPINION).text


def test_no_mailbox_is_flooded_with_receipts():
    for _number in range(RECEIPTS_A_DAY + 2):
        an_opinion()

    assert Opinion.objects.count() == RECEIPTS_A_DAY + 2
    assert Letter.objects.filter(kind=LetterKind.OPINION_RECEIVED).count() == RECEIPTS_A_DAY


def test_the_many_addresses_of_one_mailbox_count_as_one():
    for number in range(RECEIPTS_A_DAY + 2):
        an_opinion(email=f"Rea.der+{number}@example.com")

    assert Letter.objects.filter(kind=LetterKind.OPINION_RECEIVED).count() == RECEIPTS_A_DAY
