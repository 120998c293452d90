"""The key under which a browser remembers that notices were read."""

from django import template

from web.components.notices import key_of

register = template.Library()
register.filter("key_of_notices", key_of)
