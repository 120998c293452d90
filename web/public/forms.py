from django import forms
from django.utils.translation import gettext_lazy as _

from port.registration.progress import clean_reference
from port.taiwan.email import clean_email


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
    remember = forms.BooleanField(label=_("記住我"), required=False)  # the account name, never the session


class PasswordProofForm(forms.Form):
    """The account's own password, as the proof that the reader of a letter is its holder."""

    password = forms.CharField(
        label=_("密碼"),
        max_length=1000,
        strip=False,
        error_messages={"required": _("請填寫您申請時設定的密碼。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input"}),
    )


class ProgressForm(forms.Form):
    """申請進度查詢: what belongs together is never told, only what cannot be a 受理號碼 or an address at all."""

    reference = forms.CharField(
        label=_("受理號碼"),
        max_length=40,
        error_messages={"required": _("請填寫受理號碼。"), "max_length": _("受理號碼是 12 位數字，請再核對一次。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input"}),
    )
    email = forms.CharField(
        label="Email",
        max_length=254,
        error_messages={"required": _("請填寫申請時的 Email。"), "max_length": _("內容太長，請縮短。")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "class": "input"}),
    )

    def clean_reference(self) -> str:
        if reference := clean_reference(self.cleaned_data["reference"]):
            return reference
        raise forms.ValidationError(_("受理號碼是 12 位數字，例如 115-1122-04711，請再核對一次。"))

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"]).canonical

    def asked(self) -> dict[str, str]:
        """The arguments of `send_code`."""
        return {"reference": self.cleaned_data["reference"], "email_canonical": self.cleaned_data["email"]}


class ProgressCodeForm(forms.Form):
    code = forms.CharField(
        label=_("驗證碼"),
        max_length=20,
        error_messages={"required": _("請填寫信中的 6 位數驗證碼。"), "max_length": _("驗證碼是 6 位數字。")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input"}),
    )
