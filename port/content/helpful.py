"""有幫助嗎?: what readers answer, and what staff see of it. Nothing tells who it was."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from port.content.models import Entry, HelpfulAnswer

LONGEST_COMMENT = 300


def answer(entry: Entry, *, helped: bool, comment: str = "") -> None:
    HelpfulAnswer.objects.create(entry=entry, helped=helped, comment=" ".join(comment.split())[:LONGEST_COMMENT])


def shares(entries: Iterable[Entry]) -> dict[int, tuple[int, int]]:
    """How many said yes and how many no, by the key of the entry; of those nobody answered about both are 0."""
    keys = [entry.pk for entry in entries]
    yes, no = Count("pk", filter=Q(helped=True)), Count("pk", filter=Q(helped=False))
    rows = HelpfulAnswer.objects.filter(entry__in=keys).values_list("entry").annotate(yes=yes, no=no).order_by()
    return dict.fromkeys(keys, (0, 0)) | {key: (helped, not_helped) for key, helped, not_helped in rows}


def comments(entry: Entry) -> "QuerySet[HelpfulAnswer]":
    """What readers missed, the newest first."""
    return entry.helpful_answers.exclude(comment="").order_by("-pk")
