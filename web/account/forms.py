from django.utils.translation import gettext_lazy as _

from web.components.fields import EmailForm, NewPasswordForm, PlainForm, password_field, text_field


class OwnPasswordForm(PlainForm):
    """The account's own password, from whoever is not signed in to it on this device."""

    present = password_field(_("密碼"), autocomplete="current-password")


class NewEmailForm(EmailForm):
    email = text_field(_("新的 Email"), autocomplete="email", inputmode="email", type="email", autocapitalize="none")


class ChangePasswordForm(NewPasswordForm):
    present = password_field(_("目前的密碼"), autocomplete="current-password")

    field_order = ("present", "password", "password_again")
