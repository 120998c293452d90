"""The texts that come with the product, and what those read who know no Chinese."""

import pytest

from port.consents.enums import NoticeKind
from port.consents.library import TEXTS, publish_texts, reading_version
from port.consents.models import NoticeText
from port.language import Language
from tests.factories import a_notice_text

pytestmark = pytest.mark.django_db


def headings(text: NoticeText) -> list[str]:
    return [words for part, words in text.parts if part == "heading"]


def test_only_the_chinese_texts_are_published():
    texts = publish_texts()

    assert sorted(text.kind for text in texts) == sorted(NoticeKind.values)
    assert {text.language for text in NoticeText.objects.all()} == {Language.CHINESE}


def test_each_text_can_be_read_in_english_part_by_part():
    texts = publish_texts()

    for text in texts:
        english = reading_version(text, Language.ENGLISH)
        assert english is not None
        assert (english.kind, english.version, english.language) == (text.kind, text.version, Language.ENGLISH)
        assert english.parts[0][1].endswith("The Chinese text is the one that counts.")
        assert [part for part, _ in english.parts[1:]] == [part for part, _ in text.parts]
        assert headings(english)[0].startswith("1. ")


def test_a_reading_version_is_never_saved():
    text, *_ = publish_texts()

    english = reading_version(text, Language.ENGLISH)

    assert english is not None
    assert english.pk is None
    assert NoticeText.objects.count() == len(NoticeKind)


def test_in_chinese_one_reads_the_text_itself():
    assert [reading_version(text, Language.CHINESE) for text in publish_texts()] == [None] * len(NoticeKind)


def test_a_version_that_nobody_has_translated_has_no_reading_version():
    assert reading_version(a_notice_text(version="199.01.01"), Language.ENGLISH) is None


def test_other_words_under_the_same_version_are_not_passed_off_as_translated():
    text = a_notice_text(kind=NoticeKind.HAZARD, version="115.07.01", body="## 一、目的\n\n別的文字。")

    assert reading_version(text, Language.ENGLISH) is None


def test_every_translation_lies_beside_its_text():
    translations = sorted(TEXTS.glob("*.en.txt"))

    assert len(translations) == len(NoticeKind)
    assert [path for path in translations if not path.with_name(path.name.replace(".en.", ".")).is_file()] == []
