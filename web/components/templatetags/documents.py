"""The pages of a document and the reasons of a refusal, for templates."""

from django import template

from port.companies.reasons import paragraphs_of
from port.documents.models import StoredDocument

register = template.Library()
register.filter("paragraphs", paragraphs_of)


@register.filter
def page_numbers(document: StoredDocument) -> range:
    """1, 2, … up to the last page."""
    return range(1, document.page_count + 1)
