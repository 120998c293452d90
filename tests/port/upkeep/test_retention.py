"""What has been kept long enough goes, and nothing else does."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.audit.recorder import broken_links
from port.content.enums import EntryKind
from port.content.helpful import answer, comments, shares
from port.content.models import Opinion
from port.content.opinions import send_opinion
from port.documents.storage import document_storage
from port.language import Language
from port.registration.mending_links import issue_link
from port.registration.models import AccountApplication
from port.upkeep.keeping import keep_periods
from port.upkeep.retention import A_YEAR, BY_ANOTHER_JOB, FIVE_YEARS, PERIODS, STAYS, TWO_YEARS, WITH_ANOTHER
from tests.factories import (
    a_company_document,
    a_held_decision,
    a_letter,
    a_refused_application,
    a_stored_document_with_files,
    a_verified_application,
    an_application,
    an_entry,
)

pytestmark = pytest.mark.django_db

OURS = [model for model in apps.get_models() if model.__module__.startswith("port.") and not model._meta.auto_created]


def rows() -> dict[str, set[object]]:
    """The keys of every row of the house but the record."""
    kept = [model for model in OURS if model is not AuditRecord]
    return {model._meta.label: set(model._default_manager.values_list("pk", flat=True)) for model in kept}


def gone(before: dict[str, set[object]]) -> dict[str, set[object]]:
    after = rows()
    return {label: keys - after[label] for label, keys in before.items() if keys - after[label]}


def tombstones_of(subject: Model) -> int:
    return AuditRecord.objects.about(subject).filter(act=Act.RETENTION_REMOVED).count()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_table_says_how_long_it_keeps_what_it_holds(model: type[Model]) -> None:
    label = model._meta.label
    places = [
        label in {period.model for period in PERIODS},
        label in BY_ANOTHER_JOB,
        label in WITH_ANOTHER,
        label in STAYS,
    ]

    assert sum(places) == 1


def test_every_name_in_the_table_of_periods_means_something() -> None:
    labels = [period.model for period in PERIODS] + list(BY_ANOTHER_JOB) + list(WITH_ANOTHER) + list(STAYS)

    assert {model._meta.label for model in OURS} == set(labels)
    assert all(callable(import_string(job)) for job in BY_ANOTHER_JOB.values())
    assert set(WITH_ANOTHER.values()) <= set(labels)


def test_nothing_goes_while_its_time_is_not_over() -> None:
    a_refused_application()
    a_verified_application()
    before = rows()

    keep_periods(at=timezone.now() + timedelta(days=100))

    assert gone(before) == {}


def test_a_letter_goes_after_a_year_and_leaves_a_tombstone() -> None:
    now = timezone.now()
    old = a_letter(state="sent", sent_at=now, created_at=now - A_YEAR - timedelta(minutes=1))
    young = a_letter(state="sent", sent_at=now, created_at=now - A_YEAR + timedelta(minutes=1))
    waiting = a_letter(created_at=now - 2 * A_YEAR)
    before = rows()

    keep_periods(at=now)

    assert gone(before) == {"letters.Letter": {old.pk}}
    assert [tombstones_of(letter) for letter in (old, young, waiting)] == [1, 0, 0]
    assert broken_links() == []


@pytest.mark.django_db(transaction=True)
def test_a_refused_application_goes_after_two_years_with_its_paper_and_all_that_was_written_about_it() -> None:
    file = a_stored_document_with_files()
    application = a_refused_application(document=a_company_document(company=None, file=file))
    issue_link(application)
    a_held_decision(case=application.document, state="applied", ended_at=timezone.now())
    others = [an_application(), a_verified_application()]
    names = [f"{file.pk}/{name}" for name in document_storage().files_in(str(file.pk))]
    assert names

    keep_periods(at=timezone.now() + TWO_YEARS + timedelta(days=1))

    assert list(AccountApplication.objects.order_by("pk")) == others
    assert not any(document_storage().exists(name) for name in names)
    assert tombstones_of(application) == 1


def test_a_refused_application_that_was_mended_goes_after_what_mended_it() -> None:
    first = a_refused_application()
    second = a_refused_application(forerunner=first)
    later = timezone.now() + TWO_YEARS + timedelta(days=1)

    keep_periods(at=later)
    assert list(AccountApplication.objects.all()) == [first]
    keep_periods(at=later)

    assert not AccountApplication.objects.exists()
    assert [tombstones_of(first), tombstones_of(second)] == [1, 1]


def test_of_an_account_that_ended_five_years_ago_only_its_number_is_left() -> None:
    now = timezone.now()
    application = a_verified_application(name="林示範", email="lin@example.com")
    User.objects.filter(pk=application.user_id).update(is_active=False, ended_at=now - FIVE_YEARS - timedelta(days=1))
    other = a_verified_application(name="王示範")
    before = rows()

    keep_periods(at=now)
    keep_periods(at=now)

    assert gone(before) == {}
    ended = User.objects.get(pk=application.user_id)
    application.refresh_from_db()
    assert (ended.name, ended.email, ended.username) == ("", "", f"former#{ended.pk}")
    assert (application.name, application.email, application.password) == ("", "", "")
    assert User.objects.get(pk=other.user_id).name == "王示範"
    assert tombstones_of(ended) == 1


def test_ten_years_later_people_in_use_and_what_they_agreed_to_are_still_there() -> None:
    application = a_verified_application()
    before = rows()

    keep_periods(at=timezone.now() + 2 * FIVE_YEARS)

    assert {"accounts.User", "registration.AccountApplication", "companies.Company"}.isdisjoint(gone(before))
    assert User.objects.filter(pk=application.user_id, is_active=True).exists()


def test_a_message_to_the_port_goes_after_a_year() -> None:
    old, young = (send_opinion(email="a@b.example", name="", text="字", language=Language.CHINESE) for _each in "ab")
    Opinion.objects.filter(pk=old.pk).update(sent_at=timezone.now() - A_YEAR - timedelta(days=1))

    keep_periods(at=timezone.now())

    assert list(Opinion.objects.all()) == [young]
    assert [tombstones_of(opinion) for opinion in (old, young)] == [1, 0]


def test_of_an_answer_of_a_reader_only_the_yes_or_no_is_left_after_a_year() -> None:
    entry = an_entry(EntryKind.FAQ)
    answer(entry, helped=False, comment="沒有說要多久")
    answer(entry, helped=True)

    keep_periods(at=timezone.now() + A_YEAR - timedelta(days=1))
    assert comments(entry).exists()
    keep_periods(at=timezone.now() + A_YEAR + timedelta(days=2))
    keep_periods(at=timezone.now() + A_YEAR + timedelta(days=2))

    assert shares([entry]) == {entry.pk: (1, 1)}
    assert not comments(entry).exists()
    assert AuditRecord.objects.filter(act=Act.RETENTION_REMOVED).count() == 1
