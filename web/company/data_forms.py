"""What a company types about itself: what it changes at once, and what it asks to be changed."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.changes.asking import ChangeFacts, handover, new_identity
from port.changes.checks import accounts_in_use, may_have_number, waiting_handover
from port.companies.enums import NumberKind
from port.companies.models import Company
from port.taiwan.address import clean_address
from port.taiwan.email import clean_email
from port.taiwan.names import ORGANISATION_MAX_LENGTH, clean_organisation_name
from port.taiwan.phone import clean_company_phone
from port.taiwan.text import clean_line
from port.taiwan.ubn import clean_agency_code, clean_ubn
from web.components.fields import PersonForm, PlainForm, text_field
from web.components.lines import NoteField


class FactsForm(PlainForm):
    """修改公司資料: what takes effect at once, under the rules of 帳號申請."""

    phone = text_field(_("公司電話"), autocomplete="work tel", inputmode="tel", type="tel")
    address = text_field(_("公司地址"), autocomplete="street-address")
    representative = text_field(_("公司負責人"), autocomplete="off")

    def clean_phone(self) -> str:
        return clean_company_phone(self.cleaned_data["phone"])

    def clean_address(self) -> str:
        return clean_address(self.cleaned_data["address"])

    def clean_representative(self) -> str:
        return clean_line(self.cleaned_data["representative"], max_length=ORGANISATION_MAX_LENGTH)


class AskingForm(PlainForm):
    """A request with a document. The files are read by `web.components.uploads`; here they only have a place on the page."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    explanation = NoteField(label=_("申請說明"), max_length=500, required=False)
    document = forms.FileField(label=_("證明文件"), required=False)

    def __init__(self, *args: Any, company: Company, by: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.company, self.by = company, by


class IdentityForm(AskingForm):
    """變更公司名稱或統編. What stays the same is left as it is."""

    company_name = text_field(_("公司名稱"), autocomplete="organization")
    number_kind = forms.ChoiceField(label=_("號碼種類"), choices=NumberKind.choices, widget=forms.RadioSelect)
    number = text_field(_("公司統編"), autocomplete="off", autocapitalize="characters", spellcheck="false")

    field_order = ("company_name", "number_kind", "number", "explanation", "document")

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        known = {"company_name": company.name, "number_kind": company.number_kind, "number": company.number}
        super().__init__(*args, company=company, initial=known, **kwargs)

    def clean_company_name(self) -> str:
        return clean_organisation_name(self.cleaned_data["company_name"])

    def clean_number(self) -> str:
        kind = self.cleaned_data.get("number_kind", NumberKind.UBN)
        rules: dict[str, Callable[[str], str]] = {NumberKind.UBN: clean_ubn, NumberKind.AGENCY: clean_agency_code}
        number = rules[kind](self.cleaned_data["number"])
        answer = may_have_number(self.company, number_kind=kind, number=number)
        if not answer.yes:
            raise ValidationError(answer.reason, code="number_taken")
        return number

    def facts(self) -> ChangeFacts:
        told = self.cleaned_data
        return new_identity(
            self.company,
            by=self.by,
            name=told["company_name"],
            number_kind=told["number_kind"],
            number=told["number"],
            explanation=told["explanation"],
        )


class AccountField(forms.ModelChoiceField):
    def label_from_instance(self, account: User) -> str:
        return _("%(username)s（%(name)s）") % {"username": account.username, "name": account.name}


class HandoverForm(AskingForm, PersonForm):
    """帳號移交: which account, and the person who takes it over."""

    account = AccountField(queryset=User.objects.none(), label=_("要移交的帳號"), empty_label=None)
    email = text_field("Email", autocomplete="off", inputmode="email", type="email", autocapitalize="none")

    field_order = ("account", "name", "mobile", "email", "explanation", "document")

    def __init__(self, *args: Any, company: Company, by: User, **kwargs: Any) -> None:
        super().__init__(*args, company=company, by=by, initial={"account": by.pk}, **kwargs)
        self.fields["account"].queryset = accounts_in_use(company)
        self.fields["name"].label = _("新使用人姓名")
        self.fields["mobile"].label = _("新使用人手機電話")
        self.fields["email"].label = _("新使用人 Email")
        for name in ("name", "mobile"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_account(self) -> User:
        account: User = self.cleaned_data["account"]
        if waiting := waiting_handover(account):
            sentence = _("這個帳號已經有一件移交申請正在審核（受理號碼 %(reference)s）。")
            raise ValidationError(sentence, code="already_waiting", params={"reference": waiting.reference})
        return account

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"]).as_typed

    def facts(self) -> ChangeFacts:
        told = self.cleaned_data
        return handover(
            told["account"],
            company=self.company,
            by=self.by,
            name=told["name"],
            mobile=told["mobile"],
            email=told["email"],
            explanation=told["explanation"],
        )
