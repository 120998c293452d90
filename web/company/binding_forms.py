"""What a person types to bind a general account: its name and password, or its name alone for a letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import fold_width
from port.taiwan.usernames import MAX_LENGTH

NAME = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "class": "input"}


class LetterBindingForm(forms.Form):
    prefix = "letter"

    username = forms.CharField(
        label=_("一般帳號"),
        max_length=MAX_LENGTH,
        error_messages={"required": _("請填寫要綁定的一般帳號。"), "max_length": _("帳號最多 30 個字，請再核對一次。")},
        widget=forms.TextInput(attrs=NAME),
    )

    def clean_username(self) -> str:
        return fold_width(self.cleaned_data["username"]).strip().lower()


class PasswordBindingForm(LetterBindingForm):
    prefix = "password"

    password = forms.CharField(
        label=_("這個一般帳號的密碼"),
        max_length=1000,
        strip=False,
        error_messages={"required": _("請填寫這個一般帳號的密碼。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "input"}),
    )
