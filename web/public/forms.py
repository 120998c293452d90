from django import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(forms.Form):
    """登入作業 (manual, step 20)."""

    username = forms.CharField(
        label=_("使用者帳號"),
        max_length=254,
        error_messages={"required": _("請填寫使用者帳號。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "class": "input"}
        ),
    )
    password = forms.CharField(
        label=_("使用者密碼"),
        max_length=1000,
        strip=False,
        error_messages={"required": _("請填寫使用者密碼。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
    )
    remember = forms.BooleanField(label=_("記住我"), required=False)


class PasswordProofForm(forms.Form):
    """The account's own password, as the proof that the reader of a letter is its holder."""

    password = forms.CharField(
        label=_("密碼"),
        max_length=1000,
        strip=False,
        error_messages={"required": _("請填寫您申請時設定的密碼。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
    )
