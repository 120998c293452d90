"""What a person of a company types, cleaned: the ticks under the texts, and a new proof document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from port.consents.enums import NoticeKind, ReadingManner
from port.consents.library import reading_version
from port.consents.models import NoticeText
from port.consents.workflow import Reading
from port.language import language_now

LONGEST_READING = 24 * 60 * 60
"""Seconds; a page that was left open for days says no more than that."""

NOTES = {NoticeKind.HAZARD: _("這裡的勾選是確認您已收到並了解危害告知，不是個資的同意，也不放棄任何權利。")}
"""危害告知 is an acknowledgement, not a consent (H-06)."""


@dataclass(frozen=True)
class Section:
    """A text with its tick, and the small line under the tick. `translation` is for reading; the text itself counts."""

    text: NoticeText
    tick: forms.BoundField
    note: Any
    translation: NoticeText | None

    @property
    def minutes(self) -> int:
        """Of what somebody reads: the translation, where there is one."""
        return (self.translation or self.text).minutes


class AcknowledgementForm(forms.Form):
    """One tick for each text. A tick's name carries the hash, so that it only ever counts for the words that were shown."""

    def __init__(self, texts: Sequence[NoticeText], data: Any = None) -> None:
        super().__init__(data)
        self.texts = texts
        for text in texts:
            self.fields[tick_of(text)] = forms.BooleanField(
                label=text.get_kind_display(), error_messages={"required": _("請閱讀全文後勾選「我同意」。")}
            )

    @property
    def sections(self) -> list[Section]:
        return [
            Section(
                text=text,
                tick=self[tick_of(text)],
                note=NOTES.get(NoticeKind(text.kind), ""),
                translation=reading_version(text, language_now()),
            )
            for text in self.texts
        ]

    def readings(self) -> dict[int, Reading]:
        """How each text was read, as the page tells it: evidence, never a lock (C7)."""
        return {text.pk: self._reading(tick_of(text)) for text in self.texts}

    def _reading(self, tick: str) -> Reading:
        seconds = self.data.get(f"{tick}_seconds", "")
        is_number = seconds.isascii() and seconds.isdigit() and len(seconds) < 10
        seconds_open = min(int(seconds), LONGEST_READING) if is_number else 0
        read_to_end = self.data.get(f"{tick}_to_end") == "1"
        scrolled = read_to_end or seconds_open > 0
        manner = ReadingManner.SCROLLED if scrolled else ReadingManner.PRINTED
        return Reading(manner=manner, read_to_end=read_to_end, seconds_open=seconds_open)


def tick_of(text: NoticeText) -> str:
    return f"text_{text.pk}_{text.sha256[:12]}"


class DocumentForm(forms.Form):
    """A new 公司證明文件. The files are read by `web.components.uploads`; here they only have a place on the page."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    document = forms.FileField(label=_("上傳公司證明文件"), required=False)
