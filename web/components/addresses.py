"""Under which address readers find what was published. Pages of every room lead there."""

from django.urls import reverse

from port.content.enums import EntryKind
from port.content.models import Entry

OWN_PAGES = frozenset({"privacy", "security", "open-data", "accessibility"})
"""Pages that the footer promises, each with an address of its own; all others stand below `pages/`."""


def address_of(entry: Entry) -> str:
    """That of the page where the entry is read; a notice stands among the others."""
    match entry.kind:
        case EntryKind.NEWS:
            return reverse("public:news_item", args=[entry.pk])
        case EntryKind.NOTICE:
            return f"{reverse('public:notices')}#notice-{entry.pk}"
        case EntryKind.RULES:
            return reverse("public:rules")
        case EntryKind.FAQ:
            return reverse("public:faq_item", args=[name_in_address(entry)])
        case EntryKind.DOWNLOAD:
            return reverse("public:download", args=[name_in_address(entry)])
    if entry.slug in OWN_PAGES:
        return reverse(f"public:{entry.slug.replace('-', '_')}")
    return reverse("public:page", args=[name_in_address(entry)])


def name_in_address(entry: Entry) -> str:
    """What staff called it, else its number: an address is needed even where nobody thought of a name."""
    return entry.slug or str(entry.pk)
