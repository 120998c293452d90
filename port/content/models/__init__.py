"""What the portal tells everybody, how it came to be so, its files, and what a search looks through."""

from port.content.models.attachments import Attachment
from port.content.models.entries import Entry, HelpfulAnswer, Revision
from port.content.models.opinions import Opinion
from port.content.models.search import SearchTerm

__all__ = ["Attachment", "Entry", "HelpfulAnswer", "Opinion", "Revision", "SearchTerm"]
