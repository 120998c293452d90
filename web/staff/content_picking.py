"""The files of a text: put up, picked out of those that are there, and brought into order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.accounts.models import User
from port.content.enums import PICTURES, FileFormat
from port.content.files import receive_attachment
from port.content.markdown import address_of
from port.content.models import Attachment
from port.taiwan.dates import roc_date
from web.components.fields import PlainForm
from web.staff.content_fields import EnglishLineField
from web.staff.forms import LineField

MOST_OFFERED = 12
ARRANGES = ("file_in", "file_out", "file_up", "file_down")
NAME_MISSING = gettext_lazy("請填寫名稱；圖片請填替代文字，看不到圖的人靠這句話知道圖裡有什麼。")
STEPS = {"file_up": -1, "file_down": 1}


@dataclass(frozen=True)
class FileRow:
    """A file as its keepers find it, with the words that show it in a text."""

    file: Attachment

    @property
    def key(self) -> str:
        return str(self.file.pk)

    @property
    def label(self) -> str:
        return self.file.title or self.file.name

    @property
    def is_picture(self) -> bool:
        return self.file.format in PICTURES

    @property
    def address(self) -> str:
        return address_of(self.file)

    @property
    def facts(self) -> str:
        """Its format, size and day, as readers find them beside a download."""
        return f"{self.file.get_format_display()}・{self.size}・{roc_date(self.file.added_at)}"

    @property
    def size(self) -> str:
        return filesizeformat(self.file.size).replace("\xa0", " ")

    @property
    def chinese(self) -> str:
        return self._code(self.label)

    @property
    def english(self) -> str:
        return self._code(self.file.title_en or self.label)

    def _code(self, words: str) -> str:
        safe = words.replace("[", "（").replace("]", "）")
        return f"{'!' if self.is_picture else ''}[{safe}](file:{self.file.pk})"


class FileForm(PlainForm):
    """A file needs its name and a picture its alternative text at once: later nobody thinks of it."""

    file = forms.FileField(label=gettext_lazy("檔案"))
    file_title = LineField(label=gettext_lazy("名稱或替代文字"), max_length=150)
    file_title_en = EnglishLineField(label=gettext_lazy("英文名稱"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages |= {
            "required": _("請先選擇檔案。"),
            "missing": _("請先選擇檔案。"),
            "empty": _("這個檔案是空的，請重新選擇。"),
        }
        self.fields["file_title"].error_messages["required"] = NAME_MISSING
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in [*FileFormat.values, "jpeg"])

    def facts(self) -> dict[str, Any]:
        """The arguments of `receive_attachment`, of a valid form."""
        said = self.cleaned_data
        return {
            "upload": said["file"],
            "name": said["file"].name,
            "title": said["file_title"],
            "title_en": said["file_title_en"],
        }


def receive(form: FileForm, *, by: User) -> FileRow | None:
    """What came up, as a row; None when the form has something to mend."""
    if not form.is_valid():
        return None
    try:
        return FileRow(receive_attachment(**form.facts(), by=by))
    except ValidationError as fault:
        form.add_error("file", fault)
        return None


def newest_files(words: str = "") -> QuerySet[Attachment]:
    """The newest first; with words those whose name says them."""
    files = Attachment.objects.order_by("-added_at", "-pk")
    said = Q(name__icontains=words) | Q(title__icontains=words) | Q(title_en__icontains=words)
    return files.filter(said) if words else files


def file_rows(files: Iterable[Attachment]) -> list[FileRow]:
    return [FileRow(file) for file in files]


def rows_in_order(keys: Sequence[str]) -> list[FileRow]:
    """Those of a text, in the order that its keeper gave them."""
    found = Attachment.objects.in_bulk(list(keys)) if keys else {}
    by_key = {str(key): file for key, file in found.items()}
    return [FileRow(by_key[key]) for key in keys if key in by_key]


def arranged(keys: Sequence[str], act: str, key: str) -> list[str]:
    """The keys after one of `ARRANGES`; what cannot be done leaves them as they are."""
    others = [each for each in keys if each != key]
    if act == "file_in":
        return [*others, key] if key not in keys else list(keys)
    if key not in keys:
        return list(keys)
    if act == "file_out":
        return others
    place = max(0, keys.index(key) + STEPS[act])
    return [*others[:place], key, *others[place:]]
