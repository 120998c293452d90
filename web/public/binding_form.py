from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import fold_width
from port.taiwan.usernames import MAX_LENGTH


class BindingAnswerForm(forms.Form):
    """The name of the general account, and yes or no by the button that was pressed."""

    username = forms.CharField(
        label=_("您的一般帳號"),
        max_length=MAX_LENGTH,
        error_messages={
            "required": _("請填寫信中的一般帳號。"),
            "max_length": _("帳號最多 30 個字，請再核對一次。"),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "class": "input"}
        ),
    )
    answer = forms.ChoiceField(
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        widget=forms.HiddenInput,
        error_messages={"required": _("請按「同意」或「不同意」。"), "invalid_choice": _("請按「同意」或「不同意」。")},
    )

    def __init__(self, data: Any = None, *, account: str) -> None:
        super().__init__(data)
        self.account = account

    def clean_username(self) -> str:
        typed = fold_width(self.cleaned_data["username"]).strip().lower()
        if typed != self.account:
            raise forms.ValidationError(_("這不是信中的一般帳號，請照信中的帳號再輸入一次。"))
        return typed

    @property
    def says_yes(self) -> bool:
        return self.cleaned_data["answer"] == "yes"
