"""What a search looks through."""

from django.db import models

from port.content.enums import EntryKind
from port.content.models.entries import Entry


class SearchTerm(models.Model):
    """A word of an entry that everybody may read, folded: of Chinese each two signs that stand together, of other scripts a whole word.

    `kind` is that of the entry: with it the index finds the first rows of a term in one kind, however many there are.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="terms", db_index=False)
    kind = models.CharField(max_length=10, choices=EntryKind)
    term = models.CharField(max_length=40)
    in_title = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["term", "kind", "-in_title", "-entry"], name="search_first_of_a_term")]
        constraints = [models.UniqueConstraint(fields=["entry", "term"], name="one_row_per_entry_and_term")]

    def __str__(self) -> str:
        return self.term
