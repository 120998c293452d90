"""What somebody without a mailbox fills in. Only what cannot be a name or a number at all is told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from port.changes.asking import ChangeFacts, lost_mailbox
from port.taiwan.email import clean_email
from port.taiwan.text import fold_width, strip_separators
from port.taiwan.ubn import clean_agency_code, clean_ubn
from port.taiwan.usernames import clean_username
from web.components.fields import PlainForm, text_field
from web.components.lines import NoteField


class LostMailboxForm(PlainForm):
    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    username = text_field(_("帳號"), autocomplete="username", autocapitalize="none", spellcheck="false")
    number = text_field(_("公司統編"), autocomplete="off", autocapitalize="characters", spellcheck="false")
    email = text_field(_("新的 Email"), autocomplete="email", inputmode="email", type="email", autocapitalize="none")
    explanation = NoteField(label=_("說明"), max_length=500)
    document = forms.FileField(label=_("證明文件"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False

    def clean_username(self) -> str:
        """Only what can be an account name: a letter repeats it to an address that a stranger typed."""
        return clean_username(self.cleaned_data["username"])

    def clean_number(self) -> str:
        """A 統一編號 or a 機關代碼, told apart by their letters; a shared account has neither."""
        number = strip_separators(fold_width(self.cleaned_data["number"]))
        if not number:
            return ""
        return clean_ubn(number) if number.isdigit() else clean_agency_code(number)

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"]).as_typed

    def facts(self) -> ChangeFacts:
        """What is handed to `ask`. Only for a valid form."""
        told = self.cleaned_data
        return lost_mailbox(
            username=told["username"], number=told["number"], email=told["email"], explanation=told["explanation"]
        )
