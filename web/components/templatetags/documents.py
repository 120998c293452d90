"""The pages of a document, for templates."""

from django import template

from port.documents.models import StoredDocument

register = template.Library()


@register.filter
def page_numbers(document: StoredDocument) -> range:
    """1, 2, … up to the last page."""
    return range(1, document.page_count + 1)
