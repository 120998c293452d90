"""An entry as readers will see it, in both languages, with what should be looked at before it is published."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString

from port.content.checks import cautions, why_not_publish
from port.content.drafts import Draft
from port.content.enums import EntryKind
from port.content.markdown import rendered
from port.language import Language


@dataclass(frozen=True)
class Shown:
    """`is_missing`: there is nothing in this language, so its readers get the Chinese words and are told so."""

    language: Language
    title: str
    summary: str
    html: SafeString

    @property
    def is_missing(self) -> bool:
        return not (self.title and self.html)


def shown_in_both(kind: EntryKind, draft: Draft) -> dict[str, Any]:
    """What the preview and the question before publishing are made of."""
    return {
        "shown": [
            _shown(Language.CHINESE, draft.title, draft.summary, draft.body),
            _shown(Language.ENGLISH, draft.title_en, draft.summary_en, draft.body_en),
        ],
        "missing": why_not_publish(kind, draft),
        "cautions": cautions(kind, draft),
    }


def _shown(language: Language, title: str, summary: str, body: str) -> Shown:
    with translation.override(language.value):
        html = rendered(body, language)
    return Shown(language, title, summary, html)
