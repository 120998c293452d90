"""One form for both questions of a case, and the letters that it would send, in the order in which they leave."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.companies.models import CompanyDocument, Reason
from port.companies.workflow import refusal_answer
from port.review.enums import Question, Verdict
from web.staff.forms import LONGEST_NOTE, NoteField, ReasonsField
from web.staff.questions import reasons_for
from web.staff.regions import LetterShown, letters_of_both

Answer = tuple[str, Sequence[Reason], str]


class VerdictRadios(forms.RadioSelect):
    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The keys a and r go to them as to the buttons of a single question."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-decides"] = str(value)
        return option


class BothForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="%s", **kwargs)
        for question in Question:
            self.fields |= {
                f"{question}-decision": forms.ChoiceField(
                    label=question.label,
                    choices=Verdict,
                    widget=VerdictRadios,
                    error_messages={"required": gettext_lazy("請選擇「審核通過」或「審核不通過」。")},
                ),
                f"{question}-reasons": ReasonsField(
                    label=question.label, queryset=reasons_for(question), required=False
                ),
                f"{question}-note": NoteField(label=question.label, max_length=LONGEST_NOTE, required=False),
            }

    def clean(self) -> None:
        for question in Question:
            verdict, reasons, note = self.answer_to(question)
            if verdict == Verdict.APPROVE and reasons:
                sentence = _("已勾選未通過原因，不能同時審核通過。要通過請取消勾選，不通過請改選「審核不通過」。")
                self.add_error(f"{question}-reasons", ValidationError(sentence, code="reasons_ticked"))
            if verdict == Verdict.REJECT:
                self._need_a_reason(question, reasons, note)

    def _need_a_reason(self, question: Question, reasons: Sequence[Reason], note: str) -> None:
        try:
            refusal_answer(reasons, note)
        except ValidationError as fault:
            self.add_error(f"{question}-{'note' if fault.code == 'note_missing' else 'reasons'}", fault)

    def answer_to(self, question: Question) -> Answer:
        """Verdict, reasons and note as far as they are understood."""
        said = self.cleaned_data if self.is_bound else {}
        names = [f"{question}-{part}" for part in ("decision", "reasons", "note")]
        return said.get(names[0], ""), list(said.get(names[1], [])), said.get(names[2], "")

    def parts(self) -> list[tuple[Question, dict[str, forms.BoundField]]]:
        """For each question its three fields, for the page."""
        return [
            (question, {part: self[f"{question}-{part}"] for part in ("decision", "reasons", "note")})
            for question in Question
        ]

    def letters(self, case: CompanyDocument) -> list[LetterShown]:
        self.is_valid()
        return letters_of_both(case, {question: self.answer_to(question) for question in Question})
