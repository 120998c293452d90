from django import forms
from django.utils.translation import gettext_lazy as _

from port.rights.enums import RightKind


class RightsForm(forms.Form):
    """What a person asks for about their own data; the names are the arguments of `ask`."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("您的請求"),
        choices=RightKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("請選擇一項請求。")},
    )
    text = forms.CharField(
        label=_("哪一項資料，希望怎麼處理"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "input"}),
        error_messages={"required": _("請寫下是哪一項資料，以及希望怎麼處理。")},
    )
