"""Every page that a stranger can open, from the tree of addresses itself, so that a new one is measured like the others."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus

from django.test import Client
from django.urls import reverse
from django.utils import translation

from port.content.enums import EntryKind, Topic
from port.content.models import Entry
from port.language import Language
from web.components.addresses import OWN_PAGES
from web.public.urls import urlpatterns

NOT_PAGES = {"feed", "healthz", "readyz", "metrics"}


def public_pages(language: Language = Language.CHINESE, client: Client | None = None) -> dict[str, str]:
    """Name and address of each, as they stand in that language. What asks for a secret link, a session or a form is none."""
    client = client or Client()
    with translation.override(language.value):
        found = {name: address for name, address in _addresses() if name not in NOT_PAGES}
    found["search, a word"] = f"{found['search']}?q=證明文件"
    return {name: path for name, path in found.items() if client.get(path).status_code == HTTPStatus.OK}


def _addresses() -> Iterator[tuple[str, str]]:
    examples = _examples()
    for pattern in urlpatterns:
        if not pattern.pattern.converters:
            yield pattern.name, reverse(f"public:{pattern.name}")
        elif pattern.name in examples:
            yield pattern.name, reverse(f"public:{pattern.name}", args=[examples[pattern.name]])


def _examples() -> Mapping[str, object]:
    """Of what there are many, the one with the longest words, which weighs most."""
    made: dict[str, object] = {"faq_topic": Topic.ACCOUNT.value, "rules_version": 1}
    for name, kind, key in [
        ("news_item", EntryKind.NEWS, "pk"),
        ("faq_item", EntryKind.FAQ, "slug"),
        ("download", EntryKind.DOWNLOAD, "slug"),
        ("page", EntryKind.PAGE, "slug"),
    ]:
        entries = Entry.objects.of_kind(kind).filter(published_at__isnull=False).exclude(slug__in=OWN_PAGES)
        if longest := max(entries, key=lambda entry: len(entry.html), default=None):
            made[name] = getattr(longest, key)
    return made
