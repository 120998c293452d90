"""The library of reasons, and the words that a refusal is made of."""

import pytest

from port.companies.enums import ReasonScope
from port.companies.models import Reason
from port.companies.reasons import LIBRARY, answer_of, install_reasons

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


def test_an_answer_has_one_line_for_each_reason_and_then_the_note():
    unclear, other = (next(reason for reason in LIBRARY if reason.code == code) for code in ("D02", "Z99"))

    assert answer_of([unclear, other], " 請補第三頁。 ").splitlines() == [
        f"{unclear.sentence}{unclear.remedy}",
        "請補第三頁。",
    ]
    assert answer_of([], " ") == ""
