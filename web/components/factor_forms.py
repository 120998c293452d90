"""What proves a second factor, as it is typed; pasting works everywhere (C5, W-25)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from port.taiwan.text import clean_line

LONGEST_ANSWER = 20_000
"""Characters of what a browser's script sends for a key."""


class AppCodeForm(forms.Form):
    code = forms.CharField(
        label=_("驗證碼"),
        max_length=20,
        error_messages={"required": _("請填寫 App 顯示的 6 位數字。"), "max_length": _("驗證碼是 6 位數字。")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input"}),
    )


class RecoveryCodeForm(forms.Form):
    code = forms.CharField(
        label=_("備用碼"),
        max_length=40,
        error_messages={"required": _("請填寫一個備用碼。"), "max_length": _("備用碼是 10 個英文字母與數字。")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input",
            }
        ),
    )


class PasskeyAnswerForm(forms.Form):
    """Filled in by `passkeys.js`."""

    passkey = forms.CharField(
        max_length=LONGEST_ANSWER,
        widget=forms.HiddenInput,
        error_messages={"required": _("瀏覽器沒有送出通行密鑰，請再試一次。")},
    )


class NewPasskeyForm(PasskeyAnswerForm):
    name = forms.CharField(
        label=_("名稱"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input"}),
    )

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"], max_length=50)


def begin_at_code(form: forms.Form) -> None:
    """The only thing that the page asks for has the focus when it opens; where there are faults, their list takes it."""
    if not form.is_bound:
        form.fields["code"].widget.attrs["autofocus"] = True
