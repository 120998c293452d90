"""What the editor of the demonstration has put up: something of everything that an editor meets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.accounts import create_staff
from demo.content import publish_content
from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.audit.recorder import broken_links
from port.content.checks import cautions
from port.content.enums import Audience, EntryKind, EntryState
from port.content.helpful import shares
from port.content.history import draft_of, newest_revision
from port.content.markdown import address_of
from port.content.models import Attachment, Entry, HelpfulAnswer, Opinion, Revision
from port.options import options

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


@pytest.fixture
def told(db: None) -> None:
    create_staff()
    publish_content(began=timezone.now())


def test_the_portal_greets_with_two_notices_and_news_with_the_pinned_ones_above():
    today = timezone.localdate()
    notices = Entry.objects.notices(on=today, audience=Audience.EVERYONE)
    news = Entry.objects.news(on=today)

    assert notices.count() == 2
    assert [notice for notice in notices if options().public_url in notice.html]
    assert not [notice for notice in notices if "twport.com.tw" in notice.html]
    assert news.count() >= 8
    assert {item.pinned for item in news} == {True, False}
    assert "系統維護" in news[0].title


def test_companies_and_staff_have_a_notice_of_their_own():
    today = timezone.localdate()

    for audience in (Audience.COMPANIES, Audience.STAFF):
        assert Entry.objects.notices(on=today, audience=audience).count() == 3


def test_the_editor_finds_something_in_every_state_and_one_with_a_history():
    editor = User.objects.get(staff_role=StaffRole.CONTENT)
    written = Entry.objects.filter(revisions__written_by=editor).distinct()

    assert set(written.values_list("state", flat=True)) == set(EntryState.values)
    assert max(entry.revisions.count() for entry in written) == 3
    assert written.filter(shown_from__gt=timezone.localdate(), state=EntryState.PUBLISHED).exists()
    assert written.filter(shown_until__lt=timezone.localdate(), state=EntryState.PUBLISHED).exists()


def test_the_unfinished_draft_has_something_to_advise_on():
    draft = draft_of(newest_revision(Entry.objects.get(state=EntryState.DRAFT)))

    assert len(cautions(EntryKind.NEWS, draft)) == 3


def test_what_is_shown_has_its_files_and_readers_have_answered():
    shown = Entry.objects.get(title__contains="夜間照明")
    answered = shares(Entry.objects.of_kind(EntryKind.FAQ))

    assert all(address_of(attachment) in shown.html for attachment in Attachment.objects.all())
    assert Attachment.objects.count() == 2
    assert sum(map(sum, answered.values())) > 100
    assert HelpfulAnswer.objects.exclude(comment="").exists()
    assert Opinion.objects.count() == 2


def test_it_was_written_day_by_day_and_the_record_says_when_it_really_was():
    last = timezone.now() - timedelta(hours=6)
    since_then = Revision.objects.filter(written_at__gte=last)

    assert [revision.entry.state for revision in since_then] == [EntryState.DRAFT]
    assert Revision.objects.filter(written_at__lt=timezone.now() - timedelta(days=50)).exists()
    assert broken_links() == []
