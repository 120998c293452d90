"""What a reviewer answers to a change request, and how the list of requests is narrowed."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.companies.models import Reason
from port.companies.reasons import answer_of
from port.companies.workflow import refusal_answer
from port.review.enums import Verdict
from web.staff.forms import LONGEST_NOTE, NoteField, ReasonsField


class ChangeFilter(TextChoices):
    WAITING = "waiting", gettext_lazy("待審")
    ENDED = "ended", gettext_lazy("已結束")

    @property
    def address(self) -> str:
        return "?" + urlencode({"show": self.value})


class ChangeForm(forms.Form):
    """Reasons of the library, words of the reviewer's own, and the decision, which the pressed button carries."""

    note = NoteField(label=gettext_lazy("說明"), max_length=LONGEST_NOTE, required=False)
    reasons = ReasonsField(label=gettext_lazy("未通過原因"), queryset=Reason.objects.none(), required=False)
    decision = forms.ChoiceField(
        choices=Verdict,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("請按「審核通過」或「審核不通過」。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="change-%s", **kwargs)
        self.fields["reasons"].queryset = Reason.objects.in_use()

    def clean(self) -> None:
        if "decision" in self.errors:
            raise ValidationError(_("請按「審核通過」或「審核不通過」。"), code="decision_missing")
        if self.refuses:
            self._clean_refusal()
        elif self.cleaned_data.get("reasons"):
            sentence = _("已勾選未通過原因，不能同時審核通過。要通過請先取消勾選；不通過請按「審核不通過」。")
            self.add_error("reasons", ValidationError(sentence, code="reasons_ticked"))

    def _clean_refusal(self) -> None:
        try:
            refusal_answer(self.cleaned_data.get("reasons", []), self.words)
        except ValidationError as fault:
            self.add_error("note" if fault.code == "note_missing" else "reasons", fault)

    @property
    def refuses(self) -> bool:
        return self.cleaned_data.get("decision") == Verdict.REJECT

    @property
    def words(self) -> str:
        return self.cleaned_data.get("note", "")

    @property
    def chosen(self) -> Sequence[Reason]:
        return list(self.cleaned_data.get("reasons", []))

    @property
    def answer(self) -> str:
        """What whoever asked will be told."""
        return answer_of(self.chosen, self.words) if self.refuses else self.words

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What was ticked and typed, to be carried on in hidden fields."""
        reasons = [("reasons", str(reason.pk)) for reason in self.chosen]
        return [("decision", self.cleaned_data["decision"]), ("note", self.words), *reasons]
