"""What a reviewer types: how the queue is narrowed, and an answer to one question with the decision."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.companies.enums import MendableField
from port.companies.models import Reason
from port.review.enums import Question, Verdict
from port.review.models import HeldDecision
from port.review.queue import CaseFilter
from port.taiwan.text import clean_line
from web.components.lines import NoteField
from web.staff.questions import reasons_for

LONGEST_NOTE = 1000
LONGEST_SEARCH = 100


class LineField(forms.CharField):
    """One line without anything that cannot be seen."""

    def clean(self, value: str | None) -> str:
        return clean_line(super().clean(value), max_length=self.max_length)


class QueueForm(forms.Form):
    show = forms.ChoiceField(choices=CaseFilter, required=False)
    q = LineField(label=gettext_lazy("搜尋統編、公司名稱、帳號或受理號碼"), max_length=LONGEST_SEARCH, required=False)

    @property
    def words(self) -> str:
        return self.cleaned_data.get("q", "")

    @property
    def chosen(self) -> CaseFilter:
        """What the address asks for; a search without a filter looks everywhere, otherwise work comes first."""
        default = CaseFilter.ALL if self.words else CaseFilter.WAITING
        return CaseFilter(self.cleaned_data.get("show") or default)

    def address(self, **parameters: str) -> str:
        """The query of a page of the queue that finds the same words."""
        return "?" + urlencode(parameters | ({"q": self.words} if self.words else {}))


class ReasonTicks(forms.CheckboxSelectMultiple):
    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The group has an id as well, so that the summary of errors can lead to it."""
        return super().id_for_label(id_, index) or id_


class ReasonsField(forms.ModelMultipleChoiceField):
    widget = ReasonTicks

    def label_from_instance(self, reason: Reason) -> str:
        """Its name, and which fields the applicant will be asked to mend."""
        names = "、".join(str(MendableField(name).label) for name in reason.unlocks if name in MendableField.values)
        help_page = _("附說明網頁") if reason.help_url else ""
        mended = _("補正：%(fields)s") % {"fields": names} if names else ""
        more = "・".join(part for part in (mended, help_page) if part)
        return format_html("{}<small>{}</small>", reason.label, more) if more else reason.label


class AnswerForm(forms.Form):
    """What the applicant would be told. Nothing is decided by it.

    A case has two such forms, so each label is the title of the question: the summary of errors calls a field by it.
    """

    note = NoteField(max_length=LONGEST_NOTE, required=False)
    reasons = ReasonsField(queryset=Reason.objects.none(), required=False)

    def __init__(self, *args: Any, question: Question, said: HeldDecision | None = None, **kwargs: Any) -> None:
        """`said` is an answer that was taken back, to be given again or changed."""
        initial = {"note": said.note, "reasons": list(said.reasons.all())} if said else {}
        super().__init__(*args, auto_id=f"{question}-%s", initial=initial, **kwargs)
        self.question = question
        for field in self.fields.values():
            field.label = question.label
        self.fields["reasons"].queryset = reasons_for(question)

    def answer(self) -> tuple[Sequence[Reason], str]:
        """Ticked reasons and note, as far as they are understood; also when the decision itself has an error."""
        if not self.is_bound:
            return self.initial.get("reasons", []), self.initial.get("note", "")
        plain = AnswerForm(self.data, question=self.question)
        plain.is_valid()
        return list(plain.cleaned_data.get("reasons", [])), plain.cleaned_data.get("note", "")


class ReasonOfReopening(forms.Form):
    """Why a decided question is asked once more, in words that the letter tells."""

    reason = NoteField(label=gettext_lazy("重新審核的原因"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{question}-reopening-%s", **kwargs)
        self.question = question

    def words(self) -> str:
        """What would be told, as far as it is understood."""
        self.is_valid()
        return self.cleaned_data.get("reason", "") if self.is_bound else ""


class NoteForm(forms.Form):
    text = NoteField(label=gettext_lazy("內部註記"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="internal-%s", **kwargs)


class DecisionForm(AnswerForm):
    decision = forms.ChoiceField(choices=Verdict, widget=forms.HiddenInput)

    def clean(self) -> None:
        if "decision" not in self.cleaned_data:
            sentence = _("%(title)s：請按「審核通過」或「審核不通過」。")
            raise ValidationError(sentence, code="decision_missing", params={"title": self.question.label})
        if self.cleaned_data["decision"] == Verdict.APPROVE and self.cleaned_data.get("reasons"):
            sentence = _("已勾選未通過原因，不能同時審核通過。要通過請先取消勾選；不通過請按「審核不通過」。")
            self.add_error("reasons", ValidationError(sentence, code="reasons_ticked"))

    def add_refusal(self, fault: ValidationError) -> None:
        """What the desk misses in an answer, put at the field that can mend it."""
        self.add_error({"note_missing": "note", "reason_missing": "reasons"}.get(fault.code), fault)
