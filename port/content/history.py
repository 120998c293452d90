"""How an entry came to say what it says."""

from port.content.drafts import Draft
from port.content.models import Entry, Revision


def draft_of(revision: Revision) -> Draft:
    return Draft.from_json(revision.content)


def newest_revision(entry: Entry) -> Revision | None:
    """What was written last, published or not: with this an editor goes on."""
    return entry.revisions.newest_first().first()


def live_revision(entry: Entry) -> Revision | None:
    """What readers see, or saw last when the entry was withdrawn: of all that were published the one with the highest number."""
    return entry.revisions.were_published().first()
