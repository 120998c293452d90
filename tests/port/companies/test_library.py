from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from port.accounts.models import User
from port.audit.enums import Act
from port.audit.models import AuditRecord
from port.companies.enums import MendableField, ReasonScope
from port.companies.library import (
    ReasonFacts,
    add_reason,
    blaming_words,
    change_reason,
    code_is_fixed,
    restore_reason,
    retire_reason,
)
from port.companies.models import Reason
from tests.factories import a_company_document, an_application

pytestmark = pytest.mark.django_db

FACTS = ReasonFacts(
    code="D21",
    scope=ReasonScope.DOCUMENT,
    label="文件未蓋章",
    sentence="公司證明文件上沒有登記機關的印信。",
    remedy="請上傳蓋有登記機關印信的文件。",
    unlocks=(MendableField.DOCUMENT,),
    help_url="/faq/",
)


@pytest.fixture
def reason(head: User) -> Reason:
    return add_reason(FACTS, by=head)


def records(act: Act) -> list[dict[str, object]]:
    return [record.facts for record in AuditRecord.objects.filter(act=act)]


def faults(facts: ReasonFacts, *, by: User) -> dict[str, str]:
    with pytest.raises(ValidationError) as refusal:
        add_reason(facts, by=by)
    return {field: fault[0].code for field, fault in refusal.value.error_dict.items()}


def test_a_reason_that_was_added_is_offered_to_reviewers(head: User) -> None:
    reason = add_reason(FACTS, by=head)

    assert reason in Reason.objects.for_document()
    assert reason not in Reason.objects.for_account()
    assert reason.unlocks == ["document"]
    assert records(Act.REASON_ADDED) == [{"code": "D21"}]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": "d21"}, {"code": "code_malformed"}),
        ({"code": "TOOLONG1"}, {"code": "code_malformed"}),
        ({"code": "D21\n"}, {"code": "code_malformed"}),
        ({"label": ""}, {"label": "label_missing"}),
        ({"sentence": ""}, {"sentence": "sentence_missing"}),
        ({"remedy": ""}, {"remedy": "remedy_missing"}),
        ({"scope": "everything"}, {"scope": "scope_unknown"}),
        ({"unlocks": ("password",)}, {"unlocks": "field_unknown"}),
        ({"label": "", "remedy": ""}, {"label": "label_missing", "remedy": "remedy_missing"}),
    ],
    ids=str,
)
def test_a_reason_that_cannot_be_is_refused_field_by_field(
    change: dict[str, object], fault: dict[str, str], head: User
) -> None:
    assert faults(replace(FACTS, **change), by=head) == fault
    assert not Reason.objects.filter(label=FACTS.label).exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/",
        "javascript:alert(1)",
        "//example.com/",
        "/\\example.com",
        "/a b",
        "faq/",
        "https://",
        "https://wang@example.com/",
        "data:text/html,x",
    ],
)
def test_a_help_page_is_on_this_site_or_behind_https(address: str, head: User) -> None:
    assert faults(replace(FACTS, help_url=address), by=head) == {"help_url": "address_unsafe"}


@pytest.mark.parametrize("address", ["", "/", "/faq/?q=1#x", "https://www.twport.com.tw/chinese/"])
def test_safe_addresses_of_help_are_taken(address: str, head: User) -> None:
    assert add_reason(replace(FACTS, help_url=address), by=head).help_url == address


def test_a_reason_that_leaves_all_to_the_note_needs_no_words(head: User) -> None:
    assert add_reason(replace(FACTS, needs_note=True, sentence="", remedy=""), by=head).needs_note


def test_two_reasons_cannot_have_one_code(reason: Reason, head: User) -> None:
    assert faults(FACTS, by=head) == {"code": "code_taken"}


def test_a_change_is_recorded_by_the_names_of_its_fields_without_their_texts(reason: Reason, head: User) -> None:
    change_reason(reason, replace(FACTS, sentence="文件缺少印信。", unlocks=("number", "company_name")), by=head)

    reason.refresh_from_db()
    assert (reason.sentence, reason.unlocks) == ("文件缺少印信。", ["number", "company_name"])
    assert records(Act.REASON_CHANGED) == [{"code": "D21", "fields": ["sentence", "unlocks"]}]


def test_the_english_of_former_words_does_not_outlive_them(head: User) -> None:
    reason = add_reason(replace(FACTS, sentence_en="No seal.", remedy_en="Add one."), by=head)

    change_reason(reason, FACTS, by=head)

    reason.refresh_from_db()
    assert (reason.sentence_en, reason.remedy_en) == ("", "")


def test_saving_the_same_words_again_changes_nothing(reason: Reason, head: User) -> None:
    change_reason(reason, FACTS, by=head)

    assert records(Act.REASON_CHANGED) == []


def test_the_code_of_a_reason_that_was_never_given_can_change(reason: Reason, head: User) -> None:
    change_reason(reason, replace(FACTS, code="D22"), by=head)

    assert Reason.objects.get(pk=reason.pk).code == "D22"


@pytest.mark.parametrize(
    "give",
    [
        lambda reason: a_company_document().reasons.add(reason),
        lambda reason: an_application().reasons.add(reason),
    ],
    ids=["document", "application"],
)
def test_the_code_of_a_reason_that_was_given_stays(give, reason: Reason, head: User) -> None:
    assert not code_is_fixed(reason)
    give(reason)

    with pytest.raises(ValidationError) as refusal:
        change_reason(reason, replace(FACTS, code="D22"), by=head)

    assert refusal.value.error_dict["code"][0].code == "code_used"
    assert code_is_fixed(reason)


def test_the_code_of_a_reason_that_comes_with_the_product_stays(reasons: dict[str, Reason]) -> None:
    assert code_is_fixed(reasons["D05"])


def test_a_retired_reason_is_offered_no_more_and_stays_with_its_cases(reason: Reason, head: User) -> None:
    document = a_company_document()
    document.reasons.add(reason)

    retire_reason(reason, by=head)
    retire_reason(reason, by=head)

    assert reason not in Reason.objects.in_use()
    assert list(document.reasons.all()) == [reason]
    assert records(Act.REASON_RETIRED) == [{"code": "D21"}]


def test_a_restored_reason_is_offered_again(reason: Reason, head: User) -> None:
    retire_reason(reason, by=head)

    restore_reason(reason, by=head)
    restore_reason(reason, by=head)

    assert reason in Reason.objects.in_use()
    assert records(Act.REASON_RESTORED) == [{"code": "D21"}]


def test_words_that_blame_are_pointed_out(reasons: dict[str, Reason]) -> None:
    assert blaming_words("您忘記蓋章了！") == ["您忘", "！"]
    assert [reason.code for reason in reasons.values() if blaming_words(reason.sentence + reason.remedy)] == []
