"""What the gallery shows beside each component."""

from django import template

from web.gallery.contracts import contract_of

register = template.Library()
register.simple_tag(contract_of, name="contract_of")
