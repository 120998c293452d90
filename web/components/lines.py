"""A few lines that a person writes freely."""

from django import forms

from port.taiwan.text import clean_line


class NoteField(forms.CharField):
    """A few lines, each without anything that cannot be seen."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: str | None) -> str:
        lines = super().clean(value).splitlines()
        return "\n".join(clean_line(line, max_length=self.max_length) for line in lines)
