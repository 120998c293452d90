"""What whoever has forgotten the account name or the password fills in. Whether it belongs together is never told."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from port.companies.enums import NumberKind
from port.taiwan.text import fold_width
from port.taiwan.ubn import clean_agency_code, clean_ubn
from web.components.fields import EmailForm, text_field


class ForgottenAccountForm(EmailForm):
    """忘記帳號: 統編 or 機關代碼, and the address."""

    number = text_field(_("公司統編"), autocomplete="off", autocapitalize="characters", spellcheck="false")
    number_kind = forms.ChoiceField(
        label=_("號碼種類"), choices=NumberKind.choices, initial=NumberKind.UBN, widget=forms.RadioSelect
    )

    field_order = ("number_kind", "number", "email")

    def clean_number(self) -> str:
        rules: dict[str, Callable[[str], str]] = {NumberKind.UBN: clean_ubn, NumberKind.AGENCY: clean_agency_code}
        return rules[self.cleaned_data.get("number_kind", NumberKind.UBN)](self.cleaned_data["number"])

    def asked(self) -> dict[str, Any]:
        """The arguments of `send_names`."""
        told = self.cleaned_data
        return {"number_kind": told["number_kind"], "number": told["number"], "address": told["email"]}


class ForgottenPasswordForm(EmailForm):
    """忘記密碼: account name and address. Any name is taken, since which ones there can be tells something too."""

    username = text_field(_("帳號"), autocomplete="username", autocapitalize="none", spellcheck="false")

    field_order = ("username", "email")

    def clean_username(self) -> str:
        return fold_width(self.cleaned_data["username"]).strip().lower()

    def asked(self) -> dict[str, Any]:
        """The arguments of `send_password_link`."""
        return {"username": self.cleaned_data["username"], "address": self.cleaned_data["email"]}
