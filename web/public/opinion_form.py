"""What somebody writes to the 意見信箱."""

from django import forms
from django.utils.translation import gettext_lazy as _

from port.taiwan.email import clean_email
from port.taiwan.text import clean_line
from web.components.fields import PlainForm, text_field
from web.components.lines import NoteField

LONGEST_NAME = 50
LONGEST_TEXT = 2000


class OpinionForm(PlainForm):
    text = NoteField(
        label=_("想告訴我們的事"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7, "class": "input", "maxlength": LONGEST_TEXT}),
    )
    email = text_field("Email", autocomplete="email", inputmode="email", type="email", autocapitalize="none")
    name = text_field(_("怎麼稱呼您"), autocomplete="name")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"]).as_typed

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"], max_length=LONGEST_NAME)
