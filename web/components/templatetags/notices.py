"""Notices on pages of every room, and the key under which a browser remembers that they were read."""

from django import template

from port.content.enums import Audience
from web.components.notices import greeting_of, key_of
from web.components.told import Told

register = template.Library()
register.filter("key_of_notices", key_of)


@register.simple_tag
def notices_to(audience: str) -> list[Told]:
    """What is told today to this audience alone."""
    return greeting_of(Audience(audience))
