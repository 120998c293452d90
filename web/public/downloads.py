"""常用文件及教學: guides, forms and laws, each with its files, told by format, size and date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from port.content.enums import TOPICS, EntryKind, Topic
from port.content.models import Attachment, Entry
from port.content.models.entries import EntryQuerySet
from port.content.offering import files_of
from web.components.content_pages import content_page
from web.components.told import Line, Offered, last_change, line, offered, offered_with, told
from web.public.kept import kept
from web.public.keys import named
from web.public.pages import guides

MOST_SHOWN = 200
"""The page is one list; what staff put up beyond that is found by the search."""


@dataclass(frozen=True)
class Item:
    line: Line
    files: Sequence[Offered]


@dataclass(frozen=True)
class Shelf:
    """A heading, and under it what there is to take along."""

    topic: Topic
    items: Sequence[Item]


@content_page
def downloads(request: HttpRequest) -> HttpResponse:
    shelves, to_read = kept("downloads", _shelves), guides()
    shown = chain((item.line for shelf in shelves for item in shelf.items), to_read)
    context = {"shelves": shelves, "guides": to_read, "changed_at": last_change(shown)}
    return render(request, "public/downloads.html", context)


@content_page
def download(request: HttpRequest, slug: str) -> HttpResponse:
    entry = named(slug, among=_published())
    return render(request, "public/download.html", {"item": told(entry), "files": offered_with(entry)})


def _published() -> EntryQuerySet:
    return Entry.objects.of_kind(EntryKind.DOWNLOAD).published(on=timezone.localdate()).order_by("position", "pk")


def _shelves() -> list[Shelf]:
    entries = list(_published().defer("body", "body_en")[:MOST_SHOWN])
    files = files_of(entries)
    by_topic = {topic: [entry for entry in entries if entry.topic == topic] for topic in TOPICS[EntryKind.DOWNLOAD]}
    return [Shelf(topic, [_item(entry, files) for entry in found]) for topic, found in by_topic.items() if found]


def _item(entry: Entry, files: Mapping[int, Sequence[Attachment]]) -> Item:
    return Item(line(entry), [offered(file) for file in files[entry.pk]])
