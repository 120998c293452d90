"""What a manager of staff accounts types."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import StaffEnding, StaffRole, StaffVerdict
from port.accounts.permissions import PERMISSIONS, Permission
from port.accounts.staff import NewStaff
from port.taiwan.email import clean_email
from port.taiwan.names import clean_person_name
from port.taiwan.usernames import clean_username
from web.components.fields import PlainForm, text_field
from web.staff.forms import NoteField

LONGEST_NOTE = 500
ROLE_MISSING = _("請選擇職務。")
CHOSEN_BY_PEOPLE = (StaffEnding.LEFT, StaffEnding.NOT_NEEDED, StaffEnding.SECURITY)


def duties_of(role: str) -> str:
    """What the role may do, in the order of the permissions."""
    carried = PERMISSIONS.get(role, frozenset())
    return "、".join(str(permission.label) for permission in Permission if permission in carried)


def _roles() -> list[tuple[str, str]]:
    """Each role with what it may do, so that nobody gives more than is needed (A-09)."""
    return [(role.value, format_html("{}<small>{}</small>", role.label, duties_of(role))) for role in StaffRole]


class RoleField(forms.ChoiceField):
    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("職務"), choices=_roles, **kwargs)
        self.error_messages["required"] = ROLE_MISSING


class InviteForm(PlainForm):
    name = text_field(_("姓名"), autocomplete="off")
    username = text_field(_("帳號"), autocapitalize="none", spellcheck="false", autocomplete="off")
    email = text_field("Email", inputmode="email", type="email", autocapitalize="none", autocomplete="off")
    role = RoleField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].error_messages["required"] = ROLE_MISSING

    def clean_name(self) -> str:
        return clean_person_name(self.cleaned_data["name"])

    def clean_username(self) -> str:
        return clean_username(self.cleaned_data["username"])

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"]).canonical

    def person(self) -> NewStaff:
        """Only for a valid form."""
        return NewStaff(**self.cleaned_data | {"role": StaffRole(self.cleaned_data["role"])})


class RoleForm(forms.Form):
    role = RoleField()


class EndForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("停用原因"),
        choices=[(reason.value, reason.label) for reason in CHOSEN_BY_PEOPLE],
        widget=forms.RadioSelect,
        error_messages={"required": _("請選擇停用原因。")},
    )


class SignOffForm(forms.Form):
    """The answer about one account of the review; a page has many, so the ids tell whose it is."""

    verdict = forms.ChoiceField(
        label=_("結論"),
        choices=StaffVerdict,
        widget=forms.RadioSelect,
        error_messages={"required": _("請選擇「繼續使用」或「停用」。")},
    )
    note = NoteField(label=_("說明"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, account: int, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"review-{account}-%s", **kwargs)
        self.account = account
