"""What an auditor types to search the record. Names and numbers become ids here, before there is any address."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.accounts.models import User
from port.audit.enums import Result
from port.changes.models import ChangeRequest
from port.companies.models import Company
from port.registration.models import AccountApplication
from port.rights.models import RightsRequest
from port.taiwan.dates import roc_datetime
from port.taiwan.typed_times import clean_moment
from web.staff.forms import LineField
from web.staff.record_acts import act_choices
from web.staff.record_filters import KEY, REQUEST, Filters, kinds

MINUTE = timedelta(minutes=1)
WITH_REFERENCE = (AccountApplication, ChangeRequest, RightsRequest)


class MomentField(LineField):
    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=30, required=False, **kwargs)
        self.end = end

    def clean(self, value: str | None) -> datetime | None:
        line = super().clean(value)
        return clean_moment(line, end=self.end) if line else None


def like(pattern: re.Pattern[str]) -> RegexValidator:
    return RegexValidator(rf"\A(?:{pattern.pattern})\Z", gettext_lazy("請輸入紀錄上所列的編號。"), code="not_a_key")


class RecordForm(forms.Form):
    since = MomentField(label=gettext_lazy("從"))
    until = MomentField(label=gettext_lazy("到"), end=True)
    act = forms.ChoiceField(label=gettext_lazy("行為"), choices=act_choices, required=False)
    result = forms.ChoiceField(
        label=gettext_lazy("結果"), choices=lambda: [("", _("全部")), *Result.choices], required=False
    )
    account = LineField(label=gettext_lazy("行為人帳號"), max_length=30, required=False)
    number = LineField(label=gettext_lazy("公司統編或機關代碼"), max_length=20, required=False)
    reference = LineField(label=gettext_lazy("受理號碼"), max_length=20, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("對象種類"), choices=lambda: [("", _("全部")), *_kinds()], required=False
    )
    key = LineField(label=gettext_lazy("對象編號"), max_length=40, required=False, validators=[like(KEY)])
    request = LineField(label=gettext_lazy("請求編號"), max_length=12, required=False, validators=[like(REQUEST)])

    @classmethod
    def showing(cls, filters: Filters, *, account: str, number: str) -> "RecordForm":
        """The filters of an address as they would be typed; `account` and `number` are what its ids are called."""
        typed = {
            "since": roc_datetime(filters.since) if filters.since else "",
            "until": roc_datetime(filters.until - MINUTE) if filters.until else "",
            "account": account,
            "number": number,
            **{name: getattr(filters, name) for name in ("act", "result", "kind", "key", "request")},
        }
        return cls(initial=typed)

    def clean_account(self) -> int | None:
        name = self.cleaned_data["account"].lower()
        if not name:
            return None
        found = User.objects.filter(username=name).values_list("pk", flat=True).first()
        return _found(found, _("沒有這個帳號，請確認帳號名稱。"))

    def clean_number(self) -> int | None:
        number = self.cleaned_data["number"].upper()
        if not number:
            return None
        found = Company.objects.filter(number=number).values_list("pk", flat=True).first()
        return _found(found, _("沒有這個統編或機關代碼的公司。"))

    def clean_reference(self) -> tuple[str, int] | None:
        reference = self.cleaned_data["reference"]
        if not reference:
            return None
        for model in WITH_REFERENCE:
            if row := model.objects.filter(reference=reference).only("pk").first():
                return model._meta.label_lower, row.pk
        return _found(None, _("沒有這個受理號碼。"))

    def filters(self) -> Filters:
        """Of a valid form. 受理號碼 says which object is meant, whatever was typed beside it."""
        said = self.cleaned_data
        kind, key = said["reference"] or (said["kind"], said["key"])
        return Filters(
            since=said["since"],
            until=said["until"],
            act=said["act"],
            actor=said["account"],
            company=said["number"],
            kind=kind,
            key=str(key),
            result=said["result"],
            request=said["request"],
        )


def _kinds() -> list[tuple[str, object]]:
    return sorted(
        ((label, model._meta.verbose_name) for label, model in kinds().items()), key=lambda pair: str(pair[1])
    )


def _found(key: Any, sentence: str) -> Any:
    if key is None:
        raise ValidationError(sentence, code="not_found")
    return key
