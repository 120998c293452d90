"""The library of reasons, and the words that a refusal is made of."""

import pytest
from django.db import transaction

from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.enums import MendableField, ReasonScope
from port.companies.models import Reason
from port.companies.reasons import LIBRARY, answer_of, install_reasons, paragraph_of, paragraphs_of, told_by_reason
from tests.factories import a_reason

pytestmark = pytest.mark.django_db


def test_the_reasons_that_the_review_needs_come_with_the_product():
    install_reasons()

    labels = list(Reason.objects.values_list("label", flat=True))
    assert labels == [
        "姓名不是自然人",
        "營利事業登記證已停止使用",
        "影像無法辨識",
        "文件不是最新版本",
        "公司名稱或統編與文件不符",
        "文件缺頁",
        "其他（請填寫說明）",
    ]


def test_installing_again_keeps_what_staff_have_changed():
    install_reasons()
    Reason.objects.filter(code="D02").update(label="看不清楚")

    install_reasons()

    assert Reason.objects.count() == len(LIBRARY)
    assert Reason.objects.get(code="D02").label == "看不清楚"


def test_installing_into_an_emptied_library_leaves_the_next_key_free():
    install_reasons()
    Reason.objects.all().delete()

    install_reasons()

    assert a_reason().pk not in Reason.objects.exclude(code__startswith="T").values_list("pk", flat=True)


def test_each_decision_is_offered_its_own_reasons():
    install_reasons()

    account = set(Reason.objects.for_account().values_list("code", flat=True))
    document = set(Reason.objects.for_document().values_list("code", flat=True))

    assert account - document == {"A01"}
    assert "Z99" in account & document


def test_every_reason_tells_the_applicant_what_to_do_or_asks_the_reviewer_to():
    silent = [reason.code for reason in LIBRARY if not (reason.needs_note or (reason.sentence and reason.remedy))]

    assert silent == []
    assert {reason.scope for reason in LIBRARY} <= set(ReasonScope)


def test_the_abolished_certificate_is_refused_with_the_words_of_the_manual():
    (reason,) = [reason for reason in LIBRARY if reason.code == "D01"]

    assert reason.sentence == (
        "「營利事業登記證」自98年4月13日起停止使用，不再作為證明文件，請改提出其他最新版本之「商業登記證明文件」。"
    )


def test_an_answer_says_what_is_wrong_how_to_mend_it_and_where_to_read_more_and_then_the_note():
    unclear, other = (next(reason for reason in LIBRARY if reason.code == code) for code in ("D02", "Z99"))
    helped = Reason(code="X01", sentence="缺少印章。", remedy="請補蓋。", help_url="https://help.example/seal")

    answer = answer_of([other, helped, unclear], " 請補第三頁。\n謝謝。 ")

    assert paragraphs_of(answer) == [
        [unclear.sentence, f"補正方式：{unclear.remedy}"],
        ["缺少印章。", "補正方式：請補蓋。", "說明網頁：https://help.example/seal"],
        ["請補第三頁。", "謝謝。"],
    ]
    assert answer_of([], " ") == ""
    assert paragraphs_of("") == []


def test_the_reasons_of_the_product_name_what_they_unlock():
    install_reasons()

    unlocks = dict(Reason.objects.values_list("code", "unlocks"))
    assert unlocks["D01"] == unlocks["D02"] == unlocks["D03"] == unlocks["D05"] == [MendableField.DOCUMENT]
    assert unlocks["D04"] == [MendableField.COMPANY_NAME, MendableField.NUMBER, MendableField.DOCUMENT]
    assert (unlocks["A01"], unlocks["Z99"]) == ([MendableField.NAME], [])


def test_reasons_from_before_are_given_what_they_unlock_unless_staff_have_changed_them(reviewer):
    install_reasons()
    Reason.objects.update(unlocks=[])
    with transaction.atomic():
        record(Act.REASON_CHANGED, about=Reason.objects.get(code="D02"), by=reviewer)

    install_reasons()

    assert Reason.objects.get(code="D01").unlocks == [MendableField.DOCUMENT]
    assert Reason.objects.get(code="D02").unlocks == []


def test_every_reason_of_the_product_is_told_in_english_where_it_is_told_in_chinese():
    halves = [(reason.sentence, reason.sentence_en) for reason in LIBRARY]
    halves += [(reason.remedy, reason.remedy_en) for reason in LIBRARY]

    assert [chinese for chinese, english in halves if bool(chinese) != bool(english)] == []
    assert [english for _, english in halves if not english.isascii()] == []


def test_reasons_from_before_are_told_in_english_unless_staff_have_changed_them(reviewer):
    install_reasons()
    Reason.objects.update(sentence_en="", remedy_en="")
    Reason.objects.filter(code="D03").update(sentence="文件太舊。")
    with transaction.atomic():
        record(Act.REASON_CHANGED, about=Reason.objects.get(code="D02"), by=reviewer)

    install_reasons()

    told = dict(Reason.objects.values_list("code", "sentence_en"))
    assert told["D01"].startswith("The Business Registration Certificate was abolished on 13 April 2009")
    assert (told["D02"], told["D03"], told["Z99"]) == ("", "", "")


def test_english_that_staff_have_written_stays(reviewer):
    install_reasons()
    Reason.objects.filter(code="D01").update(sentence_en="In our words.", remedy_en="")

    install_reasons()

    reason = Reason.objects.get(code="D01")
    assert reason.sentence_en == "In our words."
    assert reason.remedy_en.startswith("Documents that are accepted")


@pytest.mark.parametrize(
    ("help_url", "told"),
    [("/faq/", "說明網頁：http://testserver/faq/"), ("https://gcis.example/", "說明網頁：https://gcis.example/")],
)
def test_a_page_to_read_more_is_named_with_its_host(help_url: str, told: str) -> None:
    reason = Reason(code="X1", sentence="文件缺頁。", help_url=help_url)

    assert paragraph_of(reason)[-1] == told


def test_an_answer_is_taken_apart_as_it_was_told_whatever_the_library_says_by_now():
    name, seal, other = (
        Reason(code=code, sentence=words, pk=number)
        for number, (code, words) in enumerate([("A01", "姓名有誤。"), ("D02", "缺印章。"), ("Z99", "")], 1)
    )
    answer = answer_of([other, seal, name], "請補第三頁。\n\n謝謝。")
    name.sentence = seal.sentence = "新的說法。\n\n新的第二段。"

    by_reason, note = told_by_reason(answer, [seal, other, name])

    assert by_reason == {name: ["姓名有誤。"], seal: ["缺印章。"]}
    assert note == [["請補第三頁。"], ["謝謝。"]]


def test_a_reason_is_one_paragraph_however_it_was_typed():
    reason = Reason(code="X1", sentence="缺印章。\r\n\r\n兩處都缺。", remedy="請補蓋。")

    assert paragraphs_of(answer_of([reason], "謝謝。")) == [
        ["缺印章。", "兩處都缺。", "補正方式：請補蓋。"],
        ["謝謝。"],
    ]
