"""What is answered to a person about their own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.staff.forms import NoteField

LONGEST = 1000
VERDICTS = [("yes", _("已照辦")), ("no", _("未能照辦"))]


class AnswerForm(forms.Form):
    granted = forms.ChoiceField(
        label=_("結果"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("請選擇結果。")},
    )
    text = NoteField(
        label=_("答覆（會寄給當事人）"),
        max_length=LONGEST,
        error_messages={"required": _("請寫下處理結果，這段文字會寄給當事人。")},
    )

    def facts(self) -> dict[str, Any]:
        """The arguments of `answer`."""
        return {"granted": self.cleaned_data["granted"] == "yes", "text": self.cleaned_data["text"]}


class ExtendForm(forms.Form):
    reason = NoteField(
        label=_("延長的原因（會寄給當事人）"),
        max_length=LONGEST,
        error_messages={"required": _("請寫下延長的原因，這段文字會寄給當事人。")},
    )
