"""What a reviewer types about many cases at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.companies.enums import ReasonScope
from port.companies.models import Reason
from port.companies.reasons import Paragraph, answer_of, paragraphs_of
from port.companies.workflow import refusal_answer
from port.options import options
from port.review.enums import Question, Verdict
from web.staff.forms import LONGEST_NOTE, NoteField, ReasonsField


class Part(TextChoices):
    """Which of their questions is answered."""

    BOTH = "both", gettext_lazy("帳號與文件")
    ACCOUNT = "account", gettext_lazy("只有帳號")
    DOCUMENT = "document", gettext_lazy("只有文件")

    @property
    def questions(self) -> list[Question]:
        return list(Question) if self == Part.BOTH else [Question(self.value)]


class BulkForm(forms.Form):
    """`chosen` are the keys of the cases, each counted once."""

    part = forms.ChoiceField(label=gettext_lazy("審核項目"), choices=Part, widget=forms.RadioSelect, initial=Part.BOTH)
    verdict = forms.ChoiceField(
        label=gettext_lazy("決定"),
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("請選擇審核通過或審核不通過。")},
    )
    reasons = ReasonsField(label=gettext_lazy("未通過原因"), queryset=Reason.objects.in_use(), required=False)
    note = NoteField(label=gettext_lazy("說明（會寫進每一封信）"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, chosen: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="bulk-%s", **kwargs)
        self.chosen = chosen

    def clean(self) -> None:
        most = options().bulk_most
        if len(self.chosen) > most:
            said = {"most": most, "chosen": len(self.chosen), "more": len(self.chosen) - most}
            sentence = _("一次最多決定 %(most)s 件，您選了 %(chosen)s 件。請在下面取消勾選 %(more)s 件再繼續。") % said
            self.add_error(None, ValidationError(sentence, code="too_many"))
        if self.cleaned_data.get("verdict") == Verdict.APPROVE:
            self._clean_approval()
        elif "verdict" in self.cleaned_data:
            self._clean_refusal()

    def _clean_approval(self) -> None:
        if self.cleaned_data.get("reasons"):
            sentence = _("已勾選未通過原因，不能同時審核通過。要通過請先取消勾選。")
            self.add_error("reasons", ValidationError(sentence, code="reasons_ticked"))

    def _clean_refusal(self) -> None:
        reasons = self.cleaned_data.get("reasons", [])
        part = self.cleaned_data.get("part", Part.BOTH)
        if strangers := [reason.label for reason in reasons if reason.scope not in {ReasonScope.BOTH, part}]:
            said = {"reasons": "、".join(strangers)}
            sentence = _("「%(reasons)s」不適用於所選的審核項目。請取消勾選，或改選審核項目。") % said
            self.add_error("reasons", ValidationError(sentence, code="reason_of_another_question"))
        try:
            refusal_answer(reasons, self.cleaned_data.get("note", ""))
        except ValidationError as fault:
            self.add_error("note" if fault.code == "note_missing" else "reasons", fault)

    @property
    def words(self) -> list[Paragraph]:
        """What each applicant reads besides the frame of the letter, as far as it is understood."""
        return paragraphs_of(answer_of(self._known("reasons", []), self._known("note", "")))

    @property
    def refuses(self) -> bool:
        return self._known("verdict", "") == Verdict.REJECT

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What was chosen and typed, to be carried on in hidden fields."""
        reasons = [("reasons", str(reason.pk)) for reason in self.cleaned_data["reasons"]]
        own = [(name, self.cleaned_data[name]) for name in ("part", "verdict", "note")]
        return [*own, *reasons, *(("case", str(pk)) for pk in self.chosen)]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Part and decision in words."""
        part, verdict = Part(self.cleaned_data["part"]), Verdict(self.cleaned_data["verdict"])
        return [(str(self["part"].label), str(part.label)), (str(self["verdict"].label), str(verdict.label))]

    def _known(self, name: str, unknown: Any) -> Any:
        if not self.is_bound:
            return unknown
        self.is_valid()
        return self.cleaned_data.get(name, unknown)
