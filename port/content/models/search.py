"""What a search looks through."""

from django.db import models

from port.content.models.entries import Entry


class SearchTerm(models.Model):
    """A word of a published entry, folded: of Chinese each two signs that stand together, of other scripts a whole word."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=40)
    in_title = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "entry"], name="one_row_per_term_and_entry")]

    def __str__(self) -> str:
        return self.term
