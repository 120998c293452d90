"""The form 帳號申請 (manual, steps 2 to 12). The same rules hold when a field is left and when the form is sent."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.accounts.passwords import normalised
from port.companies.enums import NumberKind
from port.registration.checks import free_alternatives, is_username_free
from port.registration.models import AccountApplication
from port.registration.workflow import ApplicationFacts, UsernameTaken
from port.taiwan.address import clean_address
from port.taiwan.email import clean_email
from port.taiwan.names import ORGANISATION_MAX_LENGTH, clean_organisation_name, clean_person_name
from port.taiwan.phone import clean_company_phone, clean_mobile
from port.taiwan.text import clean_line
from port.taiwan.ubn import clean_agency_code, clean_ubn
from port.taiwan.usernames import clean_username

LONGEST = 1000
"""Characters taken into a field at all; each rule says what is too long for it."""

ACCOUNT = ("username", "name", "mobile", "email", "password", "password_again")
COMPANY = ("number", "phone", "company_name", "address", "representative", "document")
"""The two parts of the page; the kind of number stands with the number."""


def _text(label: str, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.TextInput(attrs={"class": "input", **attributes})
    )


def _password(label: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget)


class Applicant:
    """What a password is compared with: everything else that was typed."""

    def __init__(self, typed: dict[str, Any]) -> None:
        self.__dict__.update(typed)


class ApplicationForm(forms.Form):
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    username = _text(_("帳號"), autocomplete="username", autocapitalize="none", spellcheck="false")
    name = _text(_("姓名"), autocomplete="name")
    mobile = _text(_("手機電話"), autocomplete="tel-national", inputmode="tel", type="tel")
    email = _text("Email", autocomplete="email", inputmode="email", type="email", autocapitalize="none")
    password = _password(_("密碼"))
    password_again = _password(_("確認密碼"))

    number_kind = forms.ChoiceField(label=_("號碼種類"), choices=NumberKind.choices, widget=forms.RadioSelect)
    number = _text(_("公司統編"), autocomplete="off", autocapitalize="characters", spellcheck="false")
    phone = _text(_("公司電話"), autocomplete="work tel", inputmode="tel", type="tel")
    company_name = _text(_("公司名稱"), autocomplete="organization")
    address = _text(_("公司地址"), autocomplete="street-address")
    representative = _text(_("公司負責人"), autocomplete="off")
    document = forms.FileField(label=_("公司證明文件"), required=False)

    def __init__(
        self, *args: Any, tell_taken: bool = True, forerunner: AccountApplication | None = None, **kwargs: Any
    ) -> None:
        """`tell_taken`: whether a taken account name may be told at once; `has_free_username` tells it in any case.

        `forerunner` is the refused application that this form mends.
        """
        super().__init__(*args, **kwargs)
        self.tell_taken, self.forerunner = tell_taken, forerunner
        for field in self.fields.values():
            field.error_messages["required"] = _("請填寫%(label)s。") % {"label": field.label}
            field.error_messages["max_length"] = _("內容太長，請縮短。")
        self.fields["number_kind"].error_messages["required"] = _("請選擇統一編號或機關代碼。")

    @property
    def account_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ACCOUNT]

    @property
    def company_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in COMPANY]

    def clean_username(self) -> str:
        username = clean_username(self.cleaned_data["username"])
        if self.tell_taken and not is_username_free(username, forerunner=self.forerunner):
            raise self.username_taken(username)
        return username

    def has_free_username(self) -> bool:
        """Say at the field that the account name is taken. Only for a valid form, ready to be sent (design decision 3)."""
        username = self.cleaned_data["username"]
        if is_username_free(username, forerunner=self.forerunner):
            return True
        self.add_error("username", self.username_taken(username))
        return False

    @staticmethod
    def username_taken(username: str) -> ValidationError:
        others = "、".join(free_alternatives(username))
        advice = _("目前可用的例如：%(others)s。") % {"others": others} if others else ""
        return ValidationError(f"{UsernameTaken().message}{advice}", code="username_taken")

    def clean_name(self) -> str:
        return clean_person_name(self.cleaned_data["name"])

    def clean_mobile(self) -> str:
        return clean_mobile(self.cleaned_data["mobile"])

    def clean_email(self) -> str:
        address = clean_email(self.cleaned_data["email"])
        self.cleaned_data["email_canonical"] = address.canonical
        return address.as_typed

    def clean_password(self) -> str:
        return normalised(self.cleaned_data["password"])

    def clean_password_again(self) -> str:
        return normalised(self.cleaned_data["password_again"])

    def clean_phone(self) -> str:
        return clean_company_phone(self.cleaned_data["phone"])

    def clean_company_name(self) -> str:
        return clean_organisation_name(self.cleaned_data["company_name"])

    def clean_address(self) -> str:
        return clean_address(self.cleaned_data["address"])

    def clean_representative(self) -> str:
        return clean_line(self.cleaned_data["representative"], max_length=ORGANISATION_MAX_LENGTH)

    def clean_number(self) -> str:
        rules: dict[str, Callable[[str], str]] = {NumberKind.UBN: clean_ubn, NumberKind.AGENCY: clean_agency_code}
        return rules[self.cleaned_data.get("number_kind", NumberKind.UBN)](self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password_again")
        if password:
            try:
                validate_password(password, Applicant(self.cleaned_data))  # type: ignore[arg-type]
            except ValidationError as fault:
                self.add_error("password", fault.messages[0])  # one thing to mend at a time
        if password and again and password != again:
            self.add_error("password_again", _("兩次輸入的密碼不一樣，請再輸入一次。"))
        return self.cleaned_data

    def facts(self) -> ApplicationFacts:
        """What is handed to `submit`. Only for a valid form; the password leaves it as a hash."""
        told = {field.name: self.cleaned_data[field.name] for field in fields(ApplicationFacts)}
        return ApplicationFacts(**told | {"password": make_password(told["password"])})

    def typed(self) -> dict[str, str]:
        """What was typed, without the passwords, to show the form again as it was."""
        hidden = {"password", "password_again", "document"}
        return {name: self.data.get(name, "")[:LONGEST] for name in self.fields if name not in hidden}
