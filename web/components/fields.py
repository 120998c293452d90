"""Fields that forms of several rooms have, drawn and cleaned the same everywhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from port.accounts.passwords import normalised
from port.taiwan.email import EmailAddress, clean_email
from port.taiwan.names import clean_person_name
from port.taiwan.phone import clean_mobile

LONGEST = 1000
"""Characters taken into a field at all; each rule says what is too long for it."""


def text_field(label: str, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.TextInput(attrs={"class": "input", **attributes})
    )


def password_field(label: str, *, autocomplete: str = "new-password") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"class": "input", "autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget)


class PlainForm(forms.Form):
    """A form that names the field which was left empty, in the words of 帳號申請."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("請填寫%(label)s。") % {"label": field.label}
            field.error_messages["max_length"] = _("內容太長，請縮短。")


class NewPasswordForm(PlainForm):
    """A new password, twice. Whether it may be used is asked by the act, which knows the former ones."""

    password = password_field(_("新密碼"))
    password_again = password_field(_("確認新密碼"))

    def clean_password(self) -> str:
        return normalised(self.cleaned_data["password"])

    def clean_password_again(self) -> str:
        return normalised(self.cleaned_data["password_again"])

    def clean(self) -> dict[str, Any]:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("兩次輸入的密碼不一樣，請再輸入一次。"))
        return self.cleaned_data


class PersonForm(PlainForm):
    """姓名 and 手機電話 (manual, steps 3 and 4)."""

    name = text_field(_("姓名"), autocomplete="name")
    mobile = text_field(_("手機電話"), autocomplete="tel-national", inputmode="tel", type="tel")

    def clean_name(self) -> str:
        return clean_person_name(self.cleaned_data["name"])

    def clean_mobile(self) -> str:
        return clean_mobile(self.cleaned_data["mobile"])


class EmailForm(PlainForm):
    email = text_field("Email", autocomplete="email", inputmode="email", type="email", autocapitalize="none")

    def clean_email(self) -> EmailAddress:
        return clean_email(self.cleaned_data["email"])
