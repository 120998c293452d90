"""The colour of a company, one of eight: a number that `tokens.css` knows a pair of colours for."""

from django import template

from port.companies.models import Company

TONES = 8

register = template.Library()


@register.filter
def tone(company: Company | None) -> int:
    """By its key, so that it never changes; without a company, the colour of the house."""
    return company.pk % TONES if company else 0
