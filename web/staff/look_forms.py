"""What is typed about a second look: the second answer, and what came of a difference."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.companies.models import Reason
from port.review.enums import Question, Verdict
from web.staff.forms import LONGEST_NOTE, NoteField, ReasonsField
from web.staff.questions import reasons_for


class LookForm(forms.Form):
    """Whether a refusal says why, the act knows."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("您的結論"),
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("請選擇審核通過或審核不通過。")},
    )
    reasons = ReasonsField(label=gettext_lazy("未通過原因"), queryset=Reason.objects.none(), required=False)
    note = NoteField(label=gettext_lazy("說明（給主管）"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="look-%s", **kwargs)
        self.fields["reasons"].queryset = reasons_for(question)

    def clean(self) -> None:
        if self.cleaned_data.get("verdict") == Verdict.APPROVE and self.cleaned_data.get("reasons"):
            sentence = _("已勾選未通過原因，不能同時審核通過。要通過請先取消勾選。")
            self.add_error("reasons", ValidationError(sentence, code="reasons_ticked"))


class SettleForm(forms.Form):
    note = NoteField(
        label=gettext_lazy("處理結果"),
        max_length=LONGEST_NOTE,
        error_messages={"required": gettext_lazy("請寫下處理的結果。")},
    )

    def __init__(self, *args: Any, pk: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"settle-{pk}-%s", **kwargs)
