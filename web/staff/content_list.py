"""How the list of entries is narrowed, as it stands in the address, and one row of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from port.content.drafts import Draft
from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of
from port.content.models import Entry, Revision
from port.taiwan.dates import roc_date, roc_datetime
from web.staff.content_form import topic_label
from web.staff.forms import LONGEST_SEARCH, LineField

ROWS_A_PAGE = 30
LARGEST_KEY_DIGITS = 18


class Standing(TextChoices):
    """How an entry stands for whoever keeps it. `CHANGED`: published, and written on since."""

    DRAFT = "draft", gettext_lazy("草稿")
    CHANGED = "changed", gettext_lazy("有未發布的修改")
    PUBLISHED = "published", gettext_lazy("已發布")
    WITHDRAWN = "withdrawn", gettext_lazy("已下架")


class ListForm(forms.Form):
    kind = forms.ChoiceField(choices=EntryKind, required=False)
    state = forms.ChoiceField(choices=Standing, required=False)
    q = LineField(label=gettext_lazy("搜尋標題或內文"), max_length=LONGEST_SEARCH, required=False)


@dataclass(frozen=True)
class Filters:
    kind: str = ""
    state: str = ""
    q: str = ""

    def address(self, **parameters: str | int) -> str:
        said = {"kind": self.kind, "state": self.state, "q": self.q} | parameters
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def with_kind(self, kind: str) -> str:
        return replace(self, kind=kind).address()

    def with_state(self, state: str) -> str:
        return replace(self, state=state).address()

    def entries(self) -> QuerySet[Entry]:
        """The newest first, each with what its newest revision is; without the words that readers see."""
        rows = Entry.objects.defer("body", "body_en", "html", "html_en").order_by("-created_at", "-pk")
        rows = rows.annotate(newest_id=Subquery(_newest("pk")), newest_published=Subquery(_newest("published_at")))
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.state:
            rows = rows.filter(_standing(Standing(self.state)))
        return _saying(rows, self.q) if self.q else rows


def filters_of(form: ListForm) -> Filters:
    """As far as the address is understood."""
    form.full_clean()
    return Filters(**{name: form.cleaned_data.get(name, "") for name in ("kind", "state", "q")})


def behind(rows: QuerySet[Entry], key: str) -> QuerySet[Entry]:
    """What stands below the entry of that key."""
    fits = key.isascii() and key.isdigit() and len(key) <= LARGEST_KEY_DIGITS
    last = Entry.objects.filter(pk=int(key)).only("created_at").first() if fits else None
    if not last:
        return rows
    return rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))


@dataclass(frozen=True)
class EntryRow:
    """An entry as its keepers see it: by what was written last, which readers may not see yet."""

    entry: Entry
    newest: Revision
    today: date

    @cached_property
    def draft(self) -> Draft:
        return draft_of(self.newest)

    @property
    def title(self) -> str:
        return self.draft.title or self.entry.title or _("（還沒有標題）")

    @property
    def heading(self) -> str:
        """Its kind and its topic."""
        parts = [self.entry.get_kind_display(), topic_label(self.draft.topic)]
        return "・".join(part for part in parts if part)

    @property
    def standing(self) -> Standing:
        if self.entry.state == EntryState.PUBLISHED and not self.newest.published_at:
            return Standing.CHANGED
        return Standing(self.entry.state)

    @property
    def kind_of_state(self) -> str:
        kinds = {Standing.DRAFT: "now", Standing.CHANGED: "warn", Standing.PUBLISHED: "good"}
        return kinds.get(self.standing, "quiet")

    @property
    def icon_of_state(self) -> str:
        icons = {Standing.DRAFT: "pencil", Standing.CHANGED: "pencil", Standing.WITHDRAWN: "archive"}
        return icons.get(self.standing, "")

    @property
    def shown(self) -> str:
        """From when and until when readers see it, where that says more than the state."""
        if self.entry.state != EntryState.PUBLISHED:
            return ""
        begins, ends = self.entry.shown_from, self.entry.shown_until
        if begins > self.today:
            return _("%(day)s 起顯示") % {"day": roc_date(begins)}
        if ends and ends < self.today:
            return _("%(day)s 已停止顯示") % {"day": roc_date(ends)}
        return _("顯示到 %(day)s") % {"day": roc_date(ends)} if ends else ""

    @property
    def has_english(self) -> bool:
        return bool(self.draft.title_en and self.draft.body_en)

    @property
    def published(self) -> str:
        return roc_date(self.entry.published_at) if self.entry.published_at else "－"

    @property
    def written(self) -> str:
        return roc_datetime(self.newest.written_at)

    @property
    def writer(self) -> str:
        return written_by(self.newest)


def rows_of(entries: Iterable[Entry], *, today: date) -> list[EntryRow]:
    """One statement beside that of the entries."""
    entries = list(entries)
    revisions = Revision.objects.select_related("written_by").in_bulk([entry.newest_id for entry in entries])
    return [EntryRow(entry, revisions[entry.newest_id], today) for entry in entries]


def written_by(revision: Revision) -> str:
    return revision.written_by.name if revision.written_by else _("系統內建")


def _newest(field: str) -> QuerySet[Revision]:
    return Revision.objects.filter(entry=OuterRef("pk")).newest_first().values(field)[:1]


def _standing(standing: Standing) -> Q:
    if standing is Standing.CHANGED:
        return Q(state=EntryState.PUBLISHED, newest_published__isnull=True)
    return Q(state=standing.value)


def _saying(rows: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """In what readers see, or in what was written last; 台 and 臺 are the same."""
    written = {f"newest_{name}": Subquery(_newest_text(name)) for name in ("title", "title_en", "body", "body_en")}
    places = ["title", "title_en", "slug", "body", "body_en", *written]
    found = Q()
    for spelling in {words, words.replace("台", "臺"), words.replace("臺", "台")}:
        for place in places:
            found |= Q(**{f"{place}__icontains": spelling})
    return rows.annotate(**written).filter(found)


def _newest_text(name: str) -> QuerySet[Revision]:
    newest = Revision.objects.filter(entry=OuterRef("pk")).newest_first()
    return newest.annotate(text=KT(f"content__{name}")).values("text")[:1]
