"""A text as it is set on a page."""

from port.consents.models import NoticeText


def test_a_text_is_set_as_headings_and_paragraphs():
    text = NoticeText(body="## 一、目的\n\n第一段。\n第二行。\n\n\n\n## 二、期間\n\n第三段。")

    parts = text.parts

    assert parts == [
        ("heading", "一、目的"),
        ("paragraph", "第一段。\n第二行。"),
        ("heading", "二、期間"),
        ("paragraph", "第三段。"),
    ]


def test_the_reading_time_is_rounded_up_to_whole_minutes():
    assert NoticeText(body="字" * 300).minutes == 1
    assert NoticeText(body="字" * 301).minutes == 2


def test_english_is_counted_in_words():
    assert NoticeText(body="word " * 140, language="en").minutes == 1
    assert NoticeText(body="word " * 141, language="en").minutes == 2
