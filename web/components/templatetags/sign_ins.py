"""What pages say of sign-ins: how long this one still lasts, and from which network one came."""

from django import template

from web.components.devices import told
from web.components.standing import standing_as_json

register = template.Library()
register.filter("standing_as_json", standing_as_json)
register.filter("device", told)


@register.filter
def network(origin: str) -> str:
    """The network alone; the hash behind it tells a person nothing."""
    return origin.partition(" ")[0]
