"""個資同意使用／授權聲明／危害告知: what is shown, what is demanded, what is kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from port.consents.enums import NoticeKind, ReadingManner
from port.consents.library import publish_texts
from port.consents.models import Acknowledgement, NoticeText
from tests.factories import a_company_account, a_notice_text, the_three_texts
from web.company.forms import tick_of

PAGE = "/company/acknowledgements/"


def ticks(texts, **evidence) -> dict[str, str]:
    """What the page posts when every text is ticked, with the same evidence for each."""
    posted = {}
    for text in texts:
        posted[tick_of(text)] = "yes"
        posted |= {f"{tick_of(text)}_{name}": value for name, value in evidence.items()}
    return posted


def all_texts() -> list[NoticeText]:
    return list(NoticeText.objects.order_by("pk"))


def test_the_page_shows_the_three_texts_in_full(newcomer):
    response = newcomer.get(PAGE)

    page = response.content.decode()
    assert "個資同意使用／" in page
    for text in all_texts():
        assert text.parts[1][1] in page
        assert f'name="{tick_of(text)}"' in page
    assert page.count(">我同意<") == 3


def test_who_reads_english_finds_a_translation_before_the_text_that_counts(newcomer):
    NoticeText.objects.all().delete()
    publish_texts()

    page, chinese = (newcomer.get(prefix + PAGE).content.decode() for prefix in ("/en", ""))

    assert page.count("The Chinese text is the one that counts.") == 3
    assert page.index("Who this notice is for") < page.index("適用對象")
    assert "The Chinese text" not in chinese


def test_the_hazard_notice_says_that_it_is_no_consent(newcomer):
    page = newcomer.get(PAGE).content.decode()

    assert page.count("不是個資的同意") == 1


def test_words_in_a_text_are_never_taken_for_markup(newcomer):
    a_notice_text(body="## <i>一</i>\n\n<script>alert(1)</script>")

    page = newcomer.get(PAGE).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<i>一</i>" not in page


def test_all_ticks_lead_inside(newcomer):
    response = newcomer.post(PAGE, ticks(all_texts()))

    assert (response.status_code, response.url) == (302, reverse("company:home"))
    assert newcomer.get(response.url).status_code == 200


def test_the_evidence_is_kept(newcomer, account):
    newcomer.post(PAGE, ticks(all_texts(), to_end="1", seconds="75"))

    rows = Acknowledgement.objects.filter(person=account.user, acting_company_id=account.company_id)
    assert {row.text_sha256 for row in rows} == {text.sha256 for text in all_texts()}
    assert {(row.manner, row.read_to_end, row.seconds_open) for row in rows} == {(ReadingManner.SCROLLED, True, 75)}


def test_without_a_script_the_ticks_alone_are_enough(newcomer):
    newcomer.post(PAGE, ticks(all_texts(), to_end="0", seconds="0"))

    kept = {(row.manner, row.read_to_end, row.seconds_open) for row in Acknowledgement.objects.all()}
    assert kept == {(ReadingManner.PRINTED, False, 0)}


@pytest.mark.parametrize(
    ("seconds", "kept"), [("-1", 0), ("1e9", 0), ("٣", 0), ("²", 0), ("9" * 9, 86400), ("9" * 5000, 0), ("", 0)]
)
def test_evidence_that_makes_no_sense_locks_nobody_out(newcomer, seconds, kept):
    response = newcomer.post(PAGE, ticks(all_texts(), to_end="perhaps", seconds=seconds))

    assert response.status_code == 302
    assert {row.seconds_open for row in Acknowledgement.objects.all()} == {kept}


def test_a_missing_tick_is_told_and_the_others_are_kept(newcomer):
    first, second, third = all_texts()

    response = newcomer.post(PAGE, ticks([first, third]))

    page = response.content.decode()
    assert response.status_code == 422
    assert not Acknowledgement.objects.exists()
    assert f'<a href="#id_{tick_of(second)}">授權聲明：請閱讀全文後勾選「我同意」。</a>' in page
    assert [section.tick.value() for section in response.context["form"].sections] == [True, False, True]
    assert page.count(" checked") == 2


def test_a_tick_does_not_count_for_words_that_changed_meanwhile(newcomer):
    shown = all_texts()
    changed = a_notice_text(kind=NoticeKind.HAZARD)

    response = newcomer.post(PAGE, ticks(shown))

    assert response.status_code == 422
    assert tick_of(changed) in response.context["form"].errors
    assert not Acknowledgement.objects.exists()


def test_only_the_text_with_new_words_is_asked_for_again(clerk):
    newer = a_notice_text(kind=NoticeKind.AUTHORISATION)

    response = clerk.get(PAGE)

    assert [section.text for section in response.context["form"].sections] == [newer]
    assert "有新的內容" in response.content.decode()


def test_a_second_sending_is_harmless(newcomer):
    posted = ticks(all_texts())
    newcomer.post(PAGE, posted)

    response = newcomer.post(PAGE, posted)

    assert response.url == reverse("company:home")
    assert Acknowledgement.objects.count() == 3


def test_the_page_leads_on_when_nothing_is_missing(clerk):
    assert clerk.get(PAGE).url == reverse("company:home")


def test_it_is_kept_for_the_own_company_whatever_the_form_says(newcomer, account):
    other = a_company_account()

    newcomer.post(PAGE, ticks(all_texts()) | {"acting_company_id": other.company_id, "person": other.user_id})

    assert {row.acting_company_id for row in Acknowledgement.objects.all()} == {account.company_id}
    assert {row.person_id for row in Acknowledgement.objects.all()} == {account.user_id}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(newcomer, method):
    assert getattr(newcomer, method)(PAGE).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_instant_are_one_acknowledgement():
    texts, user = the_three_texts(), a_company_account().user

    def click(_: int) -> int:
        browser = Client()
        browser.force_login(user)
        try:
            return browser.post(PAGE, ticks(texts)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        answers = list(people.map(click, range(4)))

    assert answers == [302] * 4
    assert Acknowledgement.objects.count() == 3


def test_the_number_of_queries_does_not_grow_with_old_versions(newcomer, django_assert_num_queries):
    with django_assert_num_queries(6):
        newcomer.get(PAGE)
    for _ in range(5):
        a_notice_text(kind=NoticeKind.HAZARD)

    with django_assert_num_queries(6):
        newcomer.get(PAGE)
