"""The texts that come with the product: published once, looked after, and left alone when staff take them over."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from port.audit.models import AuditRecord
from port.audit.recorder import OPERATOR
from port.content import library
from port.content.checks import cautions, why_not_publish
from port.content.enums import EntryKind, EntryState
from port.content.history import draft_of, live_revision
from port.content.library import BadText, install_content, product_texts, render_again
from port.content.models import Entry, Revision, SearchTerm
from port.content.search import find
from port.content.workflow import publish, save_draft, withdraw
from tests.factories import a_draft, a_staff_member, an_entry

pytestmark = pytest.mark.django_db

CHINESE = '+++\ntitle = "忘記密碼"\ntopic = "login"\nposition = 3\nfrom = 2026-11-01\n+++\n\n請洽 {hotline}。\n'
ENGLISH = '+++\ntitle = "Forgotten password"\n+++\n\nCall {hotline}.\n'
PAGES = {"privacy", "security", "open-data", "accessibility", "how-to-apply", "what-to-prepare"}


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A product with one text."""
    monkeypatch.setattr(library, "TEXTS", tmp_path)
    write(tmp_path, "faq/password.md", CHINESE)
    write(tmp_path, "faq/password.en.md", ENGLISH)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def everything() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in (Entry, Revision, SearchTerm, AuditRecord)]


def test_a_text_is_published_in_both_languages(texts):
    assert install_content() == 1

    entry = Entry.objects.get()
    assert (entry.kind, entry.slug, entry.topic, entry.position) == (EntryKind.FAQ, "password", "login", 3)
    assert (entry.title, entry.title_en, entry.shown_from) == ("忘記密碼", "Forgotten password", date(2026, 11, 1))
    assert (entry.html, entry.html_en) == ("<p>請洽 0809-088-568。</p>\n", "<p>Call 0809-088-568.</p>\n")


def test_installing_again_changes_nothing(texts):
    install_content()
    before = everything()

    install_content()

    assert everything() == before


def test_a_newer_text_is_the_next_revision(texts):
    install_content()
    write(texts, "faq/password.md", CHINESE.replace("請洽", "請撥").replace("+++\n\n", 'change = "改一個字"\n+++\n\n'))

    install_content()

    live = live_revision(Entry.objects.get())
    assert (live.number, live.change, draft_of(live).body) == (2, "改一個字", "請撥 {hotline}。\n")


def test_what_staff_have_changed_is_theirs(texts):
    install_content()
    entry, editor = Entry.objects.get(), a_staff_member("head")
    draft = replace(draft_of(live_revision(entry)), title="密碼忘了")
    publish(save_draft(entry=entry, kind=EntryKind.FAQ, draft=draft, by=editor), by=editor)
    write(texts, "faq/password.md", CHINESE.replace("請洽", "請撥"))

    install_content()

    assert (Entry.objects.get().title, entry.revisions.count()) == ("密碼忘了", 2)


def test_what_staff_have_begun_to_change_is_left_to_them(texts):
    install_content()
    entry, editor = Entry.objects.get(), a_staff_member("head")
    save_draft(entry=entry, kind=EntryKind.FAQ, draft=a_draft(EntryKind.FAQ), by=editor)
    write(texts, "faq/password.md", CHINESE.replace("請洽", "請撥"))

    install_content()

    assert "請洽" in Entry.objects.get().html


def test_what_staff_have_taken_off_does_not_come_back(texts):
    install_content()
    withdraw(Entry.objects.get(), by=OPERATOR)
    write(texts, "faq/password.md", CHINESE.replace("請洽", "請撥"))

    install_content()

    assert Entry.objects.get().state == EntryState.WITHDRAWN


def test_a_changed_option_is_told_everywhere_also_in_the_words_of_staff(texts, settings):
    install_content()
    news = an_entry(title="客服 {hotline}", body="請洽 {hotline}", by=a_staff_member("head"))
    settings.PORT_OPTIONS = replace(settings.PORT_OPTIONS, hotline="0800-000-123")
    before = Revision.objects.count()

    install_content()

    assert all("0800-000-123" in entry.html for entry in Entry.objects.all())
    assert Entry.objects.get(pk=news.pk).title == "客服 0800-000-123"
    assert Revision.objects.count() == before
    assert [found.entry for found in find("0800 000 123", on=timezone.localdate(), kinds=[EntryKind.NEWS])] == [news]


def test_what_was_never_made_findable_is(texts):
    """Such as what was carried over from before there was a search."""
    entry = an_entry(title="燻蒸作業")
    SearchTerm.objects.all().delete()

    assert render_again() == 1
    assert [found.entry for found in find("燻蒸", on=timezone.localdate())] == [entry]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# 沒有設定", "between two lines"),
        ("+++\ntitle = 一\n+++\n", "password.md: Invalid"),
        ('+++\ntitel = "一"\n+++\n', "unknown settings titel"),
        ('+++\ntitle = "一"\nfrom = "明天"\n+++\n', "is no day"),
    ],
)
def test_a_file_that_is_written_otherwise_is_named(texts, text, words):
    write(texts, "faq/password.md", text)

    with pytest.raises(BadText, match=words):
        install_content()


def test_every_text_of_the_product_may_be_published_and_needs_no_advice():
    said = {
        f"{text.kind}/{text.draft.slug}": [*why_not_publish(text.kind, text.draft), *cautions(text.kind, text.draft)]
        for text in product_texts()
    }

    assert {name: sentences for name, sentences in said.items() if sentences} == {}
    assert {f"page/{slug}" for slug in PAGES} <= said.keys()
