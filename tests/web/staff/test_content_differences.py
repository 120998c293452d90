"""What differs between two versions is said line by line, by sign and word."""

import time

import pytest

from port.content.drafts import Draft
from tests.factories import a_draft, an_attachment
from web.staff.content_differences import Sign, differences


def told(before: str, after: str) -> list[tuple[str, str]]:
    (difference,) = differences(Draft(body=before), Draft(body=after))
    return [(line.sign.value, line.text) for line in difference.lines]


def marked(before: str, after: str) -> list[list[str]]:
    (difference,) = differences(Draft(body=before), Draft(body=after))
    return [[piece.text for piece in line.pieces if piece.is_other] for line in difference.lines]


def test_the_same_words_differ_in_nothing():
    assert differences(Draft(body="同"), Draft(body="同")) == []


def test_within_a_line_only_what_changed_is_marked():
    assert marked("請在 3 天內送出。", "請在 5 天內送出。") == [["3"], ["5"]]
    assert marked("Send it within three days.", "Send it within five days.") == [["three"], ["five"]]


def test_a_lone_word_between_two_changes_counts_as_changed():
    assert marked("道路夜間照明工程再延期公告事項", "道路日間維修工作延後公告事項") == [
        ["夜間照明工程再延期"],
        ["日間維修工作延後"],
    ]
    assert marked("甲乙丙丁戊己", "甲乙丙丁戊庚") == [["己"], ["庚"]]


def test_lines_that_have_little_in_common_are_told_whole():
    assert told("完全不同", "unlike") == [("out", "完全不同"), ("in", "unlike")]
    assert marked("完全不同", "unlike") == [[], []]


def test_lines_far_from_a_change_are_left_out_and_the_gap_is_marked():
    lines = [f"第 {number} 行" for number in range(9)]
    changed = [*lines[:4], "改過的一行", *lines[5:]]

    assert told("\n".join(lines), "\n".join(changed)) == [
        ("gap", ""),
        ("same", "第 3 行"),
        ("out", "第 4 行"),
        ("in", "改過的一行"),
        ("same", "第 5 行"),
        ("gap", ""),
    ]


def test_added_and_removed_lines_are_told():
    assert told("甲\n乙", "甲\n乙\n丙") == [("gap", ""), ("same", "乙"), ("in", "丙")]
    assert [line for line in told("甲\n乙\n丙", "甲") if line[0] == "out"] == [("out", "乙"), ("out", "丙")]


def test_without_anything_before_all_is_new():
    found = differences(None, Draft(title="標題", title_en="Title"))

    assert [(each.label, each.lang) for each in found] == [("標題", ""), ("標題（英文）", "en")]
    assert {line.sign for each in found for line in each.lines} == {Sign.IN}


@pytest.mark.django_db
def test_settings_and_files_are_told_by_their_names():
    file = an_attachment(title="核發統計")
    before = a_draft(slug="x")

    found = differences(before, a_draft(slug="x", topic="advice", pinned=True, files=(str(file.pk),)))

    assert {each.label: [line.text for line in each.lines if line.sign is Sign.IN] for each in found} == {
        "類別": ["宣導"],
        "置頂": ["是"],
        "附件": ["核發統計"],
    }


def test_very_long_texts_are_compared_in_a_moment():
    began = time.monotonic()

    differences(Draft(body="港" * 30_000), Draft(body="埠" * 30_000))
    differences(Draft(body="\n" * 30_000), Draft(body="甲\n" * 30_000))
    differences(
        Draft(body="\n".join("甲乙丙丁" * 20 for _ in range(700))),
        Draft(body="\n".join("丁丙乙甲" * 20 for _ in range(700))),
    )

    assert time.monotonic() - began < 120
