import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects, assertTemplateNotUsed

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.companies.models import Reason
from tests.factories import a_company_document, a_reason, a_staff_member

REASONS, ADD = reverse("staff:reasons"), reverse("staff:reason_add")
TYPED = {
    "code": "D21",
    "scope": "document",
    "label": "文件未蓋章",
    "sentence": "公司證明文件上沒有\r\n登記機關的印信。",
    "remedy": "請上傳蓋有印信的文件。",
    "help_url": "/faq/",
    "unlocks": ["document", "number"],
}


@pytest.fixture
def head(db: None, client: Client) -> User:
    head = a_staff_member(StaffRole.HEAD)
    client.force_login(head)
    return head


def address(name: str, reason: Reason) -> str:
    return reverse(f"staff:reason_{name}", args=[reason.pk])


def test_a_reviewer_reads_the_library_and_cannot_change_it(desk: Client) -> None:
    reason = Reason.objects.get(code="D01")

    answer = desk.get(REASONS)

    assertContains(answer, reason.sentence)
    assertContains(answer, reason.remedy)
    assertNotContains(answer, address("change", reason))
    assert desk.post(address("change", reason), TYPED).status_code == 403
    assert desk.post(address("retire", reason)).status_code == 403


def test_the_head_adds_a_reason(client: Client, head: User) -> None:
    answer = client.post(ADD, TYPED, follow=True)

    assertRedirects(answer, REASONS)
    reason = Reason.objects.get()
    assert (reason.code, reason.unlocks, reason.help_url) == ("D21", ["number", "document"], "/faq/")
    assert reason.sentence == "公司證明文件上沒有登記機關的印信。"
    assertContains(answer, "公司統編、公司證明文件")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "d21"}, "代碼是大寫英文字母加數字"),
        ({"sentence": ""}, "請填寫給申請人的說明"),
        ({"help_url": "http://example.com"}, "https://"),
        ({"scope": "bent"}, "bent"),
        ({"unlocks": ["password"]}, "password"),
        ({"label": "長" * 51}, "50"),
        ({"sentence": "看不見\u202e的字"}, "改變文字方向"),
    ],
    ids=str,
)
def test_what_cannot_be_is_asked_back_and_nothing_typed_is_lost(
    change: dict[str, object], told: str, client: Client, head: User
) -> None:
    answer = client.post(ADD, TYPED | change)

    assertContains(answer, told, status_code=422)
    assertContains(answer, "請上傳蓋有印信的文件。", status_code=422)
    assert not Reason.objects.exists()


def test_the_preview_shows_the_words_of_the_letter_and_keeps_nothing(client: Client, head: User) -> None:
    answer = client.post(ADD, TYPED | {"preview": "1"})

    assertContains(answer, "公司證明文件上沒有登記機關的印信。<br>補正方式：請上傳蓋有印信的文件。")
    assertContains(answer, 'value="D21"')
    assert not Reason.objects.exists()


def test_with_a_script_only_the_preview_is_drawn_anew_and_blame_is_pointed_out(client: Client, head: User) -> None:
    typed = {"sentence": "您忘記蓋章！", "remedy": "", "preview": "1"}

    answer = client.post(ADD, typed, headers={"HX-Request": "true"})

    assertTemplateNotUsed(answer, "staff/reason.html")
    assertContains(answer, "您忘記蓋章！")
    assertContains(answer, "可以寫得更中性")
    assertContains(answer, "「您忘、！」")


def test_the_head_changes_the_words_of_a_reason(client: Client, head: User) -> None:
    reason = a_reason()

    client.post(address("change", reason), TYPED | {"code": reason.code, "scope": "both"})

    reason.refresh_from_db()
    assert (reason.label, reason.unlocks) == ("文件未蓋章", ["number", "document"])


def test_the_head_words_a_reason_in_english_too(client: Client, head: User) -> None:
    english = {"sentence_en": "The document bears\r\nno official seal. ", "remedy_en": "Please upload one that does."}

    client.post(ADD, TYPED | english)

    reason = Reason.objects.get()
    assert reason.sentence_en == "The document bears no official seal."
    assert reason.remedy_en == "Please upload one that does."
    assertContains(client.get(address("change", reason)), "The document bears no official seal.")


def test_the_code_of_a_reason_that_was_given_cannot_be_typed(client: Client, head: User) -> None:
    reason = a_reason()
    a_company_document().reasons.add(reason)

    shown = client.get(address("change", reason))
    client.post(address("change", reason), TYPED)

    assert shown.context["form"].fields["code"].disabled
    assert Reason.objects.get().code == reason.code


def test_the_head_retires_a_reason_and_takes_it_up_again(client: Client, head: User) -> None:
    reason = a_reason()

    retired = client.post(address("retire", reason), follow=True)
    assertRedirects(retired, REASONS)
    assertContains(retired, "停用")
    assert not Reason.objects.in_use().exists()

    client.post(address("restore", reason))
    assert Reason.objects.in_use().get() == reason


def test_a_reason_that_is_none_is_not_found(client: Client, head: User) -> None:
    for name in ("change", "retire", "restore"):
        assert client.post(reverse(f"staff:reason_{name}", args=[99]), TYPED).status_code == 404
