"""How the words of a draft become those of an entry."""

from datetime import date

from django.utils import timezone
from django.utils.translation import override

from port.content.drafts import Draft
from port.content.enums import EntryKind
from port.content.markdown import rendered
from port.content.models import Entry
from port.content.placeholders import filled
from port.language import Language

AS_TYPED = ("slug", "topic", "audience", "pinned", "position", "body", "body_en", "shown_until")
IN_A_LINE = ("title", "title_en", "summary", "summary_en")


def copy_words(draft: Draft, entry: Entry) -> None:
    """Everything that readers see, ready to be sent to them. `entry.published_at` is set already."""
    for name in AS_TYPED:
        setattr(entry, name, getattr(draft, name))
    if entry.kind == EntryKind.FAQ and not entry.slug:
        entry.slug = f"q{entry.pk}"
    entry.shown_from = draft.shown_from or _first_day(entry)
    fill(draft, entry)


def fill(draft: Draft, entry: Entry) -> bool:
    """Put the options of today into the words; True when something reads differently now."""
    before = [getattr(entry, name) for name in (*IN_A_LINE, "html", "html_en")]
    for name in IN_A_LINE:
        with override(Language.ENGLISH if name.endswith("_en") else Language.CHINESE):
            setattr(entry, name, filled(getattr(draft, name)))
    entry.html = rendered(draft.body)
    entry.html_en = rendered(draft.body_en, Language.ENGLISH)
    return before != [getattr(entry, name) for name in (*IN_A_LINE, "html", "html_en")]


def _first_day(entry: Entry) -> date:
    """The day on which it was published first: correcting a word makes no old news new."""
    first = entry.revisions.were_published().order_by("published_at").values_list("published_at", flat=True).first()
    return timezone.localdate(first or entry.published_at)
