"""What a template cannot ask of a form by itself: a control tied to its example and message, and the fields in error."""

from django import template
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, ChoiceWidget, FileInput, Select
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def control(
    field: BoundField,
    example: str = "",
    size: str = "",
    check_url: str = "",
    check_with: str = "",
    noted: object = None,
) -> SafeString:
    """The widget of a field, described by its example, the note at it when it is `noted`, and its message.

    `size` is "s" or "m" and hints at the length of the answer. With `check_url` the value is sent there when the field
    is left, together with the fields named in `check_with` (separated by commas), never the rest of the form.
    """
    described_by = [("example", example), ("note", noted), ("message", True)]
    ids = [f"{field.id_for_label}-{part}" for part, is_there in described_by if is_there]
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(ids)}
    if css_class := _css_class(field, size):
        attrs["class"] = css_class
    if check_url:
        attrs |= _check_when_left(field, check_url, check_with)
    return field.as_widget(attrs=attrs)


@register.filter
def invalid_fields(form: BaseForm) -> list[BoundField]:
    """The visible fields of a form that have errors, in the order of the page."""
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def is_password(field: BoundField) -> bool:
    return getattr(field.field.widget, "input_type", "") == "password"


def _css_class(field: BoundField, size: str) -> str:
    widget = field.field.widget
    own = str(widget.attrs.get("class", ""))
    ticked = isinstance(widget, CheckboxInput | FileInput) or (
        isinstance(widget, ChoiceWidget) and not isinstance(widget, Select)
    )
    names = own.split() if own or ticked else ["input"]
    return " ".join([*names, f"input--{size}"] if size else names)


def _check_when_left(field: BoundField, check_url: str, check_with: str) -> dict[str, str | bool]:
    """A short delay lets a click on the button below land before a new message moves it."""
    names = [field.html_name, *(name.strip() for name in check_with.split(",") if name.strip()), "csrfmiddlewaretoken"]
    return {
        "hx-post": check_url,
        "hx-trigger": "blur delay:150ms",
        "hx-target": f"#{field.id_for_label}-message",
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
        "hx-params": ",".join(names),
    }
