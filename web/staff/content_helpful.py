"""What readers answered to 有幫助嗎?: how many said yes, and what those missed who said no."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from port.content.helpful import comments, shares
from port.content.models import Entry, HelpfulAnswer
from web.staff.access import keepers_only

MOST_SHOWN = 50
COMMENTS_A_PAGE = 50
LARGEST_KEY_DIGITS = 18


@dataclass(frozen=True)
class HelpfulRow:
    entry: Entry
    yes: int
    no: int

    @property
    def all(self) -> int:
        return self.yes + self.no

    @property
    def percent(self) -> int:
        """Of those who answered, how many were helped."""
        return round(100 * self.yes / self.all) if self.all else 0


@keepers_only
@require_safe
def helpful(request: HttpRequest) -> HttpResponse:
    """First what left the most readers without help: there a better text does most."""
    noes = Count("helpful_answers", filter=Q(helpful_answers__helped=False))
    answered = Entry.objects.filter(helpful_answers__isnull=False).annotate(noes=noes)
    shown = answered.only("kind", "title", "topic").order_by("-noes", "-pk")[:MOST_SHOWN]
    rows = _rows(list(shown))
    return render(request, "staff/content_helpful.html", {"rows": rows, "most": MOST_SHOWN})


@keepers_only
@require_safe
def comments_on(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(Entry, pk=pk)
    found = list(_behind(comments(entry), request.GET.get("after", ""))[: COMMENTS_A_PAGE + 1])
    shown = found[:COMMENTS_A_PAGE]
    context = {
        "row": _rows([entry])[0],
        "comments": shown,
        "next": f"?after={shown[-1].pk}" if len(found) > COMMENTS_A_PAGE else "",
    }
    return render(request, "staff/content_comments.html", context)


def _rows(entries: Iterable[Entry]) -> list[HelpfulRow]:
    entries = list(entries)
    counted = shares(entries)
    return [HelpfulRow(entry, *counted[entry.pk]) for entry in entries]


def _behind(answers: QuerySet[HelpfulAnswer], key: str) -> QuerySet[HelpfulAnswer]:
    fits = key.isascii() and key.isdigit() and len(key) <= LARGEST_KEY_DIGITS
    return answers.filter(pk__lt=int(key)) if fits else answers
