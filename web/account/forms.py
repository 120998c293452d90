from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from port.accounts.models import User
from port.language import Language
from web.components.fields import EmailForm, NewPasswordForm, PersonForm, PlainForm, password_field, text_field


class OwnPasswordForm(PlainForm):
    """The account's own password, from whoever is not signed in to it on this device."""

    present = password_field(_("密碼"), autocomplete="current-password")


class OwnPersonForm(PersonForm):
    """Of whoever is signed in. Staff are written to in Chinese, so they are not asked; who says nothing changes nothing."""

    language = forms.ChoiceField(label=_("通知信語言"), choices=Language, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.is_staff:
            del self.fields["language"]


class NewEmailForm(EmailForm):
    email = text_field(_("新的 Email"), autocomplete="email", inputmode="email", type="email", autocapitalize="none")


class ChangePasswordForm(NewPasswordForm):
    present = password_field(_("目前的密碼"), autocomplete="current-password")

    field_order = ("present", "password", "password_again")
