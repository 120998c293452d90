"""What a page says of its language, and the way to the same page in the other one."""

from django import template
from django.template import Context

from port.language import TAGS, language_now
from web.components import languages

register = template.Library()


@register.simple_tag
def language_tag() -> str:
    """For `<html lang>`."""
    return TAGS[language_now()]


@register.simple_tag(takes_context=True)
def other_way(context: Context) -> languages.Way:
    return languages.other_way(context.get("request"))


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[languages.Way]:
    return languages.alternates(context.get("request"))
