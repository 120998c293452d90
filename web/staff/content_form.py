"""What an editor types about one entry. Each kind has its own fields; the words stand in both languages."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.content.drafts import Draft
from port.content.enums import TOPICS, Audience, EntryKind, Topic
from port.content.models import Entry
from web.components.fields import PlainForm
from web.staff.content_fields import EnglishLineField, FilesField, MarkdownField
from web.staff.forms import LineField
from web.staff.pledge_forms import DateField

WORDS = ("title", "title_en", "summary", "summary_en", "body", "body_en")
SETTINGS: Mapping[str, Sequence[str]] = {
    EntryKind.NEWS: ("topic", "shown_from", "shown_until", "pinned"),
    EntryKind.NOTICE: ("audience", "shown_from", "shown_until"),
    EntryKind.RULES: ("shown_from",),
    EntryKind.FAQ: ("topic", "slug", "position"),
    EntryKind.DOWNLOAD: ("topic", "slug", "position"),
    EntryKind.PAGE: ("slug", "position"),
}
"""What is asked beside the words, by kind; what is not asked stays as it was."""

WITH_FILES = frozenset(EntryKind.values) - {EntryKind.NOTICE}
LAST_POSITION = 999
LONGEST_SLUG = 60


class EntryForm(PlainForm):
    topic = forms.ChoiceField(label=gettext_lazy("類別"))
    audience = forms.ChoiceField(label=gettext_lazy("對象"), choices=Audience)
    slug = LineField(label=gettext_lazy("網址名稱"), max_length=LONGEST_SLUG, required=False)
    position = forms.IntegerField(label=gettext_lazy("順序"), min_value=0, max_value=LAST_POSITION, required=False)
    shown_from = DateField(label=gettext_lazy("開始顯示"), required=False)
    shown_until = DateField(label=gettext_lazy("停止顯示"), required=False)
    pinned = forms.BooleanField(label=gettext_lazy("置頂"), required=False)
    title = LineField(label=gettext_lazy("標題"), max_length=100)
    title_en = EnglishLineField(label=gettext_lazy("標題（英文）"), max_length=200)
    summary = LineField(label=gettext_lazy("一行摘要"), max_length=200, required=False)
    summary_en = EnglishLineField(label=gettext_lazy("一行摘要（英文）"), max_length=400)
    body = MarkdownField(label=gettext_lazy("內容"))
    body_en = MarkdownField(label=gettext_lazy("內容（英文）"), english=True, required=False)
    change = LineField(label=gettext_lazy("這次改了什麼"), max_length=200, required=False)
    change_en = EnglishLineField(label=gettext_lazy("這次改了什麼（英文）"), max_length=400)
    files = FilesField(required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(
        self, *args: Any, kind: EntryKind, entry: Entry | None = None, said: Draft | None = None, **kwargs: Any
    ) -> None:
        """`said` is what the newest revision says; of a new entry there is none."""
        self.kind, self.entry, self.said = kind, entry, said or Draft()
        initial = {name: getattr(self.said, name) for name in Draft.__dataclass_fields__} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        kept = {*SETTINGS[kind], *WORDS, "change", "change_en", "files", "based_on"}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        self._of_kind()

    def _of_kind(self) -> None:
        if "topic" in self.fields:
            self.fields["topic"].choices = [(topic.value, topic.label) for topic in TOPICS[self.kind]]
        if self.kind == EntryKind.RULES:
            self.fields["shown_from"].label = _("生效日")
        else:
            del self.fields["change_en"]
        if "slug" in self.fields and self.entry and self.entry.published_at:
            self.fields["slug"].disabled = True

    @property
    def settings(self) -> list[BoundField]:
        return [self[name] for name in SETTINGS[self.kind] if name != "pinned"]

    @property
    def has_files(self) -> bool:
        return self.kind in WITH_FILES

    @property
    def address_is_fixed(self) -> bool:
        return "slug" in self.fields and self.fields["slug"].disabled

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if not slug or self.address_is_fixed:
            return slug
        try:
            validate_slug(slug)
        except ValidationError:
            raise ValidationError(_("網址名稱只能用英文字母、數字與連字號，例如 forgot-password。")) from None
        if slug.isdigit():
            raise ValidationError(_("網址名稱不能只有數字，請加上英文字母。"))
        return slug

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("shown_from"), cleaned.get("shown_until")
        if ends and ends < (begins or datetime.date.min):
            self.add_error("shown_until", ValidationError(_("停止顯示的日期早於開始顯示的日期。")))
        return cleaned

    def draft(self) -> Draft:
        """What a valid form says; what the kind does not ask for stays as it was."""
        return self._with(self.cleaned_data)

    def draft_so_far(self) -> Draft:
        """As much of it as is understood, for a preview: what is refused is left empty or as it was."""
        if not self.is_bound:
            return self.said
        self.is_valid()
        refused = {name: "" for name in WORDS if name in self.errors}
        return self._with(refused | self.cleaned_data)

    def changes(self) -> dict[str, str]:
        """The arguments of `save_draft` that say what is new."""
        return {name: self.cleaned_data.get(name, "") for name in ("change", "change_en")}

    def _with(self, cleaned: Mapping[str, Any]) -> Draft:
        named = {name: value for name, value in cleaned.items() if name in Draft.__dataclass_fields__}
        if not self.has_files:
            named.pop("files", None)
        return replace(self.said, **named)


def topic_label(topic: str) -> str:
    return str(Topic(topic).label) if topic in Topic.values else ""
