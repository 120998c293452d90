"""Whether an approval is looked at a second time is decided by lot when it takes effect."""

import pytest

from port.review.decisions import decide
from port.review.enums import Question, Verdict
from port.review.models import SecondLook
from tests.factories import a_reviewer, an_application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("percent", "drawn"), [(100, 1), (0, 0)])
def test_an_approval_is_drawn_as_often_as_the_share_says(set_options, percent: int, drawn: int) -> None:
    set_options(second_look_percent=percent)
    case = an_application().document

    decision = decide(case, question=Question.ACCOUNT, verdict=Verdict.APPROVE, by=a_reviewer())

    assert list(SecondLook.objects.values_list("decision", flat=True)) == [decision.pk] * drawn


def test_a_refusal_is_never_drawn(set_options) -> None:
    set_options(second_look_percent=100)
    case = an_application().document

    decide(case, question=Question.ACCOUNT, verdict=Verdict.REJECT, by=a_reviewer(), note="資料與文件不符。")

    assert not SecondLook.objects.exists()
