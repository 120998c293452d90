"""What a text of the portal is typed into: lines, Markdown and the files that go with it, cleaned and never reshaped."""

import unicodedata
from typing import Any
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict

from port.content.checks import LONGEST_BODY
from port.content.models import Attachment
from port.taiwan.text import clean_line, refuse_longer_than
from web.staff.forms import LineField

MOST_FILES = 30
IN_ENGLISH = {"lang": "en", "spellcheck": "true"}


class EnglishLineField(LineField):
    """The same as its neighbour says, for those who read no Chinese; there need not be any."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.TextInput(attrs={**IN_ENGLISH}), **kwargs)


class MarkdownField(forms.CharField):
    """Text in Markdown: what cannot be seen is refused, what shapes it (indents, empty lines) stays.

    It may be empty while it is written; whether it may be published, the rules of the content know.
    """

    def __init__(self, *, rows: int = 16, english: bool = False, **kwargs: Any) -> None:
        attributes = {"rows": rows, **(IN_ENGLISH if english else {})}
        super().__init__(widget=forms.Textarea(attrs=attributes), **kwargs)

    def validate(self, value: str) -> None:
        """Said above."""

    def clean(self, value: str | None) -> str:
        typed = super().clean(value)
        refuse_longer_than(2 * LONGEST_BODY, typed, told=LONGEST_BODY)
        lines = [line.expandtabs(4).rstrip() for line in typed.splitlines()]
        for line in lines:
            clean_line(line, max_length=LONGEST_BODY)
        text = unicodedata.normalize("NFC", "\n".join(lines)).strip("\n")
        refuse_longer_than(LONGEST_BODY, text)
        return text


class FilesField(forms.Field):
    """The files that stand below a text, in their order, by their ids. What is no file of ours is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[str, ...]:
        typed = list(dict.fromkeys(key for text in value or [] if (key := _key(text))))[:MOST_FILES]
        there = {str(key) for key in Attachment.objects.filter(pk__in=typed).values_list("pk", flat=True)}
        return tuple(key for key in typed if key in there)


def typed_files(data: MultiValueDict[str, Any]) -> list[str]:
    """The ids of a form that was sent, as far as they are ids."""
    return [key for text in data.getlist("files") if (key := _key(text))]


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except (ValueError, AttributeError, TypeError):
        return ""
