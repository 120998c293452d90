"""申請及使用須知: the version in force, each one before with its day, and what it said otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString

from port.content.enums import EntryKind, EntryState
from port.content.markdown import rendered
from port.content.models import Entry
from port.content.placeholders import filled
from port.content.versions import Version, before, in_force, versions_of
from port.language import Language, language_now
from web.components.content_pages import content_page
from web.components.differences import Change, changes
from web.components.languages import TAGS
from web.public.kept import kept


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One version in the language of the page; `lang` is the tag of its language where that is another."""

    number: int
    since: date
    published_at: datetime
    change: str
    lang: str
    html: SafeString


@content_page
def rules(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = kept("rules", lambda: _in_force(_versions(), on=today))
    return render(request, "public/rules.html", context)


@content_page
def rules_version(request: HttpRequest, number: int) -> HttpResponse:
    version = next((each for each in _versions() if each.number == number), None)
    if version is None:
        raise Http404
    context = kept(f"rules:{number}", lambda: _compared(version, on=timezone.localdate()))
    return render(request, "public/rules_version.html", context)


@content_page
def rules_history(request: HttpRequest) -> HttpResponse:
    versions = _versions()
    context = {
        "versions": [_told(version, with_text=False) for version in versions],
        "in_force": in_force(versions, on=timezone.localdate()),
        "changed_at": versions[0].published_at if versions else None,
    }
    return render(request, "public/rules_history.html", context)


def _versions() -> list[Version]:
    """Those of the one text that is published; none when there is no such text."""
    return kept("versions", _read_versions)


def _read_versions() -> list[Version]:
    rows = Entry.objects.of_kind(EntryKind.RULES).filter(state=EntryState.PUBLISHED)
    entry = rows.order_by("position", "pk").first()
    return versions_of(entry) if entry else []


def _compared(version: Version, *, on: date) -> dict[str, object]:
    """A version beside the one that it took the place of."""
    versions = _versions()
    former = before(versions, version)
    return {
        "rules": _told(version),
        "in_force": in_force(versions, on=on),
        "is_to_come": version.since > on,
        "former": former,
        "changes": _changes(former, version) if former else [],
    }


def _in_force(versions: Sequence[Version], *, on: date) -> dict[str, object]:
    version = in_force(versions, on=on)
    return {
        "rules": _told(version) if version else None,
        "to_come": [_told(each, with_text=False) for each in versions if each.since > on],
        "former": before(versions, version) if version else None,
    }


def _told(version: Version, *, with_text: bool = True) -> Rules:
    draft, language = version.draft, _language_of(version)
    english = language is Language.ENGLISH
    text = rendered(draft.body_en if english else draft.body, language) if with_text else SafeString("")
    return Rules(
        number=version.number,
        since=version.since,
        published_at=version.published_at,
        change=(english and version.change_en) or version.change,
        lang="" if language is language_now() else TAGS[language],
        html=text,
    )


def _language_of(version: Version) -> Language:
    """English where the page is English and the version has it, else Chinese."""
    has_english = bool(version.draft.title_en and version.draft.body_en)
    return Language.ENGLISH if language_now() is Language.ENGLISH and has_english else Language.CHINESE


def _changes(former: Version, version: Version) -> list[Change]:
    """Both in one language: where one of them is in Chinese alone, in Chinese."""
    if Language.CHINESE in {_language_of(former), _language_of(version)}:
        return changes(filled(former.draft.body), filled(version.draft.body))
    return changes(filled(former.draft.body_en), filled(version.draft.body_en))
