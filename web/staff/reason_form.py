"""What the head of the desk types about a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from port.companies.enums import MendableField, ReasonScope
from port.companies.library import ReasonFacts, blaming_words, code_is_fixed
from port.companies.models import Reason
from port.companies.reasons import Paragraph, paragraph_of
from port.taiwan.text import clean_line
from web.staff.forms import LineField

LONGEST_TEXT = 500
FIELDS = (
    "code",
    "scope",
    "label",
    "sentence",
    "remedy",
    "sentence_en",
    "remedy_en",
    "needs_note",
    "unlocks",
    "help_url",
)


class SentenceField(forms.CharField):
    """A few lines to type in, which make one line of a letter."""

    widget = forms.Textarea(attrs={"rows": 3})
    between_lines = ""

    def validate(self, value: str) -> None:
        """Whether it may be empty, the act knows: a reason that leaves all to the note has no words of its own."""

    def clean(self, value: str | None) -> str:
        lines = super().clean(value).splitlines()
        return clean_line(self.between_lines.join(line.strip() for line in lines), max_length=self.max_length)


class EnglishSentenceField(SentenceField):
    """The same in a language that parts its words; twice as long, as English is."""

    between_lines = " "

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2 * LONGEST_TEXT, required=False, **kwargs)
        self.widget.attrs["lang"] = "en"


class ReasonForm(forms.Form):
    code = LineField(label=_("代碼"), max_length=10)
    label = LineField(label=_("名稱"), max_length=50)
    scope = forms.ChoiceField(
        label=_("適用於"), choices=ReasonScope, widget=forms.RadioSelect, initial=ReasonScope.BOTH
    )
    sentence = SentenceField(label=_("給申請人的說明"), max_length=LONGEST_TEXT)
    remedy = SentenceField(label=_("如何補正"), max_length=LONGEST_TEXT)
    sentence_en = EnglishSentenceField(label=_("給申請人的說明（英文）"))
    remedy_en = EnglishSentenceField(label=_("如何補正（英文）"))
    help_url = LineField(label=_("說明網頁"), max_length=200, required=False)
    unlocks = forms.MultipleChoiceField(
        label=_("要補正的欄位"), choices=MendableField, widget=forms.CheckboxSelectMultiple, required=False
    )
    needs_note = forms.BooleanField(label=_("審核人員必須另填說明"), required=False)

    def __init__(self, *args: Any, reason: Reason | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(reason, name) for name in FIELDS} if reason else None
        super().__init__(*args, initial=initial, **kwargs)
        if reason and code_is_fixed(reason):
            self.fields["code"].disabled = True

    def facts(self) -> ReasonFacts:
        return ReasonFacts(**self.cleaned_data | {"unlocks": tuple(self.cleaned_data["unlocks"])})

    def paragraph(self) -> Paragraph:
        """The words as a letter would have them, as far as they are understood."""
        return paragraph_of(Reason(**{name: self._typed(name) for name in ("sentence", "remedy", "help_url")}))

    def blaming_words(self) -> list[str]:
        return blaming_words(self._typed("sentence") + self._typed("remedy"))

    def _typed(self, name: str) -> str:
        if not self.is_bound:
            return self.initial.get(name, "")
        self.is_valid()
        return self.cleaned_data.get(name, "")
