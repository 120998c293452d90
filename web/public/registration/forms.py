"""The forms of 帳號申請 (manual, steps 2 to 12): the account, and for a general account its company as well.

The same rules hold when a field is left and when the form is sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import AccountKind
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
from web.components.fields import LONGEST, PlainForm, password_field, text_field

ACCOUNT = ("username", "name", "mobile", "email", "password", "password_again")
COMPANY = ("number", "phone", "company_name", "address", "representative", "document")
"""The two parts of the page; the kind of number stands with the number."""


class Applicant:
    """What a password is compared with: everything else that was typed."""

    def __init__(self, typed: dict[str, Any]) -> None:
        self.__dict__.update(typed)


class AccountForm(PlainForm):
    """帳號資料, which every application has; alone it is the form of a shared account (共用帳號)."""

    kind = AccountKind.SHARED

    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    username = text_field(_("帳號"), autocomplete="username", autocapitalize="none", spellcheck="false")
    name = text_field(_("姓名"), autocomplete="name")
    mobile = text_field(_("手機電話"), autocomplete="tel-national", inputmode="tel", type="tel")
    email = text_field("Email", autocomplete="email", inputmode="email", type="email", autocapitalize="none")
    password = password_field(_("密碼"))
    password_again = password_field(_("確認密碼"))

    def __init__(
        self, *args: Any, tell_taken: bool = True, forerunner: AccountApplication | None = None, **kwargs: Any
    ) -> None:
        """`tell_taken`: whether a taken account name may be told at once; `has_free_username` tells it in any case.

        `forerunner` is the refused application that this form mends.
        """
        super().__init__(*args, **kwargs)
        self.tell_taken, self.forerunner = tell_taken, forerunner

    @property
    def account_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ACCOUNT]

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
        others = _("、").join(free_alternatives(username))
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
        known = {field.name for field in fields(ApplicationFacts)} & self.cleaned_data.keys()
        told = {name: self.cleaned_data[name] for name in known}
        return ApplicationFacts(**told | {"kind": self.kind, "password": make_password(told["password"])})

    def typed(self) -> dict[str, str]:
        """What was typed, without the passwords, to show the form again as it was."""
        hidden = {"password", "password_again", "document"}
        return {name: self.data.get(name, "")[:LONGEST] for name in self.fields if name not in hidden}


class ApplicationForm(AccountForm):
    """帳號資料 and 公司資料: the form of a general account (一般帳號)."""

    kind = AccountKind.GENERAL

    number_kind = forms.ChoiceField(label=_("號碼種類"), choices=NumberKind.choices, widget=forms.RadioSelect)
    number = text_field(_("公司統編"), autocomplete="off", autocapitalize="characters", spellcheck="false")
    phone = text_field(_("公司電話"), autocomplete="work tel", inputmode="tel", type="tel")
    company_name = text_field(_("公司名稱"), autocomplete="organization")
    address = text_field(_("公司地址"), autocomplete="street-address")
    representative = text_field(_("公司負責人"), autocomplete="off")
    document = forms.FileField(label=_("公司證明文件"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number_kind"].error_messages["required"] = _("請選擇統一編號或機關代碼。")

    @property
    def company_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in COMPANY]

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


FORMS: Mapping[str, type[AccountForm]] = {form.kind: form for form in (ApplicationForm, AccountForm)}
"""The form of each kind of account that can be applied for."""
