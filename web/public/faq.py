"""FAQ: topics with their first questions, a topic with its answers, one question with its own address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from port.content.enums import TOPICS, EntryKind, Topic
from port.content.models import Entry
from web.components.content_pages import content_page
from web.components.told import Line, last_change, line, lines, offered_with, told
from web.public.kept import kept
from web.public.keys import key_in, named, topic_named

FIRST_OF_A_TOPIC = 4
ON_A_PAGE = 20
OTHERS = 5


@dataclass(frozen=True)
class Heading:
    """A topic and its first questions; `has_more` when there are others."""

    topic: Topic
    questions: Sequence[Line]
    has_more: bool


@content_page
def faq(request: HttpRequest) -> HttpResponse:
    headings = kept("faq", lambda: headings_on(timezone.localdate()))
    shown = [question for heading in headings for question in heading.questions]
    return render(request, "public/faq.html", {"headings": headings, "changed_at": last_change(shown)})


@content_page
def faq_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """`after` is the id that the page begins behind."""
    heading = topic_named(topic, of=EntryKind.FAQ)
    if heading is None:
        raise Http404
    after = key_in(request.GET.get("after", ""))
    found = [told(entry) for entry in _behind(heading, after)[: ON_A_PAGE + 1]]
    answers = found[:ON_A_PAGE]
    context = {
        "topic": heading,
        "topics": TOPICS[EntryKind.FAQ],
        "answers": answers,
        "next": answers[-1].pk if len(found) > ON_A_PAGE else None,
        "is_first": not after,
        "changed_at": last_change(answers),
    }
    return render(request, "public/faq_topic.html", context)


@content_page
def faq_item(request: HttpRequest, slug: str) -> HttpResponse:
    """`answered` is there after 有幫助嗎? was answered without a script: then the page says thanks."""
    entry = question_named(slug)
    context = {
        "item": told(entry),
        "files": offered_with(entry),
        "others": [each for each in lines(_beside(entry)) if each.pk != entry.pk][:OTHERS],
        "is_answered": "answered" in request.GET,
    }
    return render(request, "public/faq_item.html", context)


def question_named(slug: str) -> Entry:
    """Raises `Http404` where there is none, or none any more."""
    return named(slug, among=Entry.objects.answers(on=timezone.localdate()))


def headings_on(day: date) -> list[Heading]:
    """Each topic that has questions, with the first of them. One statement, however many there are."""
    number = Window(RowNumber(), partition_by=F("topic"), order_by=[F("position").asc(), F("pk").asc()])
    rows = Entry.objects.answers(on=day).annotate(number=number).filter(number__lte=FIRST_OF_A_TOPIC + 1)
    by_topic: dict[str, list[Entry]] = {}
    for entry in rows.defer("body", "body_en"):
        by_topic.setdefault(entry.topic, []).append(entry)
    return [_heading(topic, by_topic[topic]) for topic in TOPICS[EntryKind.FAQ] if topic in by_topic]


def _heading(topic: Topic, entries: Sequence[Entry]) -> Heading:
    questions = [line(entry) for entry in entries[:FIRST_OF_A_TOPIC]]
    return Heading(topic, questions, has_more=len(entries) > FIRST_OF_A_TOPIC)


def _behind(topic: Topic, after: int | None) -> QuerySet[Entry]:
    rows = Entry.objects.answers(on=timezone.localdate(), topic=topic)
    last = rows.filter(pk=after).first() if after else None
    if last is None:
        return rows
    return rows.filter(Q(position__gt=last.position) | Q(position=last.position, pk__gt=last.pk))


def _beside(entry: Entry) -> QuerySet[Entry]:
    """Questions of the same topic, one more than are shown, since this one may be among them."""
    rows = Entry.objects.answers(on=timezone.localdate(), topic=Topic(entry.topic))
    return rows.defer("body", "body_en")[: OTHERS + 1]
