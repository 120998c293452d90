"""What the components are filled with: made up, never stored."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from port.accounts.enums import AccountKind, StaffRole
from port.accounts.models import User
from port.companies.models import Company

COMPANIES = [
    Company(pk=number, name=name, number=digits)
    for number, (name, digits) in enumerate(
        [("晴海示範船務股份有限公司", "12345675"), ("遠岸示範物流有限公司", "04595257"), ("北堤示範工程行", "22099131")]
    )
]


class SampleForm(forms.Form):
    name = forms.CharField(label="姓名", widget=forms.TextInput(attrs={"class": "input"}))
    note = forms.CharField(label="補充說明", required=False, widget=forms.Textarea(attrs={"class": "input", "rows": 3}))
    password = forms.CharField(label="密碼", widget=forms.PasswordInput(attrs={"class": "input"}))
    remember_me = forms.BooleanField(label="記住我", required=False)
    kind = forms.ChoiceField(
        label="號碼種類", choices=[("ubn", "統一編號"), ("agency", "機關代碼")], widget=forms.RadioSelect
    )
    reasons = forms.MultipleChoiceField(
        label="未通過原因",
        choices=[("D01", "D01 營利事業登記證已停止使用"), ("D02", "D02 公司名稱與文件不符")],
        widget=forms.CheckboxSelectMultiple,
    )
    document = forms.FileField(label="公司證明文件")


def form(prefix: str, **typed: Any) -> SampleForm:
    """Each with ids of its own; with `typed` it was sent, and says what is wrong."""
    data = {f"{prefix}-{name}": value for name, value in typed.items()} if typed else None
    return SampleForm(data, prefix=prefix)


@dataclass
class SampleActing:
    company: Company | None = None
    is_shared: bool = False
    companies: list[Company] = field(default_factory=list)
    has_more: bool = False
    token: str = "sample"  # noqa: S105 - no secret, it tells companies apart

    @property
    def in_menu(self) -> list[Company]:
        return self.companies


@dataclass(frozen=True)
class SampleRequest:
    """As much of a request as a component asks of it."""

    acting: SampleActing
    id: str = "4f2a91c07be3"
    method: str = "GET"
    path: str = "/"


@dataclass(frozen=True)
class SampleNotice:
    title: str
    html: str
    shown_from: date
    changed_at: datetime
    pk: int = 1
    lang: str = ""


@dataclass(frozen=True)
class SampleFile:
    title: str
    format: str
    size: int
    added_at: datetime
    address: str = "#files"
    lang: str = ""


SHARED = SampleActing(company=COMPANIES[0], is_shared=True, companies=COMPANIES)
PERSON = User(pk=0, username="harbour2026", name="王小明", email="wang@example.com", kind=AccountKind.GENERAL)
HOLDER = User(pk=0, username="many2026", name="張多家", email="chang@example.com", kind=AccountKind.SHARED)
REVIEWER = User(pk=0, username="lin.reviews", name="林審言", kind=AccountKind.STAFF, staff_role=StaffRole.HEAD)


def context() -> dict[str, Any]:
    """For the page of all components."""
    now = timezone.now()
    return {
        "empty_form": form("empty"),
        "good_form": form(
            "good", name="王小明", note="請於週五前審核。", kind="ubn", reasons=["D01"], password="x" * 20
        ),
        "bad_form": form("bad", name=""),
        "note_form": form("noted", name="王小名"),
        "upload_form": form("upload"),
        "bad_upload_form": form("bad-upload", name="王小明"),
        "mending": [["公司負責人的姓名與文件不符。", "請照文件填寫，或改附最新的文件。"]],
        "names": ["帳號已經存在，請重設其他帳號"],
        "companies": COMPANIES,
        "company": COMPANIES[0],
        "as_shared": SampleRequest(SHARED),
        "told": [
            SampleNotice("申請港口的範圍", "<p>基隆港全區之通行區域已不包括臺北港及蘇澳港。</p>", now.date(), now),
            SampleNotice("系統維護", "<p>11 月 1 日 00:00～04:00 暫停服務。</p>", now.date(), now - timedelta(days=9)),
        ],
        "files": [
            SampleFile("委託書", "ODT", 24_310, now),
            SampleFile("委託書", "PDF", 81_920, now),
        ],
        "now": now,
    }


def stand_in(request: HttpRequest, person: User | AnonymousUser, acting: SampleActing) -> None:
    """The page that is drawn for this request sees this person; nobody signs in."""
    if person.is_staff:
        person.pk = User.objects.filter(kind=AccountKind.STAFF).values_list("pk", flat=True).first()
    request.user = person
    request.__dict__["acting"] = acting  # as the gate of the inside does
