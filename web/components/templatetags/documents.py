"""The pages of a document and the reasons of a refusal, for templates."""

from django import template

from port.changes.models import ChangeRequest
from port.companies.models import CompanyDocument
from port.companies.reasons import Paragraph, paragraphs_told
from port.documents.models import StoredDocument

register = template.Library()


@register.filter
def page_numbers(document: StoredDocument) -> range:
    """1, 2, … up to the last page."""
    return range(1, document.page_count + 1)


@register.filter
def refusal(answered: CompanyDocument | ChangeRequest) -> list[Paragraph]:
    """What whoever asked was told, such as the reasons of a refusal, in the language of the page."""
    return paragraphs_told(answered.answer, answered.reasons.all())
