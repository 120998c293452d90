"""What the pages of a manual ask: where a picture is served, and in which language the words are."""

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from port.language import TAGS, Language, language_now
from web.components.manuals import DESK, Manual, Picture

register = template.Library()


@register.simple_tag
def picture_address(manual: Manual, picture: Picture) -> str:
    """Pictures of the desk are shown to staff alone."""
    file = picture.file
    if manual.name == DESK:
        return reverse("staff:manual_file", args=[file])
    return static(f"manual/{manual.language.value}/{file}")


@register.simple_tag
def lang_unless_of_page(language: Language) -> SafeString:
    """Words in another language than that of the page say so (W-13)."""
    return SafeString("") if language is language_now() else format_html(' lang="{}"', TAGS[language])
